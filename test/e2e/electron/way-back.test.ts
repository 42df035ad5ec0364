import { once } from 'node:events';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { app } from '../../support/electron/app';
import { dialog } from '../../support/electron/dialog';
import { screen } from '../../support/electron/screen';
import type { PreventableEvent } from '../../support/electron/seam';
import { settings } from '../../support/electron/settings';
import { tinyPack } from '../../support/temporary-pack';
import { hasBrowser } from '../fixture';
import type { StudioPage } from '../studio-page';
import { ElectronStudio } from './electron-studio';

const patience = { timeout: 60_000, interval: 50 };

describe.skipIf(!hasBrowser)('there is a way back', () => {
  let studio: ElectronStudio;
  let window: StudioPage;

  beforeAll(async () => {
    // Less would ask about a page that only loads, on a machine that is busy with other work.
    settings.hangsAfter = 4000;
    studio = await ElectronStudio.start(tinyPack);
    window = await studio.visit();
  });
  afterAll(() => studio.stop());

  /** A picture that is in the document and not saved. */
  async function unsavedPicture(): Promise<string> {
    await window.draw('a red boat', 7);
    await window.accept();
    // Asked after the change was sent: what is answered, the host has heard.
    await window.ask('project.recent', {});
    await window.page.waitForTimeout(500);
    return (await window.shownAsset()) ?? '';
  }

  const title = () => window.page.getByTestId('project').innerText();

  test('from a page whose process died: it comes back by itself, with the unsaved work', async () => {
    const asset = await unsavedPicture();
    const before = window.page;
    studio.window.webContents.forcefullyCrashRenderer();
    window = await vi.waitFor(() => studio.anew(before), patience);
    expect(await window.waitForPicture()).toBe(asset);
    expect(await title()).toContain('Untitled');
    expect(dialog.questions).toEqual([]);
  });

  test('from a page that hangs: the user is asked, and it is loaded anew with the unsaved work', async () => {
    const asset = await unsavedPicture();
    const before = window.page;
    dialog.answers.push('Load it anew');
    // Never answered: the page does nothing else any more.
    before
      .evaluate(() => {
        for (;;);
      })
      .catch(() => undefined);
    window = await vi.waitFor(() => studio.anew(before), patience);
    expect(dialog.questions.map(({ message }) => message)).toEqual(['The window of the studio does not answer.']);
    expect(await window.waitForPicture()).toBe(asset);
  });

  test('from a page that is only busy: it stays as it is when the user waits', async () => {
    dialog.questions.length = 0;
    const before = window.page;
    await before.evaluate(() => {
      const until = performance.now() + 6000;
      while (performance.now() < until);
    });
    await window.ready();
    expect([dialog.questions.length, studio.window.webContents.page === before]).toEqual([1, true]);
  });

  test('from a page that dies over and over again: the user is asked before it is loaded once more', async () => {
    dialog.questions.length = 0;
    dialog.answers.push('Load it again');
    // Two deaths of the last minute were told above; the fourth within a minute is one too many.
    while (dialog.questions.length === 0) {
      const before = window.page;
      studio.window.webContents.forcefullyCrashRenderer();
      window = await vi.waitFor(() => studio.anew(before), patience);
    }
    expect(dialog.questions.map(({ buttons }) => buttons)).toEqual([['Load it again', 'Quit']]);
    await window.ready();
  });

  test('from a canvas that lost its content with the graphics: it is painted again', async () => {
    await unsavedPicture();
    const shown = await window.screenshot(await window.documentBox(64));
    await window.page.evaluate(() => {
      for (const canvas of document.querySelectorAll('canvas')) {
        canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
        canvas.dispatchEvent(new Event('contextrestored'));
      }
    });
    await expect
      .poll(async () => Buffer.from(await window.screenshot(await window.documentBox(64))).equals(shown), patience)
      .toBe(true);
  });

  test('from a graphics process that dies: the window draws on, and the third time the user may go on without', async () => {
    dialog.questions.length = 0;
    dialog.answers.push('Restart without it');
    const stay = (event: PreventableEvent) => event.preventDefault();
    app.on('before-quit', stay);
    for (let losses = 0; losses < 3; losses++) await loseGraphics();
    await expect.poll(() => dialog.questions.length, patience).toBe(1);
    await expect.poll(() => app.relaunched?.at(-1), patience).toBe('--disable-gpu');
    await window.draw('a blue house', 8);
    app.off('before-quit', stay);
  });
});

/** Kills the graphics process when there is one, and waits until the application has heard of it. */
async function loseGraphics(): Promise<void> {
  const pid = await vi.waitFor(() => screen.graphicsPid() ?? Promise.reject(new Error('There is none.')), patience);
  const heard = once(app, 'child-process-gone');
  process.kill(pid, 'SIGKILL');
  await heard;
}
