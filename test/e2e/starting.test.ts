import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../support/launch-browser';
import { leaveProject } from '../support/last-project';
import { StudioProcess } from '../support/studio-process';
import { temporaryFolder } from '../support/temporary-pack';
import { hasBrowser } from './fixture';
import { StudioPage } from './studio-page';

/** Milliseconds, on a machine that does nothing else; the test allows a busy one four times as much. */
const targets = { interactive: 1500, engineReady: 2500 };
const allowance = 4;

describe.skipIf(!hasBrowser)('the studio starts', () => {
  test('with the last project to go on with, while the engine still warms, and within its time', async () => {
    const around = await leaveProject(await temporaryFolder(onTestFinished));
    const browser = await launchBrowser(inject('chromium'));
    onTestFinished(() => browser.close());
    const context = await browser.newContext();
    const begun = performance.now();
    const host = await StudioProcess.start(undefined, around);
    onTestFinished(() => host.stop());
    const window = await StudioPage.visit(context, host.address);

    await window.prompt.fill('a');
    const interactive = Math.round(performance.now() - begun);
    const last = window.page.getByTestId('last-project').filter({ hasText: 'Boats' });
    await last.locator('img').waitFor();
    await expect.poll(() => last.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(8);
    await window.ready();
    const engineReady = Math.round(performance.now() - begun);

    console.log(`Start to interactive ${interactive} ms, to engine ready ${engineReady} ms, with the browser running.`);
    expect(interactive).toBeLessThan(allowance * targets.interactive);
    expect(engineReady).toBeLessThan(allowance * targets.engineReady);

    await last.click();
    await window.page.locator('[data-layer="picture-2"]').waitFor();
    expect(await window.page.getByTestId('project').innerText()).toContain('Boats');
    expect(window.problems).toEqual([]);
  });
});
