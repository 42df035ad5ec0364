import { join } from 'node:path';
import type {
  ChannelReply,
  DocumentChange,
  OfferId,
  OpenReply,
  ProjectId,
  ProjectSource,
  SaveProjectReply,
} from '../../preload/contract';
import {
  type AssetStore,
  Claims,
  type OpenProject,
  type OpenedProject,
  type OpeningParts,
  RecentProjects,
  beginWith,
  fileMark,
  isOwnedElsewhere,
  leftUnsaved,
  openBytes,
  openFile,
  projectName,
  readThumbnail,
  recoverProject,
  removeJournal,
  signOfLife,
  stillOwn,
} from '../documents';
import type { ProjectFolders } from './installation';
import { OpenProjects, newProjectId } from './open-projects';
import type { Listener } from './listeners';
import { elsewhere, notListed, notOpen, openElsewhere } from './project-errors';

/** How a shell asks for project files. Both give undefined when the user changes their mind. */
export type ProjectDialogs = {
  whereToSave(name: string): Promise<string | undefined>;
  whichToOpen(): Promise<string | undefined>;
};

export type ProjectOptions = Pick<ProjectFolders, 'state'> & {
  readonly dialogs: ProjectDialogs;
  /** Told of every project file that was opened or saved, for the system's own list of recent files. */
  readonly onRecent?: (path: string) => void;
  /** Brings the window to the front that works on the project; whether there is one. */
  readonly show?: (project: ProjectId) => boolean;
};
export type ProjectsParts = ProjectOptions & {
  readonly assets: AssetStore;
  readonly version: string;
  readonly emit: Listener;
  /** The file behind a handle. Throws `file-missing`. */
  readonly offered: (offer: OfferId) => string;
};

/** The projects that windows work on, and those that earlier runs left. */
export class Projects {
  readonly #parts: ProjectsParts;
  readonly #recent: RecentProjects;
  readonly #open = new OpenProjects();
  readonly #claims: Claims;
  readonly #living: NodeJS.Timeout;

  constructor(parts: ProjectsParts) {
    this.#parts = parts;
    this.#recent = new RecentProjects(join(parts.state, 'recent-projects.json'));
    this.#claims = new Claims(join(parts.state, 'open'));
    this.#living = setInterval(() => void this.#live(), signOfLife).unref();
  }

  async open(source: ProjectSource): Promise<OpenReply> {
    switch (source.from) {
      case 'nothing': {
        return this.#begin((parts) => beginWith(parts, source.document));
      }
      case 'dialog':
        return this.#openPath(await this.#parts.dialogs.whichToOpen());
      case 'recent':
        return this.#openPath((await this.#recent.path(source.id)) ?? notListed());
      case 'offer':
        return this.#openPath(this.#parts.offered(source.offer));
      case 'journal':
        return this.#reopen(source.project);
    }
  }

  import(bytes: Uint8Array, name: string): Promise<OpenReply> {
    return this.#begin((parts) => openBytes(parts, bytes, projectName(name)));
  }

  async change(id: ProjectId, turn: number, change: DocumentChange): Promise<void> {
    const project = await this.#open.require(id, turn);
    await project.change(change);
  }

  /** Gives all snapshots that there are then. */
  async snapshot(id: ProjectId, turn: number, name: string): Promise<ChannelReply<'project.snapshot'>> {
    const project = await this.#open.require(id, turn);
    await project.keepSnapshot(name);
    return { snapshots: project.snapshots };
  }

  async forget(id: ProjectId, turn: number, snapshot: string): Promise<ChannelReply<'project.forget'>> {
    const project = await this.#open.require(id, turn);
    await project.forgetSnapshot(snapshot);
    return { snapshots: project.snapshots };
  }

  async save(id: ProjectId, turn: number, name: string): Promise<SaveProjectReply> {
    const project = await this.#open.require(id, turn);
    return this.#saveTo(project, project.path ?? (await this.#parts.dialogs.whereToSave(name)));
  }

  async saveAs(id: ProjectId, turn: number, name: string): Promise<SaveProjectReply> {
    const project = await this.#open.require(id, turn);
    return this.#saveTo(project, await this.#parts.dialogs.whereToSave(name));
  }

  async close(id: ProjectId, turn: number): Promise<void> {
    const project = await this.#open.require(id, turn);
    this.#open.leave(id);
    if (project.path !== undefined) await this.#claims.release(project.path);
    await project.close();
  }

  /** A small picture of what is in a project of the list; undefined where it has none. */
  async thumbnail(recent: string): Promise<Uint8Array | undefined> {
    const path = await this.#recent.path(recent);
    return path === undefined ? undefined : readThumbnail(path);
  }

