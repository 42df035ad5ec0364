import { describe, expect, it } from 'vitest';
import type { Answer, AskRequest, TaskName } from '../../../../preload/contract';
import { addBoxes } from '../../../../renderer/editor/boxes';
import { asset, pictureResult, samplePack } from '../support/samples';
import { ScriptedHost } from '../support/scripted-host';
import { openWindow, settle, type OpenWindow } from '../support/window';

const all: TaskName[] = ['generate', 'caption', 'ask', 'locate', 'segment', 'depth'];
const plan = { things: [], background: 'the sea' };
const box = { x0: 0.25, y0: 0.5, x1: 0.75, y1: 1 };

async function withPicture(tasks: TaskName[] = all): Promise<OpenWindow> {
  const host = new ScriptedHost();
  host.packs = [{ ...samplePack, tasks }];
  host.answers = {
    'pictures.compose': () => ({ id: asset('f'), mime: 'image/png', width: 128, height: 128, bytes: 1 }),
  };
  const window = await openWindow(host);
  window.studio.document.place('accept', { ...pictureResult(asset('a')), name: 'a red boat' });
  return window;
}

async function ask({ studio, host }: OpenWindow, question: string, answer: Answer): Promise<void> {
  studio.understanding.question = question;
  const ended = studio.understanding.ask();
  await settle();
  host.move({ state: 'done', result: { kind: 'answer', answer, confidence: 0.8, plan, timings: { total: 1 } } });
  await ended;
}

describe('a conversation about a picture', () => {
  it('tells the next question what was said before, and what was read', async () => {
    const window = await withPicture();
    await ask(window, 'what is this?', { text: 'a boat' });
    await ask(window, 'what colour is it?', { text: 'red' });
    expect(window.host.jobs.at(-1)?.request).toMatchObject({
      task: 'ask',
      source: asset('a'),
      plan,
      history: [{ question: 'what is this?', answer: { text: 'a boat' } }],
    });
    expect(window.studio.understanding.exchanges.map(({ answer }) => answer?.text)).toEqual(['a boat', 'red']);
  });

  it('begins anew with another picture', async () => {
    const window = await withPicture();
    await ask(window, 'what is this?', { text: 'a boat' });
    window.studio.document.place('accept', { ...pictureResult(asset('b')), name: 'a house' });
    await ask(window, 'what is this?', { text: 'a house' });
    const request = window.host.jobs.at(-1)?.request as AskRequest;
    expect([request.source, request.history, request.plan]).toEqual([asset('b'), [], undefined]);
  });

  it('leaves descriptions out of what was said before', async () => {
    const window = await withPicture();
    const ended = window.studio.understanding.describeAt('long');
    await settle();
    const result = { kind: 'answer', answer: { text: 'all' }, confidence: 1, plan, timings: { total: 1 } } as const;
    window.host.move({ state: 'done', result });
    await ended;
    await ask(window, 'how many?', { text: 'one' });
    expect(window.host.jobs.at(-1)?.request).toMatchObject({ history: [] });
  });

  it('brings earlier questions back, each once', async () => {
    const window = await withPicture();
    for (const question of ['one?', 'two?', 'one?']) await ask(window, question, { text: 'yes' });
    const { understanding } = window.studio;
    const seen = ['older', 'older', 'older', 'newer', 'newer'] as const;
    expect(seen.map((step) => (understanding[step](), understanding.question))).toEqual([
      ...['two?', 'one?', 'one?'],
      ...['two?', ''],
    ]);
  });

  it('asks nothing of a pack that cannot answer, and says what it cannot', async () => {
    const window = await withPicture(['generate', 'caption']);
    window.studio.understanding.question = 'what is this?';
    await window.studio.understanding.ask();
    expect(window.host.jobs).toEqual([]);
    expect(window.studio.understanding.missing).toEqual(['ask', 'locate', 'segment', 'depth']);
  });
});

describe('a place', () => {
  it('is asked for as one, lies over the canvas, and becomes a box in one step', async () => {
    const window = await withPicture();
    await ask(window, 'where is the red boat?', { text: '', box });
    const { studio, host } = window;
    expect(host.jobs.at(-1)?.request).toMatchObject({ task: 'locate', thing: 'where is the red boat?' });
    const rect = { x: 32, y: 64, width: 64, height: 64 };
    expect(studio.places.shown).toMatchObject([{ label: 'red boat', rect }]);
    studio.places.keep();
    expect(studio.places.shown).toEqual([]);
    expect(studio.document.current.layers.at(-1)).toMatchObject({ type: 'box', label: 'red boat', rect });
    studio.document.undo();
    expect(studio.document.current.layers).toHaveLength(1);
  });

  it('lies in the middle square of a long picture', async () => {
    const window = await withPicture();
    const wide = { asset: asset('c'), width: 256, height: 128, name: 'wide' };
    window.studio.document.placeAbove('open', wide);
    await ask(window, 'where is the boat?', { text: '', box });
    // 128 x 64 in the frame: its middle square is 64 wide and begins at 32, 32.
    expect(window.studio.places.shown[0]?.rect).toEqual({ x: 48, y: 64, width: 32, height: 32 });
  });
});

describe('a box', () => {
  it('is asked about within the frame, and described alone', async () => {
    const window = await withPicture();
    const { studio, host } = window;
    const rect = { x: 0, y: 0, width: 64, height: 32 };
    studio.document.change('box', addBoxes(studio.document.current, [{ label: 'boat', rect }]));
    studio.editor.select(studio.document.current.layers.slice(-1).map(({ id }) => id));
    expect(studio.looking.look).toBe('box');
    void studio.understanding.identify();
    await settle();
    expect(host.jobs.at(-1)?.request).toMatchObject({
      task: 'ask',
      source: asset('f'),
      box: { x0: 0, y0: 0, x1: 0.5, y1: 0.25 },
    });
    host.move({ state: 'cancelled' });
    await settle();
    void studio.understanding.describe();
    await settle();
    const composed = host.asked.filter(({ channel }) => channel === 'pictures.compose');
    expect(composed.map(({ payload }) => (payload as { area: object }).area)).toEqual([
      studio.document.current.frame,
      rect,
    ]);
  });
});

describe('a map', () => {
  it('becomes a control layer and no candidate', async () => {
    const { studio, host } = await withPicture();
    const ended = studio.understanding.map('depth');
    await settle();
    host.finish(asset('d'));
    await ended;
    expect(studio.document.current.layers.at(-1)).toMatchObject({
      type: 'control',
      control: 'depth',
      asset: asset('d'),
    });
    expect(studio.staging.pictures).toEqual([]);
  });
});
