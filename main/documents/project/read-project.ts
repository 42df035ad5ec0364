import {
  type AssetId,
  ProjectFile,
  type Snapshot,
  type StudioDocument,
  maximumAssetBytes,
  maximumProjectBytes,
} from '../../../preload/contract';
import type { Picture } from '../assets';
import { migrate } from './migrations';
import { notThere, tooNew, unreadable } from './project-errors';
import { keptPicture } from './project-pictures';
import { soundSnapshots, withoutLost } from './sound';
import { ZipFault, ZipReader } from './zip-read';

/** Longest `document.json` that is parsed, in bytes. */
const maximumDocumentBytes = 64 * 1024 ** 2;

export type ReadProject = {
  /** Without the layers whose pictures could not be read. */
  readonly document: StudioDocument;
  readonly snapshots: Snapshot[];
  /** The whole content of `document.json`, to find again in it what this version does not know. */
  readonly origin: Record<string, unknown>;
  readonly pictures: ReadonlyMap<AssetId, Picture>;
  /** What could not be read, in sentences for people. */
  readonly problems: readonly string[];
};

/**
 * Reads a project from a path or from the bytes of a file called `name`. A picture that is missing or damaged is reported
 * and left out with its layers; the rest is whole. Throws `project-unreadable`, `project-too-new`, `file-missing`.
 */
export async function readProject(source: string | Uint8Array, name: string): Promise<ReadProject> {
  try {
    if (typeof source !== 'string' && source.length > maximumProjectBytes) throw new ZipFault('is too large');
    const zip = await ZipReader.open(source);
    return await readZip(zip, name).finally(() => zip.close());
  } catch (thrown) {
    if (thrown instanceof ZipFault) throw unreadable(name, thrown.message, thrown);
    throw thrown instanceof Error && 'syscall' in thrown ? notThere(name, thrown) : thrown;
  }
}

async function readZip(zip: ZipReader, name: string): Promise<ReadProject> {
  const { origin, file } = parseProject(await zip.read('document.json', maximumDocumentBytes), name);
  const pictures = new Map<AssetId, Picture>();
  for (const { asset, file: path } of file.pictures) {
    const picture = await readPicture(zip, asset, path);
    if (picture !== undefined) pictures.set(asset, picture);
  }
  const { document, problems } = withoutLost(file.document, pictures);
  const kept = soundSnapshots(file.snapshots ?? [], pictures);
  return { origin, pictures, document, snapshots: kept.snapshots, problems: [...problems, ...kept.problems] };
}

function parseProject(bytes: Uint8Array, name: string) {
  const migrated = migrate(parseJson(bytes));
  if (migrated.kind === 'too-new') throw tooNew(name);
  const file = ProjectFile.safeParse(migrated.kind === 'present' ? migrated.project : undefined);
  if (migrated.kind !== 'present' || !file.success) throw new ZipFault('has a document that cannot be understood');
  return { origin: migrated.project, file: file.data };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (thrown) {
    throw new ZipFault('has a document that cannot be understood', { cause: thrown });
  }
}

/** Whatever is wrong with a picture, the project goes on without it and says so. */
async function readPicture(zip: ZipReader, asset: AssetId, path: string): Promise<Picture | undefined> {
  try {
    return await keptPicture(asset, await zip.read(path, maximumAssetBytes));
  } catch {
    return undefined;
  }
}
