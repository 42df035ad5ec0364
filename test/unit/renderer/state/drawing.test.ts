import { describe, expect, it } from 'vitest';
import { StudioError } from '../../../../preload/contract';
import { planBoxes } from '../../../../renderer/editor/boxes';
import { asset, pictureResult, samplePack, sampleProjectId } from '../support/samples';
import { ScriptedHost } from '../support/scripted-host';
import { openWindow, settle } from '../support/window';

const plan = {
  things: [
    { label: 'red boat', box: { x0: 0.25, y0: 0.5, x1: 0.5, y1: 0.75 } },
    { label: 'blue house', box: { x0: 0.5, y0: 0.5, x1: 1, y1: 1 } },
  ],
  background: 'the sea',
};

async function drawing(prompt = 'a red boat') {
  const window = await openWindow();
  window.studio.prompt.text = prompt;
  const ended = window.studio.drawing.generate();
  await settle();
  window.host.move({ state: 'running', progress: { done: 64, total: 256, tokensPerSecond: 200 } });
  return { ...window, ended };
}

describe('drawing', () => {
  it('asks for what the user has set', async () => {
    const { host, studio } = await openWindow();
    studio.prompt.text = 'a blue house';
    studio.settings.typeSeed('42');
    studio.settings.pictures = 3;
    studio.settings.set('guidance', 5, { temperature: 1, topP: 0.9, guidance: 3 });
    void studio.drawing.generate();
    await settle();
    expect(host.jobs.at(-1)?.request).toEqual({
      task: 'generate',
      pack: samplePack.id,
      project: sampleProjectId,
      prompt: 'a blue house',
      seed: 42,
      candidates: 3,
      settings: { guidance: 5 },
    });
  });

  it('puts the finished picture on the canvas as one step that can be undone', async () => {
    const { host, studio, ended } = await drawing();
    host.finish(asset('a'));
    await ended;
    expect(studio.document.picture?.asset).toBe(asset('a'));
    studio.document.undo();
    expect(studio.document.picture).toBeUndefined();
  });

  it('leaves the canvas alone when the user looks at something else meanwhile', async () => {
    const { host, studio, ended } = await drawing();
    studio.drawing.watched = undefined;
    host.finish(asset('a'));
    await ended;
    expect(studio.staging.seen).toBeUndefined();
    expect(studio.staging.pictures.map((picture) => picture.asset)).toEqual([asset('a')]);
  });

  it('stages the picture that the user watches when several are drawn, and touches no document', async () => {
    const { host, studio, ended } = await drawing();
    studio.drawing.watched = 1;
    host.finish(asset('a'), asset('b'));
    await ended;
    expect(studio.staging.seen?.asset).toBe(asset('b'));
    expect(studio.document.picture).toBeUndefined();
  });

  it('does not cover a picture that is in the frame until it is accepted', async () => {
    const { host, studio, ended } = await drawing();
    studio.document.place('open a picture', { ...pictureResult(asset('o')), name: 'a photo' });
    host.finish(asset('a'));
    await ended;
    expect(studio.document.picture?.asset).toBe(asset('o'));
    studio.staging.accept();
    expect(studio.document.picture?.asset).toBe(asset('a'));
    expect(studio.staging.picture).toBeUndefined();
    studio.document.undo();
    expect(studio.document.picture?.asset).toBe(asset('o'));
  });

  it('tells the model of the boxes in the frame, and makes a sentence of them where there is none', async () => {
    const { host, studio } = await openWindow();
    studio.document.change('plan', planBoxes(studio.document.current, plan));
    void studio.drawing.generate();
    await settle();
    const { things } = plan;
    expect(host.jobs.at(-1)?.request).toMatchObject({ prompt: 'red boat and blue house', boxes: things });
  });

  it('draws a plan that was adopted just as it stands on the canvas', async () => {
    const { host, studio } = await openWindow();
    studio.placing.adopt(plan);
    studio.prompt.text = 'boats';
    void studio.drawing.generate();
    await settle();
    expect(host.jobs.at(-1)?.request).toMatchObject({ prompt: 'boats', plan });
  });

  it('keeps the canvas and the prompt when it is cancelled', async () => {
    const { host, studio, ended } = await drawing();
    await studio.drawing.cancel();
    expect(host.asked.at(-1)).toMatchObject({ channel: 'jobs.cancel' });
    host.move({ state: 'cancelled' });
    await ended;
    expect(studio.document.picture).toBeUndefined();
    expect(studio.prompt.text).toBe('a red boat');
    expect(studio.notices.alerts).toEqual([]);
    expect(studio.drawing.busy).toBe(false);
  });

  it('goes on with what an interrupted job has left, by its own settings', async () => {
    const { host, studio, ended } = await drawing();
    const begun = { plans: [], codes: [[1, 2, 3]] };
    host.move({ state: 'cancelled', begun });
    await ended;
    studio.prompt.text = 'something else';
    expect(studio.drawing.interrupted?.begun).toEqual(begun);
    void studio.drawing.goOn();
    await settle();
    expect(host.jobs.at(-1)?.request).toMatchObject({ prompt: 'a red boat', begun });
    host.move({ state: 'running' });
    expect(studio.drawing.interrupted).toBeUndefined();
  });

  it('shows why a job failed and keeps the prompt', async () => {
    const { host, studio, ended } = await drawing();
    host.move({ state: 'failed', error: { code: 'engine-died', message: 'The engine stopped.' } });
    await ended;
    expect(studio.notices.alerts.map((alert) => alert.error.code)).toEqual(['engine-died']);
    expect(studio.prompt.text).toBe('a red boat');
    expect(studio.drawing.busy).toBe(false);
  });

  it('shows why a request was refused', async () => {
    const { host, studio } = await openWindow();
    host.answers['jobs.submit'] = () => {
      throw new StudioError({ code: 'prompt-empty', message: 'The prompt is empty.' });
    };
    await studio.drawing.generate();
    expect(studio.notices.alerts.map((alert) => alert.error.code)).toEqual(['prompt-empty']);
    expect(studio.drawing.busy).toBe(false);
  });

  it('does not start twice', async () => {
    const { host, studio } = await openWindow();
    studio.prompt.text = 'a red boat';
    void studio.drawing.generate();
    await studio.drawing.generate();
    await settle();
    expect(host.jobs).toHaveLength(1);
  });

  it('draws what is asked for meanwhile afterwards, one after the other', async () => {
    const { host, studio, ended } = await drawing();
    for (const prompt of ['a blue house', 'a green tree']) {
      studio.prompt.text = prompt;
      await studio.drawing.generate();
      host.move({ state: 'queued' });
    }
    expect(studio.drawing.job?.request).toMatchObject({ prompt: 'a red boat' });
    expect(studio.drawing.waiting.map(({ request }) => request)).toMatchObject([
      { prompt: 'a blue house' },
      { prompt: 'a green tree' },
    ]);
    host.answers['jobs.first'] = () => ({ jobs: [0, 2, 1].flatMap((index) => host.jobs[index] ?? []) });
    const last = studio.drawing.waiting[1];
    if (last !== undefined) await studio.drawing.first(last);
    expect(studio.drawing.waiting[0]?.request).toMatchObject({ prompt: 'a green tree' });

    host.move({ state: 'cancelled' }, 0);
    await settle();
    host.move({ state: 'running' }, 2);
    expect(studio.drawing.job?.request).toMatchObject({ prompt: 'a green tree' });
    expect(studio.drawing.waiting).toHaveLength(1);
    host.move({ state: 'cancelled' }, 2);
    host.move({ state: 'cancelled' }, 1);
    await ended;
    expect(studio.drawing.busy).toBe(false);
    expect(studio.drawing.waiting).toEqual([]);
  });

  it('waits until the engine is ready', async () => {
    const { host, studio } = await openWindow();
    host.emit({ type: 'engine.changed', engine: { state: 'restarting', restarts: 1, jobs: 0 } });
    await studio.drawing.generate();
    expect(host.jobs).toEqual([]);
  });

  it('names its progress in the title of the window', async () => {
    const { studio } = await drawing();
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(studio.title).toBe('25 % - Brookesia');
  });
});

describe('a window that is opened again', () => {
  it('goes on with the job that runs', async () => {
    const { host } = await drawing();
    const { studio } = await openWindow(host);
    expect(studio.drawing.watched).toBe(0);
    host.finish(asset('a'));
    await settle();
    expect(studio.document.picture?.asset).toBe(asset('a'));
  });

  it('shows the last picture, with nothing to undo', async () => {
    const host = new ScriptedHost();
    const first = await openWindow(host);
    first.studio.prompt.text = 'a red boat';
    void first.studio.drawing.generate();
    await settle();
    host.finish(asset('a'));
    const { studio } = await openWindow(host);
    expect(studio.document.picture?.asset).toBe(asset('a'));
    expect(studio.document.canUndo).toBe(false);
    expect(studio.prompt.text).toBe('a red boat');
  });
});

describe('a host that comes back without the job', () => {
  it('ends the job as lost', async () => {
    const { host, studio, ended } = await drawing();
    host.connect(false);
    host.jobs.length = 0;
    host.connect(true);
    await ended;
    expect(studio.notices.alerts.map((alert) => alert.error.code)).toEqual(['job-missing']);
  });
});
