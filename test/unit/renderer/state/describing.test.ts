import { describe, expect, it } from 'vitest';
import { asset, pictureResult, samplePack } from '../support/samples';
import { ScriptedHost } from '../support/scripted-host';
import { openWindow, settle } from '../support/window';

async function described(text: string) {
  const window = await openWindow();
  window.studio.document.place('accept', { ...pictureResult(asset('a')), name: 'a red boat' });
  const ended = window.studio.describing.describe();
  await settle();
  window.host.move({ state: 'running' });
  window.host.move({ state: 'done', result: { kind: 'text', text, timings: { total: 100 } } });
  await ended;
  return window;
}

describe('describing the picture on the canvas', () => {
  it('asks for a caption of that picture and shows it', async () => {
    const { host, studio } = await described('a red boat');
    expect(host.jobs.at(-1)?.request).toMatchObject({ task: 'caption', source: asset('a') });
    expect(studio.describing.text).toBe('a red boat');
  });

  it('shows it only with its own picture', async () => {
    const { studio } = await described('a red boat');
    studio.document.place('accept', { ...pictureResult(asset('b')), name: 'a red boat' });
    expect(studio.describing.text).toBeUndefined();
    studio.document.undo();
    expect(studio.document.picture?.asset).toBe(asset('a'));
    expect(studio.describing.text).toBe('a red boat');
  });

  it('hides it when it is dismissed', async () => {
    const { studio } = await described('a red boat');
    studio.describing.dismiss();
    expect(studio.describing.text).toBeUndefined();
  });

  it('shows why it failed', async () => {
    const { host, studio } = await openWindow();
    studio.document.place('accept', { ...pictureResult(asset('a')), name: 'a red boat' });
    const ended = studio.describing.describe();
    await settle();
    host.move({ state: 'failed', error: { code: 'engine-failed', message: 'It failed.' } });
    await ended;
    expect(studio.notices.alerts.map((alert) => alert.error.code)).toEqual(['engine-failed']);
    expect(studio.describing.busy).toBe(false);
  });

  it('is not offered by a pack that cannot', async () => {
    const host = new ScriptedHost();
    host.packs = [{ ...samplePack, tasks: ['generate'] }];
    const { studio } = await openWindow(host);
    studio.document.place('accept', { ...pictureResult(asset('a')), name: 'a red boat' });
    expect(studio.describing.possible).toBe(false);
    await studio.describing.describe();
    expect(host.jobs).toEqual([]);
  });
});
