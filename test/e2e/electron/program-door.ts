import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../support/temporary-pack';
import type { WindowDoor } from '../window-door';
import { bridgeDoor } from './bridge-door';

/** As `bridgeDoor`; dialogs are answered in the main process, where Playwright can reach Electron's own. */
export function programDoor(application: ElectronApplication): WindowDoor {
  return {
    ...bridgeDoor,
    addFolder: async (page, folder) => {
      await application.evaluate(({ dialog }, path) => {
        const answer = () => Promise.resolve({ canceled: false, filePaths: [path] });
        Object.assign(dialog, { showOpenDialog: answer });
      }, folder);
      await page.getByTestId('add-folder').click();
    },
    save: async (_page, press) => {
      const path = join(await temporaryFolder(onTestFinished), 'picture.png');
      await application.evaluate(({ dialog }, filePath) => {
        const answer = (...words: { defaultPath?: string }[]) => {
          Object.assign(globalThis, { proposed: words.at(-1)?.defaultPath });
          return Promise.resolve({ canceled: false, filePath });
        };
        Object.assign(dialog, { showSaveDialog: answer });
      }, path);
      await press();
      await expect.poll(() => existsSync(path), { timeout: 30_000 }).toBe(true);
      const proposed = await application.evaluate(() => (globalThis as { proposed?: string }).proposed);
      return { name: basename(proposed ?? ''), path };
    },
  };
}
