import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type FileOffer, OfferId, StudioError } from '../../preload/contract';
import { filesAmong, kindOfFile } from './file-words';

/** Files that wait for a window; more at once are left out. */
const maximumWaiting = 16;

/** Files that the system handed to the studio. A window gets handles, each good for one use, and never a path. */
export class Offers {
  readonly #tell: () => void;
  readonly #waiting: FileOffer[] = [];
  readonly #paths = new Map<OfferId, string>();

  /** `tell` is called when there is something to take. */
  constructor(tell: () => void) {
    this.#tell = tell;
  }

  /** Takes the files among the words of a command line; `folder` is where relative ones begin. */
  async offer(words: readonly unknown[], folder: string): Promise<void> {
    for (const path of filesAmong(words, folder)) {
      const kind = kindOfFile(path);
      if (kind === undefined || this.#waiting.length >= maximumWaiting || !(await isFile(path))) continue;
      const id = OfferId.parse(`offer-${randomBytes(8).toString('hex')}`);
      this.#paths.set(id, path);
      this.#waiting.push({ id, kind, name: basename(path) });
    }
    if (this.#waiting.length > 0) this.#tell();
  }

  /** What no window has taken yet; from now on it is this window's. */
  take(): FileOffer[] {
    return this.#waiting.splice(0);
  }

  /** The file behind a handle, which is void afterwards. Throws `file-missing` for one that is. */
  use(id: OfferId): string {
    const path = this.#paths.get(id);
    this.#paths.delete(id);
    if (path !== undefined) return path;
    throw new StudioError({
      code: 'file-missing',
      message: 'This file was opened already, or by an earlier run of the studio.',
      hint: 'Open it again.',
    });
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
