import { StudioError, errorData } from '../../preload/contract';
import { Library } from './library';
import { LibraryCommand, type LibraryEvent } from './protocol';

/** This process's end of the channel to its host. */
export type LibraryPort = {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
};

/** Answers the host's calls. No message makes it throw. */
export class LibraryService {
  readonly #port: LibraryPort;
  readonly #exit: () => void;
  #library: Promise<Library> | undefined;
  /** What has to be done before the next call is answered. */
  #settings: Promise<void> = Promise.resolve();

  constructor(port: LibraryPort, exit: () => void) {
    this.#port = port;
    this.#exit = exit;
    port.onMessage((message) => this.#receive(message));
  }

  #receive(message: unknown): void {
    const parsed = LibraryCommand.safeParse(message);
    if (!parsed.success) return;
    const command = parsed.data;
    switch (command.type) {
      case 'configure':
        this.#configure(command);
        break;
      case 'call':
        void this.#call(command);
        break;
      case 'embedded':
        void this.#library?.then(({ desk }) => desk.answer(command.id, command.vectors));
        break;
      case 'shutdown':
        void this.#shutDown();
        break;
    }
  }

  #configure({ retriever, folder, thumbnails, watch }: Extract<LibraryCommand, { type: 'configure' }>): void {
    this.#library ??= Library.open({
      ...{ folder, thumbnails, watch },
      changed: (view) => this.#post({ type: 'changed', view }),
      askForVectors: (id, question) => this.#post({ type: 'embed', id, ...question }),
    });
    const library = this.#library;
    // What fails here fails again, and is told, with the first call.
    this.#settings = library.then((opened) => opened.use(retriever)).catch(() => undefined);
  }

  async #call({ id, call }: Extract<LibraryCommand, { type: 'call' }>): Promise<void> {
    try {
      await this.#settings;
      const library = await (this.#library ?? notConfigured());
      this.#post({ type: 'reply', id, value: await library.answer(call) });
    } catch (thrown) {
      this.#post({ type: 'failed', id, error: errorData(thrown) });
    }
  }

  async #shutDown(): Promise<void> {
    const library = await this.#library?.catch(() => undefined);
    await library?.stop().catch(() => undefined);
    this.#exit();
  }

  #post(event: LibraryEvent): void {
    this.#port.post(event);
  }
}

function notConfigured(): never {
  throw new StudioError({ code: 'library-unavailable', message: 'The photo library has not been opened yet.' });
}
