import { describe, expect, it } from 'vitest';
import type { Plan, ResultPicture } from '../../../../preload/contract';
import { asset, pictureResult, recipe, samplePack } from '../support/samples';
import { ScriptedHost } from '../support/scripted-host';
import { openWindow, settle } from '../support/window';

const plan: Plan = {
  things: [{ label: 'red boat', box: { x0: 0.25, y0: 0.5, x1: 0.5, y1: 0.75 } }],
  background: 'the sea at night',
};
const codes = Array.from({ length: 256 }, (_, cell) => cell % 7);

/** A window in which a candidate lies over the frame. */
async function withCandidate(change: Partial<ResultPicture> = {}, tasks = ['generate', 'inpaint', 'plan'] as const) {
  const host = new ScriptedHost();
  host.packs = [{ ...samplePack, tasks: [...tasks] }];
  const window = await openWindow(host);
  const { studio } = window;
  studio.settings.typeSeed('7');
  studio.prompt.text = 'a red boat';
  void studio.drawing.generate();
  await settle();
  const uncertainty = codes.map((_, cell) => (cell === 20 ? 4 : 0.1));
  const drawn = { ...pictureResult(asset('a')), recipe: recipe({ plan }), uncertainty, codes, ...change };
  host.move({ state: 'done', result: { kind: 'pictures', pictures: [drawn], timings: { total: 1 } } });
  await settle();
  const [picture] = studio.staging.pictures;
  if (picture === undefined) throw new Error('Nothing was drawn.');
  studio.document.undo();
  studio.staging.choose(picture);
  return { ...window, request: () => host.jobs.at(-1)?.request };
}

describe('a place of which the model was unsure', () => {
  it('is drawn anew with what stood there, and another seed although one is locked', async () => {
    const { studio, request } = await withCandidate();
    studio.staging.heat = true;
    // The frame is 128 pixels wide, a cell 8: row 1, column 4.
    studio.doubts.point({ x: 36, y: 12 });
    expect(studio.doubts.place).toEqual([3, 4, 5, 19, 20, 21, 35, 36, 37]);
    void studio.doubts.redraw();
    await settle();
    expect(request()).toMatchObject({
      task: 'inpaint',
      source: asset('a'),
      region: { cells: [3, 4, 5, 19, 20, 21, 35, 36, 37] },
      before: plan,
      after: plan,
    });
    expect(request()).not.toHaveProperty('part');
    expect(request()).not.toMatchObject({ seed: 7 });
  });

  it('is found without a pointer', async () => {
    const { studio, request } = await withCandidate();
    void studio.doubts.redrawWorst();
    await settle();
    expect(request()).toMatchObject({ region: { cells: [3, 4, 5, 19, 20, 21, 35, 36, 37] } });
  });

  it('is nothing to click at where doubts are not shown, or nothing is known of them', async () => {
    const { studio } = await withCandidate();
    studio.doubts.point({ x: 36, y: 12 });
    expect(studio.doubts.place).toBeUndefined();
    const unknown = await withCandidate({ uncertainty: undefined });
    unknown.studio.staging.heat = true;
    unknown.studio.doubts.point({ x: 36, y: 12 });
    expect(unknown.studio.doubts.possible).toBe(false);
    expect(unknown.studio.doubts.place).toBeUndefined();
  });
});

describe('another picture from a row on', () => {
  it('keeps the rows above and the plan, for as many pictures as are wanted, with another seed', async () => {
    const { studio, request } = await withCandidate();
    studio.settings.pictures = 2;
    studio.forking.toggle();
    expect(studio.forking.open).toBe(true);
    studio.forking.choose(3.4);
    void studio.forking.draw();
    await settle();
    const begun = { plans: [plan, plan], codes: [codes.slice(0, 48), codes.slice(0, 48)], taken: 48 };
    expect(request()).toMatchObject({ task: 'generate', prompt: 'a red boat', candidates: 2, begun });
    expect(request()).not.toMatchObject({ seed: 7 });
    expect(studio.forking.open).toBe(false);
  });

  it('keeps at least one row and draws at least one', async () => {
    const { studio } = await withCandidate();
    studio.forking.toggle();
    studio.forking.choose(-3);
    expect(studio.forking.row).toBe(1);
    studio.forking.choose(99);
    expect(studio.forking.row).toBe(15);
  });

  it('is not offered for pictures whose codes do not fill the grid, as those that were changed', async () => {
    const { studio } = await withCandidate({ codes: undefined });
    expect(studio.forking.possible).toBe(false);
    studio.forking.toggle();
    expect(studio.forking.open).toBe(false);
  });
});

describe('the plan before the picture', () => {
  it('becomes boxes that are drawn as they stand', async () => {
    const { studio, host, request } = await withCandidate();
    studio.prompt.text = 'a red boat at night';
    const planned = studio.planner.plan();
    await settle();
    expect(request()).toMatchObject({ task: 'plan', prompt: 'a red boat at night', boxes: [] });
    const things = plan.things.map((thing) => ({ ...thing, confidence: 0.9 }));
    const read = { ...plan, things, confidence: 0.8 };
    host.move({ state: 'done', result: { kind: 'plan', plan: read, timings: { total: 1 } } });
    await planned;
    expect(studio.document.current.layers).toMatchObject([{ type: 'box', label: 'red boat' }]);
    expect(studio.placing.planning).toBe(false);
    void studio.drawing.generate();
    await settle();
    expect(request()).toMatchObject({ task: 'generate', plan });
  });
});
