import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nativeImage } from 'electron';
import type { FileToSave } from '../studio';
import { frontWindow } from './window';

/** Side of the picture beside the pointer, in pixels. */
const side = 96;

/** Pictures that are dragged out of the window: files in a folder of their own, which goes when the studio ends. */
export class Drags {
  #folder: Promise<string> | undefined;

  /** Begins to drag in the window in front. The window named the picture by its id and never learns of the file. */
  readonly begin = async (picture: FileToSave): Promise<void> => {
    const png = await picture.bytes();
    this.#folder ??= mkdtemp(join(tmpdir(), 'brookesia-drag-'));
    const folder = await mkdtemp(join(await this.#folder, 'picture-'));
    const file = join(folder, picture.name);
    await writeFile(file, png, { flag: 'wx', mode: 0o600 });
    const icon = nativeImage.createFromBuffer(Buffer.from(png)).resize({ width: side });
    frontWindow()?.webContents.startDrag({ file, icon });
  };

  async clear(): Promise<void> {
    const folder = await this.#folder;
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}
