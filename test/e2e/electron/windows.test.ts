import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { app } from '../../support/electron/app';
import { pageAddress } from '../../support/electron/addresses';
import { BrowserWindow } from '../../support/electron/browser-window';
import { Menu } from '../../support/electron/menu';
import { PreventableEvent } from '../../support/electron/seam';
import { temporaryFolder, tinyPack } from '../../support/temporary-pack';
import { boxes, drawBox } from '../boxes';
import { hasBrowser } from '../fixture';
import { StudioPage } from '../studio-page';
import { electronDoor } from './electron-door';
import { ElectronStudio } from './electron-studio';

const fixture = join(import.meta.dirname, '../../fixtures/projects/version-1.brookesia');

describe.skipIf(!hasBrowser)('several windows of the shell', () => {
  let studio: ElectronStudio;
  let first: StudioPage;
  beforeAll(async () => {
    studio = await ElectronStudio.start(tinyPack);
    first = await studio.visit();
  });
  afterAll(() => studio.stop());

  test('the menu opens another one beside it, which works on a project of its own', async () => {
    await box(first, 'red boat');
    const window = await opened(() => Menu.click('New Window'));
    const second = await pageOf(window);
    expect(window.getNormalBounds().x).toBeGreaterThan(studio.window.getNormalBounds().x);
    await box(second, 'green tree');
    expect([await labels(first), await labels(second)]).toEqual([['red boat'], ['green tree']]);

    window.close();
    await vi.waitFor(() => expect(window.isDestroyed()).toBe(true), { timeout: 20_000 });
    await first.page.getByTestId('project').click();
    await expect.poll(() => first.page.getByTestId('project-menu').innerText()).toContain('Not saved');
    await first.page.keyboard.press('Escape');
    expect(await labels(first)).toEqual(['red boat']);
  });

  test('a file that is opened twice comes in a window of its own, and to the front again', async () => {
    const path = join(await temporaryFolder(onTestFinished), 'boat.brookesia');
    await copyFile(fixture, path);
    const openFile = () => void app.emit('open-file', new PreventableEvent(), path);
    const window = await opened(openFile);
    const second = await pageOf(window);
    await expect.poll(() => second.page.title()).toContain('boat');
    studio.window.focus();
    openFile();
    await vi.waitFor(() => expect(window.isFocused()).toBe(true), { timeout: 20_000 });
    expect(BrowserWindow.getAllWindows()).toHaveLength(2);
    expect(await labels(first)).toEqual(['red boat']);
  });
});

async function opened(open: () => void): Promise<BrowserWindow> {
  const before = BrowserWindow.getAllWindows();
  open();
  return vi.waitFor(
    () => {
      const window = BrowserWindow.getAllWindows().find((each) => !before.includes(each));
      if (window?.isVisible() !== true) throw new Error('No window was opened.');
      return window;
    },
    { timeout: 20_000 },
  );
}

async function pageOf(window: BrowserWindow): Promise<StudioPage> {
  const { page } = window.webContents;
  if (page === undefined) throw new Error('The window has no page.');
  const studio = new StudioPage(page, pageAddress('studio://app'), electronDoor);
  await studio.ready();
  return studio;
}

async function box(window: StudioPage, label: string): Promise<void> {
  await window.page.keyboard.press('r');
  await drawBox(window, [20, 20], [100, 100], label);
}

async function labels(window: StudioPage): Promise<string[]> {
  return (await boxes(window)).map(({ label }) => label);
}