  async recent(): Promise<ChannelReply<'project.recent'>> {
    const left = await leftUnsaved(
      this.#journals,
      (id) => this.#open.has(id),
      async (path) => (await fileMark(path)) === undefined || this.#recent.add(path),
    );
    const unsaved = [...(await this.#open.forsaken()), ...left].sort((one, other) => other.changed - one.changed);
    return { recent: await this.#recent.list(), unsaved };
  }

  /** The window's page goes; what it has not saved is offered to others until it comes back. */
  gone(id: ProjectId, turn: number): Promise<void> {
    return this.#open.forsake(id, turn);
  }

  /** What somebody works on now is not thrown away. */
  async discard(id: ProjectId): Promise<void> {
    const { folder } = this.#partsOf(id);
    if ((await this.#open.forsaken()).some(({ project }) => project === id)) await this.#giveUp(id);
    if (this.#open.has(id) || (await isOwnedElsewhere(folder))) throw elsewhere('that was to be discarded');
    await removeJournal(folder);
  }

  async #giveUp(id: ProjectId): Promise<void> {
    const project = await this.#open.take(id);
    if (project?.path !== undefined) await this.#claims.release(project.path);
    await project?.close();
  }

  /** Unsaved work stays in its journal; the next run offers it. */
  async stop(): Promise<void> {
    clearInterval(this.#living);
    const open = await this.#open.all();
    await Promise.allSettled(open.map((project) => project.close()));
    await this.#claims.releaseAll();
  }

  async #openPath(path: string | undefined): Promise<OpenReply> {
    if (path === undefined) return { kind: 'cancelled' };
    const known = await this.#open.idAt(path);
    if (known !== undefined && this.#parts.show?.(known) === true) return { kind: 'shown', name: projectName(path) };
    const reply = known === undefined ? await this.#openFile(path) : await this.#enter(known, notOpen);
    await this.#remember(path);
    return reply;
  }

  #openFile(path: string): Promise<OpenReply> {
    return this.#begin(async (parts) => {
      const opened = await openFile(parts, path, projectName(path), await this.#claims.isTaken(path));
      if (opened.project.path !== undefined) await this.#claims.take(opened.project.path);
      return opened;
    });
  }

  /** Whoever else works on it is told that it is not heard any more. */
  async #enter(id: ProjectId, open: () => OpenedProject | Promise<OpenedProject>): Promise<OpenReply> {
    const reply = await this.#open.enter(id, open);
    const turn = reply.kind === 'opened' ? reply.project.turn : 1;
    if (turn > 1) this.#parts.emit({ type: 'project.taken', project: id, turn });
    return reply;
  }

  /** For a window that was loaded anew, and for one that brings back what an earlier run left. */
  #reopen(id: ProjectId): Promise<OpenReply> {
    return this.#enter(id, async () => {
      const parts = this.#partsOf(id);
      if (await isOwnedElsewhere(parts.folder)) throw elsewhere('of an earlier run');
      return (await recoverProject(parts)) ?? notOpen();
    });
  }

  async #saveTo(project: OpenProject, path: string | undefined): Promise<SaveProjectReply> {
    if (path === undefined) return { kind: 'cancelled' };
    const before = project.path;
    if (await this.#isTaken(path, project)) throw openElsewhere(projectName(path));
    await project.save(path, projectName(path));
    if (before !== undefined && before !== path) await this.#claims.release(before);
    await this.#claims.take(path);
    await this.#remember(path);
    return { kind: 'saved', name: project.name, path };
  }

  async #isTaken(path: string, project: OpenProject): Promise<boolean> {
    return (await this.#open.idAt(path, project)) !== undefined || (await this.#claims.isTaken(path));
  }

  async #remember(path: string): Promise<void> {
    await this.#recent.add(path);
    this.#parts.onRecent?.(path);
  }

  #begin(open: (parts: OpeningParts) => OpenedProject | Promise<OpenedProject>): Promise<OpenReply> {
    const id = newProjectId();
    return this.#enter(id, () => open(this.#partsOf(id)));
  }

  get #journals(): string {
    return join(this.#parts.state, 'journal');
  }

  #partsOf(id: ProjectId): OpeningParts {
    const { assets, version } = this.#parts;
    return { assets, studio: version, folder: join(this.#journals, id) };
  }

  async #live(): Promise<void> {
    for (const { folder } of await this.#open.all()) await stillOwn(folder);
    await this.#claims.live();
  }
}
