import { randomBytes } from 'node:crypto';

/** A file that is ready to be taken: by the browser as a download, by the window for the clipboard. */
export type ReadyFile = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array };

const maximumFiles = 8;

/** Files that wait to be loaded from an address of their own, the newest few. */
export class Outbox {
  readonly #files = new Map<string, ReadyFile>();

  /** Gives the path of its address. */
  put(file: ReadyFile): string {
    const id = randomBytes(16).toString('hex');
    this.#files.set(id, file);
    for (const old of [...this.#files.keys()].slice(0, -maximumFiles)) this.#files.delete(old);
    return `/exports/${id}`;
  }

  /** The file at the path of an address, if it is one of these. */
  at(pathname: string): ReadyFile | undefined {
    return this.#files.get(/^\/exports\/([0-9a-f]{32})$/.exec(pathname)?.[1] ?? '');
  }
}
