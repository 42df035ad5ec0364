import { StudioError, type StudioErrorData } from '../../../preload/contract';
import { type LibraryCall, type LibraryCommand, LibraryEvent } from '../protocol';
import type { LibraryChannel, LibraryLauncher } from './ports';

type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (error: StudioError) => void };

export type LibraryProcessParts = {
  readonly launcher: LibraryLauncher;
  /** A process was started; what it gets first. */
  readonly brief: () => LibraryCommand;
  readonly heard: (event: Extract<LibraryEvent, { type: 'changed' | 'embed' }>) => void;
  /** It ended without being asked to. */
  readonly died: () => void;
};

/** Milliseconds that the process may take to end by itself. */
const patience = 2_000;

/** The library's process: started with the first call, started anew with the next call after it died. */
export class LibraryProcess {
  readonly #parts: LibraryProcessParts;
  readonly #waiting = new Map<number, Waiting>();
  #channel: LibraryChannel | undefined;
  #gone: Promise<void> = Promise.resolve();
  #last = 0;
  #stopped = false;

  constructor(parts: LibraryProcessParts) {
    this.#parts = parts;
  }

  get pid(): number | undefined {
    return this.#channel?.pid;
  }

  get running(): boolean {
    return this.#channel !== undefined;
  }

  /** The answer of the process. Rejects with what the library throws, and `library-unavailable` when the process ends. */
  call(call: LibraryCall): Promise<unknown> {
    if (this.#stopped) return Promise.reject(ended('it is being stopped'));
    const channel = this.#channel ?? this.#start();
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      channel.post({ type: 'call', id, call } satisfies LibraryCommand);
    });
  }

  /** Lost where no process runs. */
  post(command: LibraryCommand): void {
    this.#channel?.post(command);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const channel = this.#channel;
    channel?.post({ type: 'shutdown' } satisfies LibraryCommand);
    const late = setTimeout(() => channel?.kill(), patience);
    await this.#gone;
    clearTimeout(late);
  }

  #start(): LibraryChannel {
    const channel = this.#parts.launcher.launch([]);
    this.#channel = channel;
    channel.onMessage((message) => this.#hear(message));
    this.#gone = new Promise((resolve) => {
      channel.onExit(({ reason }) => {
        resolve();
        this.#fell(reason);
      });
    });
    channel.post(this.#parts.brief());
    return channel;
  }

  #hear(message: unknown): void {
    const parsed = LibraryEvent.safeParse(message);
    if (!parsed.success) return;
    const event = parsed.data;
    if (event.type === 'reply') this.#settle(event.id, ({ resolve }) => resolve(event.value));
    else if (event.type === 'failed') this.#settle(event.id, ({ reject }) => reject(new StudioError(event.error)));
    else this.#parts.heard(event);
  }

  #settle(id: number, how: (waiting: Waiting) => void): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (waiting !== undefined) how(waiting);
  }

  #fell(reason: string): void {
    this.#channel = undefined;
    for (const { reject } of this.#waiting.values()) reject(ended(reason));
    this.#waiting.clear();
    if (!this.#stopped) this.#parts.died();
  }
}

function ended(detail: string): StudioError {
  const data: StudioErrorData = {
    code: 'library-unavailable',
    message: 'The photo library has stopped.',
    detail,
    hint: 'Try again: it starts anew and goes on where it was.',
  };
  return new StudioError(data);
}
