import {
  ProjectId,
  StudioError,
  type OpenReply,
  type ProjectSource,
  type ProjectView,
  type RecentProject,
  type StudioDocument,
  type UnsavedProject,
} from '../../preload/contract';
import type { StudioClient } from '../client/studio-client';
import { emptyDocument } from '../editor/document';
import type { CanvasDocument } from './canvas-document.svelte';
import { ChangeSender } from './change-sender';
import type { Drawing } from './drawing.svelte';
import { fileStem, plainFileName } from './file-name';
import type { Notices } from './notices.svelte';
import { Snapshots } from './snapshots.svelte';
import type { Storage } from './stored';

export interface ProjectParts {
  readonly client: StudioClient;
  readonly document: CanvasDocument;
  readonly drawing: Drawing;
  readonly notices: Notices;
  /** Lasts as long as the window, over its reloads. */
  readonly memory: Storage;
}

/** The host's name for the project, and for this opening of it. */
type Opening = Pick<ProjectView, 'id' | 'turn'>;

const memoryKey = 'brookesia.project';
const untitled = 'Untitled';

/** The project that this window works on: every change goes to the host, which keeps it before it is saved. */
export class Project {
  name = $state(untitled);
  unsaved = $state(false);
  saving = $state(false);
  /** Whether it has been looked for what was left unsaved. */
  started = $state(false);
  recent = $state.raw<readonly RecentProject[]>([]);
  /** What earlier runs of the studio, or this one, left unsaved. */
  left = $state.raw<readonly UnsavedProject[]>([]);
  readonly snapshots: Snapshots;
  readonly #parts: ProjectParts;
  #opening: Opening | undefined;
  #sender: ChangeSender | undefined;

  constructor(parts: ProjectParts) {
    this.#parts = parts;
    this.snapshots = new Snapshots({
      ...parts,
      handOver: () => this.handOver(),
      onchange: () => (this.unsaved = true),
    });
    parts.document.watch(() => void this.#keep());
  }

  get title(): string {
    if (this.name === untitled && !this.unsaved) return 'Brookesia';
    return `${this.unsaved ? '• ' : ''}${this.name} - Brookesia`;
  }

  /** Goes on with the project from before a reload, or begins a new one; then looks for what was left unsaved. */
  async start(): Promise<void> {
    await this.#parts.notices.guard(() => this.#reopenOrBegin());
    await this.look();
    this.started = true;
  }

  /** Reads the lists of recent and of unsaved projects. */
  async look(): Promise<void> {
    await this.#parts.notices.guard(async () => {
      const { recent, unsaved } = await this.#parts.client.request('project.recent', {});
      this.recent = recent;
      this.left = unsaved;
    });
  }

  /** Resolves when the host has every change. Rejects with what the host said. */
  async handOver(): Promise<void> {
    await this.#sender?.push();
  }

  async begin(): Promise<void> {
    const { width } = this.#parts.document.current;
    await this.open({ from: 'nothing', document: emptyDocument(width) });
  }

  /** A new project that begins with this document. */
  branch(document: StudioDocument): Promise<void> {
    return this.open({ from: 'nothing', document });
  }

  async open(source: ProjectSource): Promise<void> {
    await this.#parts.notices.guard(() => this.#replaceBy(this.#parts.client.request('project.open', source)));
  }

  /** Opens the bytes of a project file. */
  async bringIn(bytes: Uint8Array<ArrayBuffer>, fileName: string): Promise<void> {
    await this.#replaceBy(this.#parts.client.request('project.import', { bytes, name: plainFileName(fileName) }));
  }

  async discard(project: ProjectId): Promise<void> {
    await this.#parts.notices.guard(async () => {
      await this.#parts.client.request('project.discard', { project });
    });
    await this.look();
  }

  save(): Promise<void> {
    return this.#save('project.save');
  }

  saveAs(): Promise<void> {
    return this.#save('project.saveAs');
  }

  async #reopenOrBegin(): Promise<void> {
    const before = ProjectId.safeParse(this.#parts.memory.getItem(memoryKey));
    const document = this.#parts.document.current;
    const begun = () => this.#parts.client.request('project.open', { from: 'nothing', document });
    const reply = before.success ? await this.#reopen(before.data).catch(orElse(begun)) : await begun();
    this.#take(reply, !before.success);
  }

  #reopen(project: ProjectId): Promise<OpenReply> {
    return this.#parts.client.request('project.open', { from: 'journal', project });
  }

  /** The project that the window leaves keeps its unsaved changes in the host's journal. */
  async #replaceBy(opened: Promise<OpenReply>): Promise<void> {
    await this.#sender?.push();
    const left = this.#opening;
    if (!this.#take(await opened, false)) return;
    this.#parts.drawing.watched = undefined;
    if (left !== undefined) await this.#parts.client.request('project.close', { project: left.id, turn: left.turn });
    await this.look();
  }

  /** Whether a project was opened; `fresh` leaves what is on the canvas already. */
  #take(reply: OpenReply, fresh: boolean): boolean {
    if (reply.kind === 'cancelled') return false;
    const { id, turn, name, document, snapshots, unsaved, problems } = reply.project;
    this.#opening = { id, turn };
    this.snapshots.take({ id, turn }, snapshots);
    this.#sender = new ChangeSender(document, (change) =>
      this.#parts.client.request('project.changes', { project: id, turn, change }),
    );
    if (!fresh) this.#parts.document.load(document);
    this.name = name;
    this.unsaved = unsaved;
    this.#parts.memory.setItem(memoryKey, id);
    if (problems.length > 0) this.#parts.notices.alert(notWhole(name, problems));
    return true;
  }

  async #keep(): Promise<void> {
    this.unsaved = true;
    await this.#parts.notices.guard(async () => this.#sender?.push(this.#parts.document.current));
  }

  async #save(channel: 'project.save' | 'project.saveAs'): Promise<void> {
    const opening = this.#opening;
    if (opening === undefined || this.saving) return;
    this.saving = true;
    await this.#parts.notices.guard(() => this.#saveAt(channel, opening));
    this.saving = false;
  }

  async #saveAt(channel: 'project.save' | 'project.saveAs', { id, turn }: Opening): Promise<void> {
    const document = this.#parts.document.current;
    await this.#sender?.push(document);
    const reply = await this.#parts.client.request(channel, { project: id, turn, name: this.#fileName() });
    if (reply.kind === 'cancelled') return;
    this.name = reply.name;
    this.unsaved = this.#parts.document.current !== document;
    this.#parts.notices.toast(`Saved as ${reply.path}`);
    await this.look();
  }

  #fileName(): string {
    if (this.name !== untitled) return plainFileName(this.name);
    return fileStem(this.#parts.document.picture?.name ?? '') || untitled;
  }
}

/** A project that the host does not know any more is no reason to be without one. */
function orElse(begun: () => Promise<OpenReply>): (thrown: unknown) => Promise<OpenReply> {
  return (thrown) => {
    if (thrown instanceof StudioError && thrown.code === 'project-missing') return begun();
    throw thrown;
  };
}

function notWhole(name: string, problems: readonly string[]) {
  return {
    code: 'project-unreadable',
    message: `“${name}” was opened, but a part of it is lost. ${problems.slice(0, 3).join(' ')}`,
    hint: 'Save it under another name, so that the damaged file stays as it is.',
  } as const;
}
