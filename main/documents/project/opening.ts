import type { AssetId, StudioDocument } from '../../../preload/contract';
import type { AssetStore, Picture } from '../assets';
import { readJournal } from '../journal/journal';
import { PictureFolder } from '../journal/picture-folder';
import { backupPath, isBackup } from './backup';
import { fileMark } from './file-mark';
import { OpenProject, type OpenProjectParts, type ProjectState } from './open-project';
import { readProject } from './read-project';
import { keptAssets } from './snapshots';
import { soundSnapshots, withoutLost } from './sound';

export type OpenedProject = {
  readonly project: OpenProject;
  readonly problems: readonly string[];
  /** Another studio has the file open: this is a copy. */
  readonly isElsewhere?: boolean;
};
export type OpeningParts = Omit<OpenProjectParts, 'assets'> & { readonly assets: AssetStore };

/** A new project that begins with this document, whose pictures have the ids of the asset store. */
export async function beginWith(parts: OpeningParts, document: StudioDocument): Promise<OpenedProject> {
  const blank = { name: 'Untitled', unsaved: false, document: { ...document, layers: [] } };
  const project = new OpenProject(parts, blank);
  const { layers } = document;
  if (layers.length > 0) await project.change({ layers, order: layers.map(({ id }) => id) });
  return { project, problems: [] };
}

/**
 * Opens a project file. What could not be read whole, a backup and a file that another studio has open get no path, so that
 * saving does not replace them.
 */
export async function openFile(
  parts: OpeningParts,
  path: string,
  name: string,
  isElsewhere = false,
): Promise<OpenedProject> {
  const mark = await fileMark(path);
  const { document, snapshots, origin, pictures, problems } = await readProject(path, path);
  adoptAll(parts.assets, pictures);
  const isWhole = problems.length === 0 && !isBackup(path);
  const isOurs = isWhole && !isElsewhere;
  const state = { name, ...(isOurs ? { path, mark } : {}), unsaved: !isWhole, origin, document, snapshots };
  const project = new OpenProject(parts, state, isOurs ? pictures.keys() : []);
  return { project, problems, ...(isElsewhere ? { isElsewhere } : {}) };
}

/** Opens the bytes of a project file of which only the name is known. */
export async function openBytes(parts: OpeningParts, bytes: Uint8Array, name: string): Promise<OpenedProject> {
  const { document, snapshots, origin, pictures, problems } = await readProject(bytes, name);
  adoptAll(parts.assets, pictures);
  const state = { name, unsaved: problems.length > 0, origin, document, snapshots };
  return { project: new OpenProject(parts, state), problems };
}

/** Brings back what a journal tells; undefined when there is none. The pictures lie beside it or in the project file. */
export async function recoverProject(parts: OpeningParts): Promise<OpenedProject | undefined> {
  const state = await readJournal(parts.folder);
  if (state === undefined) return undefined;
  const { pictures, filed } = await findPictures(parts.folder, state);
  adoptAll(parts.assets, pictures);
  const { document, problems } = withoutLost(state.document, pictures);
  const kept = soundSnapshots(state.snapshots ?? [], pictures);
  const project = new OpenProject(parts, { ...state, document, snapshots: kept.snapshots }, filed);
  await project.journalAll();
  return { project, problems: [...problems, ...kept.problems] };
}

async function findPictures(folder: string, state: ProjectState) {
  const { path } = state;
  const beside = new PictureFolder(folder);
  const filed = path === undefined ? new Map<AssetId, Picture>() : await picturesIn(path);
  const before = path === undefined ? new Map<AssetId, Picture>() : await picturesIn(backupPath(path));
  const pictures = new Map<AssetId, Picture>();
  for (const hash of keptAssets(state)) {
    const picture = filed.get(hash) ?? (await beside.read(hash)) ?? before.get(hash);
    if (picture !== undefined) pictures.set(hash, picture);
  }
  return { pictures, filed: filed.keys() };
}

async function picturesIn(path: string): Promise<ReadonlyMap<AssetId, Picture>> {
  return readProject(path, path).then(
    ({ pictures }) => pictures,
    () => new Map(),
  );
}

function adoptAll(assets: AssetStore, pictures: ReadonlyMap<AssetId, Picture>): void {
  for (const [asset, picture] of pictures) assets.adopt(asset, picture);
}
