import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { plainPicture } from '../../support/pictures';
import { temporaryFolder, tinyPack } from '../../support/temporary-pack';
import { hasBrowser } from '../fixture';
import { ElectronProgram } from './electron-program';

const patience = { timeout: 60_000 };

async function run(around: NodeJS.ProcessEnv = {}): Promise<ElectronProgram> {
  const program = await ElectronProgram.launch({ packs: tinyPack, around });
  onTestFinished(() => program.stop().catch(() => undefined));
  return program;
}

describe.skipIf(!hasBrowser)('a second start', () => {
  test('ends, shows the window of the first, and hands over the files that it was given, nothing else', async () => {
    const folder = await temporaryFolder(onTestFinished);
    await writeFile(join(folder, 'harbour.png'), await plainPicture('png', 64, 48));
    await writeFile(join(folder, 'notes.txt'), 'no picture');
    const first = await run();
    const window = await first.window();
    await first.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
    const before = first.page.url();

    const strange = ['--lang=de', 'https://evil.example/a.png', 'notes.txt', '/etc/passwd', '//evil/share/b.png'];
    const second = first.again(['harbour.png', ...strange], folder);
    const [code] = (await once(second, 'exit')) as [number | null];
    expect(code).toBe(0);

    const layers = window.page.getByTestId('layer');
    await expect.poll(() => layers.allInnerTexts(), patience).toEqual([expect.stringContaining('harbour')]);
    const state = await first.application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((each) => each.isMinimized()),
    );
    expect([state, first.page.url(), window.problems]).toEqual([[false], before, []]);
  });
});

describe.skipIf(!hasBrowser)('the end of the program', () => {
  /** An empty frame takes its first picture by itself. */
  async function work(program: ElectronProgram): Promise<void> {
    const window = await program.window();
    await window.draw('a red boat', 7);
  }

  async function found(around: NodeJS.ProcessEnv): Promise<string[]> {
    const next = await run(around);
    const window = await next.window();
    await window.page.getByTestId('recovery').getByTestId('restore').click();
    await window.waitForPicture();
    return window.page.getByTestId('layer').allInnerTexts();
  }

  test('by its user waits for the journal: what was done a moment before is offered at the next start', async () => {
    const around = { XDG_STATE_HOME: await temporaryFolder(onTestFinished) };
    const program = await run(around);
    await work(program);
    await program.page.keyboard.press('Control+z');
    await program.page.keyboard.press('Control+Shift+z');
    expect(await program.quit()).toBe(0);
    expect(await found(around)).toHaveLength(1);
  });

  test('by a crash loses nothing that was noted before', async () => {
    const around = { XDG_STATE_HOME: await temporaryFolder(onTestFinished) };
    const program = await run(around);
    await work(program);
    await expect.poll(async () => (await program.window()).page.title(), patience).toMatch(/^•/);
    await program.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
    await program.kill();
    expect(await found(around)).toHaveLength(1);
  });
});
