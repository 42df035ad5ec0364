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
  /** What the window was opened for: a project of the host, `new`, or nothing. */
  readonly beginning: string;
  /** Called with every project that the window works on from now on. */
  readonly onopen: (project: ProjectId) => void;
}

/** The host's name for the project, and for this opening of it. */
type Opening = Pick<ProjectView, 'id' | 'turn'>;

/** Milliseconds after which changes are sent again that the host could not write down. */
const patience = 10_000;

const memoryKey = 'brookesia.project';
const untitled = 'Untitled';

/** The project that this window works on: every change goes to the host, which keeps it before it is saved. */
export class Project {
  name = $state(untitled);
  unsaved = $state(false);
  saving = $state(false);
  /** Whether the window holds changes that the host could not take over. */
  unkept = $state(false);
  /** Whether it has been looked for what was left unsaved. */
  started = $state(false);
  recent = $state.raw<readonly RecentProject[]>([]);
  /** What earlier runs of the studio, or this one, left unsaved. */
  left = $state.raw<readonly UnsavedProject[]>([]);
  readonly snapshots: Snapshots;
  readonly #parts: ProjectParts;
  #opening: Opening | undefined;
  #sender: ChangeSender | undefined;
  /** Whether this window itself is opening a project. */
  #replacing = false;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ProjectParts) {
    this.#parts = parts;
    this.snapshots = new Snapshots({
      ...parts,
      handOver: () => this.handOver(),
      onchange: () => (this.unsaved = true),
    });
    parts.document.watch(() => void this.#keep());
    parts.client.subscribe((event) => {
      if (event.type === 'project.taken') this.#hearTaken(event.project, event.turn);
    });
  }

  /** Whether it has a name of its own. */
  get named(): boolean {
    return this.name !== untitled;
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

  /** Goes on with a project that the host has opened. */
  async adopt(reply: OpenReply): Promise<void> {
    await this.#replaceBy(Promise.resolve(reply));
  }

  /** The page goes: what is not saved is offered to other windows until it comes back. */
  tellGone(): void {
    if (this.#opening === undefined) return;
    const { id, turn } = this.#opening;
    // A page that goes hears no answer.
    this.#parts.client.request('window.gone', { project: id, turn }).catch(() => undefined);
  }

  /** Hands over what is left and gives the project up, before the window closes. */
  async leave(): Promise<void> {
    await this.#sender?.push();
    const left = this.#opening;
    if (left !== undefined) await this.#parts.client.request('project.close', { project: left.id, turn: left.turn });
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
    const { memory, beginning, client } = this.#parts;
    // A window that another one has opened has a copy of that one's memory.
    const before = ProjectId.safeParse(beginning === '' ? memory.getItem(memoryKey) : beginning);
    const document = this.#parts.document.current;
    const begun = () => client.request('project.open', { from: 'nothing', document });
    const reply = before.success ? await this.#reopen(before.data).catch(orElse(begun)) : await begun();
    this.#take(reply, !before.success);
  }

  #reopen(project: ProjectId): Promise<OpenReply> {
    return this.#parts.client.request('project.open', { from: 'journal', project });
  }

  /** The project that the window leaves keeps its unsaved changes in the host's journal. */
  async #replaceBy(opened: Promise<OpenReply>): Promise<void> {
    this.#replacing = true;
    try {
      await this.#sender?.push();
      const left = this.#opening;
      if (!this.#take(await opened, false)) return;
      this.#parts.drawing.watched = undefined;
      // It may be the same one: its file was opened once more.
      if (left !== undefined && left.id !== this.#opening?.id)
        await this.#parts.client.request('project.close', { project: left.id, turn: left.turn });
    } finally {
      this.#replacing = false;
    }
    await this.look();
  }

  #hearTaken(project: ProjectId, turn: number): void {
    if (this.#replacing || this.#opening?.id !== project || turn <= this.#opening.turn) return;
    this.#parts.notices.alert(takenElsewhere(this.name));
  }

  /** Whether a project was opened; `fresh` leaves what is on the canvas already. */
  #take(reply: OpenReply, fresh: boolean): boolean {
    if (reply.kind === 'shown') this.#parts.notices.toast(`“${reply.name}” is open already`);
    if (reply.kind !== 'opened') return false;
    const { id, turn, name, document, snapshots, unsaved, problems, isElsewhere } = reply.project;
    this.#opening = { id, turn };
    this.#parts.onopen(id);
    this.snapshots.take({ id, turn }, snapshots);
    this.#sender = new ChangeSender(document, (change) =>
      this.#parts.client.request('project.changes', { project: id, turn, change }),
    );
    if (!fresh) this.#parts.document.load(document);
    this.name = name;
    this.unsaved = unsaved;
    this.#parts.memory.setItem(memoryKey, id);
    if (problems.length > 0) this.#parts.notices.alert(notWhole(name, problems));
    if (isElsewhere === true) this.#parts.notices.alert(copyOf(name));
    return true;
  }

  async #keep(): Promise<void> {
    this.unsaved = true;
    const sender = this.#sender;
    if (sender === undefined) return;
    await this.#parts.notices.guard(() => this.#send(sender, this.#parts.document.current));
  }

  /** What could not be written down is tried again by itself: the disk may have room again. */
  async #send(sender: ChangeSender, document?: StudioDocument): Promise<void> {
    try {
      await sender.push(document);
      this.unkept = false;
    } catch (thrown) {
      this.unkept = true;
      if (thrown instanceof StudioError && thrown.code === 'file-unwritable') this.#sendLater(sender);
      throw thrown;
    }
  }

  #sendLater(sender: ChangeSender): void {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => {
      if (sender !== this.#sender) return;
      const told = () => this.#parts.notices.toast('Your changes are kept again');
      this.#send(sender).then(told, () => undefined);
    }, patience);
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

function copyOf(name: string) {
  return {
    code: 'project-elsewhere',
    message: `“${name}” is open in another studio, too. This is a copy of it as it was saved last.`,
    hint: 'Saving asks for a name of its own. To go on with the file itself, close it there and open it here again.',
  } as const;
}

function takenElsewhere(name: string) {
  return {
    code: 'project-elsewhere',
    message: `The project “${name}” was opened in another window; changes made here are not kept any more.`,
    hint: 'Go on in the other window, or load this one anew to take the project over.',
  } as const;
}
