import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { hasBrowser, useStudio } from './fixture';

const sentence = 'a green tree on the left under a night sky';

describe.skipIf(!hasBrowser)('when the engine process dies in the middle of a job', () => {
  const studio = useStudio();

  test('the window lives on, says so in plain words, and the next job works', async () => {
    const window = await studio.open();
    const kept = await window.draw(sentence, 1);
    const states = await window.record(window.engine, 'data-state');
    await window.setPictures(4);
    await window.submit(sentence, 2);
    await window.waitForRows();

    const killed = await studio.host.enginePid();
    process.kill(killed, 'SIGKILL');

    await window.alert.waitFor();
    expect(await window.alert.getAttribute('data-code')).toBe('engine-died');
    expect(await window.alert.innerText()).toMatch(
      /^The engine stopped while it worked on this job\.\n+It is being started/,
    );
    expect((await window.jobs()).at(-1)).toMatchObject({ state: 'failed', error: { code: 'engine-died' } });
    expect(await window.waitForPicture()).toBe(kept);

    await window.ready();
    expect(await states()).toEqual(['restarting', 'ready']);
    expect(await studio.host.enginePid()).not.toBe(killed);
    await window.setPictures(1);
    expect(await window.draw(sentence, 3)).not.toBe(kept);
    await window.page.getByTestId('error-dismiss').click();
    expect(await window.alert.count()).toBe(0);
  });

  test('a job that waited behind it is drawn by the new engine', async () => {
    const window = await studio.open();
    await window.setPictures(4);
    await window.submit(sentence, 4);
    await window.waitForRows();
    const { id } = await window.ask('jobs.submit', { request: { task: 'generate', prompt: sentence, seed: 5 } });

    process.kill(await studio.host.enginePid(), 'SIGKILL');

    const jobs = async () => (await window.jobs()).find((job) => job.id === id)?.state;
    await expect.poll(jobs, { timeout: 60_000, interval: 100 }).toBe('done');
  });
});
