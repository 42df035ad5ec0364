import {
  SidecarKind,
  z,
  type CaptioningView,
  type ChannelReply,
  type LibraryFolder,
  type StudioEvent,
} from '../../preload/contract';
import type { StudioClient } from '../client/studio-client';
import type { Dialogs } from './dialogs.svelte';
import type { Library } from './library.svelte';
import type { Notices } from './notices.svelte';
import type { Session } from './session.svelte';
import { readStored, writeStored, type Storage } from './stored';

export interface CaptioningParts {
  readonly client: StudioClient;
  readonly session: Session;
  readonly dialogs: Dialogs;
  readonly library: Pick<Library, 'open'>;
  readonly notices: Notices;
  readonly storage: Storage;
}

const Choice = z.object({ kinds: z.array(SidecarKind), table: z.boolean() });
const standard: z.infer<typeof Choice> = { kinds: ['txt'], table: false };

/** Captions for all photos of a folder of the library: what is asked for, how far it is, what came of it. */
export class Captioning {
  /** The folder that is asked about. */
  folder = $state.raw<LibraryFolder>();
  kinds = $state.raw<readonly SidecarKind[]>([]);
  table = $state(false);
  overwrite = $state(false);
  /** From asking until the answer. */
  busy = $state(false);
  view = $state.raw<CaptioningView>();
  readonly running = $derived(this.view?.state === 'running');
  /** Whether a pack says what pictures show. */
  readonly able = $derived.by(() => this.#parts.session.packs.some(({ tasks }) => tasks.includes('caption')));
  readonly ready = $derived.by(() => this.able && !this.busy && !this.running && (this.kinds.length > 0 || this.table));
  readonly #parts: CaptioningParts;

  constructor(parts: CaptioningParts) {
    this.#parts = parts;
    const { kinds, table } = readStored(parts.storage, 'captions', Choice, standard);
    this.kinds = kinds;
    this.table = table;
    parts.client.subscribe((event) => this.#hear(event));
    parts.client.watchConnection((connected) => {
      // What happened while nobody listened is read again.
      if (connected && this.running) void this.look();
    });
  }

  /** Asks what is to be written for the folder. To write over what is there is chosen anew each time. */
  ask(folder: LibraryFolder): void {
    this.folder = folder;
    this.overwrite = false;
    this.#parts.dialogs.show('captions');
  }

  choose(kind: SidecarKind, wanted: boolean): void {
    this.kinds = SidecarKind.options.filter((each) => (each === kind ? wanted : this.kinds.includes(each)));
  }

  async start(): Promise<void> {
    const { folder, kinds, table, overwrite } = this;
    if (folder === undefined || !this.ready) return;
    writeStored(this.#parts.storage, 'captions', { kinds, table });
    this.busy = true;
    await this.#parts.notices.guard(async () => {
      await this.#parts.client.request('library.caption', { folder: folder.id, kinds: [...kinds], table, overwrite });
      this.#parts.dialogs.close();
    });
    this.busy = false;
  }

  /** Finds what is under way again, as after the window was loaded anew. */
  look(): Promise<void> {
    return this.#say('view');
  }

  /** What was written stays. */
  cancel(): Promise<void> {
    return this.#say('cancel');
  }

  dismiss(): Promise<void> {
    return this.#say('dismiss');
  }

  async #say(action: 'view' | 'cancel' | 'dismiss'): Promise<void> {
    const { client, notices } = this.#parts;
    await notices.guard(async () => {
      const before = this.view;
      const reply: ChannelReply<'library.captioning'> = await client.request('library.captioning', { action });
      // An event that came in the meantime is never older than the answer.
      if (this.view === before) this.view = reply.captioning;
    });
  }

  #hear(event: StudioEvent): void {
    if (event.type !== 'captioning.changed') return;
    this.view = event.captioning;
    if (this.view !== undefined && !this.running && !this.#parts.library.open)
      this.#parts.notices.toast(`Captions of “${this.view.name}”: ${summaryOf(this.view)}`);
  }
}

/** What came of it, in words. */
export function summaryOf({ state, described, kept, failed }: CaptioningView): string {
  const counts = `${count(described)} captioned, ${count(kept)} left as they were, ${count(failed)} failed.`;
  if (state === 'cancelled') return `Stopped. ${counts}`;
  return state === 'failed' ? `Ended early. ${counts}` : counts;
}

function count(number: number): string {
  return number.toLocaleString();
}
