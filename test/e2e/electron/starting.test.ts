import { describe, expect, onTestFinished, test } from 'vitest';
import { leaveProject } from '../../support/last-project';
import { temporaryFolder } from '../../support/temporary-pack';
import { hasBrowser } from '../fixture';
import { ElectronProgram } from './electron-program';

/** Milliseconds, on a machine that does nothing else; the test allows a busy one four times as much. */
const targets = { interactive: 1500, engineReady: 2500 };
const allowance = 4;

describe.skipIf(!hasBrowser)('the application starts', () => {
  test('with the last project in its window, and within its time', async () => {
    const around = await leaveProject(await temporaryFolder(onTestFinished));
    const begun = performance.now();
    const program = await ElectronProgram.launch({ around });
    onTestFinished(() => program.stop());
    await program.page.getByTestId('prompt').fill('a');
    const interactive = Math.round(performance.now() - begun);
    const last = program.page.getByTestId('last-project').filter({ hasText: 'Boats' });
    await last.locator('img').waitFor();
    await program.window();
    const engineReady = Math.round(performance.now() - begun);

    console.log(
      `Process to interactive ${interactive} ms, to engine ready ${engineReady} ms, with the browser's own start.`,
    );
    expect(interactive).toBeLessThan(allowance * targets.interactive);
    expect(engineReady).toBeLessThan(allowance * targets.engineReady);
    await last.click();
    await program.page.locator('[data-layer="picture-2"]').waitFor();
  });
});
