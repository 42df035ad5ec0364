import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { dialog } from '../../support/electron/dialog';
import { temporaryFolder } from '../../support/temporary-pack';
import type { WindowDoor } from '../window-door';
import { bridgeDoor } from './bridge-door';

/** As `bridgeDoor`; files go where the stand-in's save dialog says. */
export const electronDoor: WindowDoor = {
  ...bridgeDoor,
  addFolder: async (page, folder) => {
    dialog.answers.push(folder);
    await page.getByTestId('add-folder').click();
  },
  save: async (_page, press) => {
    const path = join(await temporaryFolder(onTestFinished), 'picture.png');
    dialog.answers.push(path);
    await press();
    await expect.poll(() => existsSync(path), { timeout: 30_000 }).toBe(true);
    return { name: basename(dialog.asked.at(-1)?.defaultPath ?? ''), path };
  },
};
