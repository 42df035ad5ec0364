import type { App } from 'electron';
import type { Offers } from '../studio';
import { frontWindow, showAgain } from './window';

type Given = { readonly words: readonly string[]; readonly folder: string };

/**
 * Files that the system opens with the studio, by any of its ways: the words of this start or of a second one, and macOS's
 * event. What of it is a file that the studio takes is judged by the offers. Some come before the studio is there.
 */
export class OpenedFiles {
  readonly #early: Given[] = [];
  #offers: Offers | undefined;

  constructor(app: Pick<App, 'on'>, start: Given) {
    this.#early.push(start);
    app.on('open-file', (event, path) => {
      event.preventDefault();
      this.#give({ words: [path], folder: '/' });
    });
    app.on('second-instance', (_event, words, folder) => {
      this.#give({ words: words.slice(1), folder });
      const front = frontWindow();
      if (front !== undefined) showAgain(front);
    });
  }

  /** From now on, and what came before. */
  passTo(offers: Offers): void {
    this.#offers = offers;
    for (const given of this.#early.splice(0)) this.#give(given);
  }

  #give(given: Given): void {
    if (this.#offers === undefined) this.#early.push(given);
    else void this.#offers.offer(given.words, given.folder);
  }
}
