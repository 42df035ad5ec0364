import { randomBytes } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { type OpenReply, ProjectId, type UnsavedProject } from '../../preload/contract';
import type { OpenProject, OpenedProject } from '../documents';
import { elsewhere, notOpen } from './project-errors';

type Entry = OpenedProject & {
  turn: number;
  /** When the page of its window went, in milliseconds since 1970. */
  gone?: number | undefined;
};

/** The projects that windows work on. Of several windows with the same one, the last to open it may change it. */
export class OpenProjects {
  readonly #entries = new Map<ProjectId, Promise<Entry>>();

  has(id: ProjectId): boolean {
    return this.#entries.has(id);
  }

  /** A project that is open already gets one more turn, whatever `open` would do. */
  async enter(id: ProjectId, open: () => OpenedProject | Promise<OpenedProject>): Promise<OpenReply> {
    const entry = await (this.#entries.get(id) ?? this.#add(id, open));
    entry.turn += 1;
    entry.gone = undefined;
    return viewOf(id, entry);
  }

  /** Throws `project-missing`, and `project-elsewhere` when another window has opened it since. */
  async require(id: ProjectId, turn: number): Promise<OpenProject> {
    const entry = await (this.#entries.get(id) ?? notOpen());
    if (entry.turn !== turn) throw elsewhere(entry.project.name);
    // A page that a browser has put aside may come back as it was.
    entry.gone = undefined;
    return entry.project;
  }

  /** The page of its window goes; it may be loaded anew in a moment. */
  async forsake(id: ProjectId, turn: number): Promise<void> {
    const entry = await this.#entries.get(id);
    if (entry?.turn === turn) entry.gone = Date.now();
  }

  /** Unsaved projects whose windows are gone. */
  async forsaken(): Promise<UnsavedProject[]> {
    const found: UnsavedProject[] = [];
    for (const [project, opening] of this.#entries) {
      const entry = await opening.catch(() => undefined);
      if (entry?.gone === undefined || !entry.project.unsaved) continue;
      found.push({ project, name: entry.project.name, changed: entry.gone, closed: true });
    }
    return found;
  }

  /** The project that is open on the file at this path, whatever way leads to it; other than `except`. */
  async idAt(path: string, except?: OpenProject): Promise<ProjectId | undefined> {
    const wanted = await realPath(path);
    for (const [id, entry] of this.#entries) {
      const opened = await entry.catch(() => undefined);
      const own = opened?.project === except ? undefined : opened?.project.path;
      if (own !== undefined && (await realPath(own)) === wanted) return id;
    }
    return undefined;
  }

  /** Takes it out, whoever works on it. */
  async take(id: ProjectId): Promise<OpenProject | undefined> {
    const entry = await this.#entries.get(id);
    this.#entries.delete(id);
    return entry?.project;
  }

  leave(id: ProjectId): void {
    this.#entries.delete(id);
  }

  async all(): Promise<OpenProject[]> {
    const settled = await Promise.allSettled(this.#entries.values());
    return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value.project] : []));
  }

  #add(id: ProjectId, open: () => OpenedProject | Promise<OpenedProject>): Promise<Entry> {
    const entry = Promise.resolve()
      .then(open)
      .then((opened) => ({ ...opened, turn: 0 }));
    this.#entries.set(id, entry);
    entry.catch(() => this.#entries.delete(id));
    return entry;
  }
}

function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

export function newProjectId(): ProjectId {
  return ProjectId.parse(`project-${randomBytes(8).toString('hex')}`);
}

function viewOf(id: ProjectId, { project, problems, turn, isElsewhere }: Entry): OpenReply {
  const { name, document, snapshots, unsaved } = project;
  const told = { problems: [...problems], ...(isElsewhere === undefined ? {} : { isElsewhere }) };
  return { kind: 'opened', project: { id, turn, name, document, snapshots, unsaved, ...told } };
}
