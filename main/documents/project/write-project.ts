import {
  type AssetId,
  maximumProjectBytes,
  type ProjectFile,
  type Snapshot,
  type StudioDocument,
} from '../../../preload/contract';
import { removeLeftovers, writeFileAtomically } from '../atomic-write';
import type { Picture } from '../assets';
import { keepBackup } from './backup';
import { type FileMark, fileMark } from './file-mark';
import { tooLargeToSave } from './project-errors';
import { projectPicture } from './project-pictures';
import { thumbnailOf } from './thumbnail';
import { withUnknownFields } from './unknown-fields';
import { type ZipPart, zipOf } from './zip-write';

export type ProjectContent = {
  /** Its pictures are named by the hashes of their bytes. */
  readonly document: StudioDocument;
  readonly snapshots?: readonly Snapshot[];
  readonly pictures: ReadonlyMap<AssetId, Picture>;
  /** What was read from the file that was opened, if any. */
  readonly origin?: unknown;
  /** The version of the studio. */
  readonly studio: string;
};

/** Told what the file will be like, just before it takes the place of the old one. */
export type Announce = (mark: FileMark | undefined) => Promise<void>;

/** What is left of a project file for its pictures, in bytes. */
const largestPictures = maximumProjectBytes - 64 * 1024 ** 2;

/**
 * Writes the project file. After a crash at any moment the path holds the old version or the new one; the old one stays
 * as backup. Throws `file-missing`, `file-unwritable`, and `too-large` for what could not be opened again.
 */
export async function writeProject(path: string, content: ProjectContent, announce?: Announce): Promise<void> {
  const held = [...content.pictures.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (held > largestPictures) throw tooLargeToSave(path);
  const parts = await partsOf(content);
  const beforeReplacing = async (old: string, temporary: string) => {
    await announce?.(await fileMark(temporary));
    await keepBackup(old);
  };
  await writeFileAtomically(path, zipOf(parts), { beforeReplacing });
  // The project is safe: what cannot be tidied up now can be at the next saving.
  await removeLeftovers(path).catch(() => undefined);
}

/** The files inside the project file; the same content gives the same bytes. */
export async function partsOf(content: ProjectContent): Promise<ZipPart[]> {
  const { document, snapshots = [], pictures, origin, studio } = content;
  const kept = [...pictures].map(([asset, picture]) => ({ asset, picture }));
  const file: ProjectFile = {
    ...{ format: 'brookesia-project', studio, document, pictures: kept.map(projectPicture) },
    ...(snapshots.length === 0 ? {} : { snapshots: [...snapshots] }),
  };
  const json = JSON.stringify(withUnknownFields(file, origin), undefined, 2);
  const thumbnail = await thumbnailOf(document, pictures);
  return [
    { name: 'document.json', bytes: new TextEncoder().encode(json), compress: true },
    ...(thumbnail === undefined ? [] : [{ name: 'thumbnail.png', bytes: thumbnail, compress: false }]),
    ...kept.map((each) => ({ name: projectPicture(each).file, bytes: each.picture.bytes, compress: false })),
  ];
}
