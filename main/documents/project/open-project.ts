import type { AssetId, DocumentChange, Snapshot, StudioDocument } from '../../../preload/contract';
import type { AssetStore, Picture } from '../assets';
import { Journal } from '../journal/journal';
import { PictureFolder } from '../journal/picture-folder';
import { applyChange, type JournalledProject } from '../journal/replay';
import { type FileMark, fileMark, isDriveGone, sameFile } from './file-mark';
import { renameAsset, renameAssets } from './layer-assets';
import { changedSince, driveGone } from './project-errors';
import { keepPicture } from './project-pictures';
import { keptAssets, renameSnapshots, withSnapshot } from './snapshots';
import { writeProject } from './write-project';

/** As in a journal; the pictures of its document are named by the hashes of their bytes. */
export type ProjectState = JournalledProject;

export type OpenProjectParts = {
  readonly assets: Pick<AssetStore, 'require'>;
  /** Of its journal. */
  readonly folder: string;
  /** The version of the studio. */
  readonly studio: string;
};

/**
 * A project that somebody works on. Outside, its pictures have the ids of the asset store; inside, in journal and project
 * file, the hashes of their bytes. One thing is done after the other.
 */
export class OpenProject {
  readonly #parts: OpenProjectParts;
  readonly #journal: Journal;
  readonly #unfiled: PictureFolder;
  /** From the hash of a picture to its id in the store, and back. */
  readonly #ids = new Map<AssetId, AssetId>();
  readonly #hashes = new Map<AssetId, AssetId>();
  /** Pictures that the project file holds. */
  #filed: ReadonlySet<AssetId>;
  #state: ProjectState;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: OpenProjectParts, state: ProjectState, filed: Iterable<AssetId> = []) {
    this.#parts = parts;
    this.#journal = new Journal(parts.folder);
    this.#unfiled = new PictureFolder(parts.folder);
    this.#filed = new Set(filed);
    this.#state = state;
  }

  get name(): string {
    return this.#state.name;
  }

  get path(): string | undefined {
    return this.#state.path;
  }

  get unsaved(): boolean {
    return this.#state.unsaved;
  }

  get folder(): string {
    return this.#parts.folder;
  }

  /** The document with its pictures under ids that the window can load. */
  get document(): StudioDocument {
    return renameAssets(this.#state.document, (hash) => this.#ids.get(hash) ?? hash);
  }

  get snapshots(): Snapshot[] {
    return renameSnapshots(this.#kept, (hash) => this.#ids.get(hash) ?? hash);
  }

  /** Keeps the document as it is under a name. Resolves when that would survive a crash. */
  keepSnapshot(name: string): Promise<void> {
    return this.#next(() => this.#setSnapshots(withSnapshot(this.#kept, name, this.#state.document)));
  }

  forgetSnapshot(id: string): Promise<void> {
    return this.#next(() => this.#setSnapshots(this.#kept.filter((snapshot) => snapshot.id !== id)));
  }

  /**
   * Resolves when the change would survive a crash. After `file-unwritable` or `asset-missing` it may be sent once more, by
   * itself or as part of a later one.
   */
  change(change: DocumentChange): Promise<void> {
    return this.#next(() => this.#change(change));
  }

  /** Writes the project to `path`, from then on its file. Throws `project-changed` when somebody else wrote there. */
  save(path: string, name: string): Promise<void> {
    return this.#next(() => this.#save(path, name));
  }

  /** Writes the present state into the journal, pictures included, for instance after recovery. */
  journalAll(): Promise<void> {
    return this.#next(() => this.#begin());
  }

  /** Unsaved work stays in the journal. */
  close(): Promise<void> {
    return this.#next(() => (this.unsaved ? this.#journal.close() : this.#journal.remove()));
  }

  async #change(change: DocumentChange): Promise<void> {
    const layers = change.layers.map((layer) => renameAsset(layer, (asset) => this.#hashOf(asset)));
    const inside = { ...change, layers };
    const document = applyChange(this.#state.document, inside);
    await this.#keepPictures({ document });
    if (this.#journal.begun) await this.#journal.append({ kind: 'change', change: inside });
    this.#state = { ...this.#state, document, unsaved: true };
    await this.#beginWhenDue();
  }

  async #setSnapshots(snapshots: Snapshot[]): Promise<void> {
    if (this.#journal.begun) await this.#journal.append({ kind: 'snapshots', snapshots });
    this.#state = { ...this.#state, snapshots, unsaved: true };
    await this.#beginWhenDue();
  }

  get #kept(): readonly Snapshot[] {
    return this.#state.snapshots ?? [];
  }

  async #beginWhenDue(): Promise<void> {
    if (!this.#journal.begun || this.#journal.long || this.#unfiled.large) await this.#begin();
  }

  async #begin(): Promise<void> {
    await this.#keepPictures(this.#state);
    await this.#journal.begin({ kind: 'base', ...this.#state });
    // The work is safe: what nobody needs can also be taken away the next time.
    await this.#unfiled.keepOnly(keptAssets(this.#state)).catch(() => undefined);
  }

  async #keepPictures(state: Pick<ProjectState, 'document' | 'snapshots'>): Promise<void> {
    for (const hash of keptAssets(state)) {
      if (!this.#filed.has(hash)) await this.#unfiled.keep({ asset: hash, picture: this.#picture(hash) });
    }
  }

  async #save(path: string, name: string): Promise<void> {
    const { document, origin, mark } = this.#state;
    if (path === this.path && mark !== undefined) await refuseChanged(path, mark);
    const pictures = new Map(keptAssets(this.#state).map((hash) => [hash, this.#picture(hash)]));
    const content = { document, snapshots: this.#kept, pictures, origin, studio: this.#parts.studio };
    await writeProject(path, content, (next) => this.#announce(name, path, next));
    this.#filed = new Set(pictures.keys());
    this.#state = { ...this.#state, name, path, mark: await fileMark(path), unsaved: false };
    await this.#beginAfterSaving();
  }

  /** So that the file is known as our own when the studio is ended before the journal has been written anew. */
  async #announce(name: string, path: string, mark: FileMark | undefined): Promise<void> {
    if (mark === undefined || !this.#journal.begun) return;
    // Saving is more important than knowing afterwards that it was us.
    await this.#journal.append({ kind: 'saving', name, path, mark }).catch(() => undefined);
  }

  /** The work is safe in its file: when the journal cannot be written now, having none is enough. */
  async #beginAfterSaving(): Promise<void> {
    try {
      await this.#begin();
      await this.#unfiled.clear();
    } catch {
      await this.#journal.remove().catch(() => undefined);
    }
  }

  #hashOf(asset: AssetId): AssetId {
    const known = this.#hashes.get(asset);
    if (known !== undefined) return known;
    const { asset: hash } = keepPicture(this.#parts.assets.require(asset));
    this.#hashes.set(asset, hash);
    this.#ids.set(hash, asset);
    return hash;
  }

  #picture(hash: AssetId): Picture {
    return keepPicture(this.#parts.assets.require(this.#ids.get(hash) ?? hash)).picture;
  }

  #next<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(action);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

async function refuseChanged(path: string, mark: FileMark): Promise<void> {
  const found = await fileMark(path);
  if (found === undefined && (await isDriveGone(path, mark))) throw driveGone(path);
  if (found !== undefined && !sameFile(found, mark)) throw changedSince(path);
}
