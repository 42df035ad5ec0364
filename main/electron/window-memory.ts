import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BrowserWindow } from 'electron';
import { writeFileAtomically } from '../documents';
import { WindowPlace } from './window-place';

type Watched = Pick<BrowserWindow, 'getNormalBounds' | 'isMaximized'>;

/** Remembers from one run to the next where the window was. */
export class WindowMemory {
  readonly #file: string;
  #written: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  /** Undefined at the first start, and where the file is damaged. */
  async recall(): Promise<WindowPlace | undefined> {
    try {
      return WindowPlace.parse(JSON.parse(await readFile(this.#file, 'utf8')));
    } catch {
      return undefined;
    }
  }

  /** Of a maximised window the place is kept that it goes back to. */
  note(window: Watched): void {
    const { x, y, width, height } = window.getNormalBounds();
    const place: WindowPlace = { x, y, width, height, maximized: window.isMaximized() };
    this.#written = this.#written.then(() => this.#write(place));
  }

  /** Resolves when what was noted is on the disk. */
  settled(): Promise<void> {
    return this.#written;
  }

  /** To forget a place is no reason to complain. */
  async #write(place: WindowPlace): Promise<void> {
    try {
      await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
      await writeFileAtomically(this.#file, new TextEncoder().encode(JSON.stringify(place)));
    } catch (thrown) {
      console.error('The place of the window could not be written', thrown);
    }
  }
}
