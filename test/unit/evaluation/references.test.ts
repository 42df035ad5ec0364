import { describe, expect, test } from 'vitest';
import { type LikeningSubject, tryReferences } from '../../../main/evaluation/evaluate-references';
import type { Seen } from '../../../main/evaluation/seen';
import { JudgeDescription } from '../../../main/evaluation/judge-description';
import type { SuiteScene } from '../../../main/evaluation/suite';

const scene: SuiteScene = {
  ...{ seed: 7, sentence: 'a red boat', things: [], questions: [] },
  said: { things: [{ kind: 'boat', colour: 'red', count: 1 }], sides: [], background: {} },
  background: { ground: 'sea', relief: 'none', time: 'day', weather: 'clear', sky: 'blue' },
};
const header = {
  ...{ format: 1 as const, suite: 'held-out', pixels: 256, grounds: {}, times: {}, skies: {} },
  slots: { left: 0.2, middle: 0.5, right: 0.8 },
};
const box = { x0: 0, y0: 0, x1: 0.5, y1: 0.5 };
const boat: Seen = { things: [{ kind: 'boat', colour: 'red', box }], background: {}, cells: [] };
const nothing: Seen = { things: [], background: {}, cells: [] };
const [one, two] = [Uint8Array.of(1), Uint8Array.of(2)];

/** A picture is its number of references; one drawn after two of them shows nothing any more. */
function trialOf(change: Partial<LikeningSubject> = {}) {
  const asked: { seed: number; after: readonly Uint8Array[] }[] = [];
  const liken: LikeningSubject = {
    references: () => Promise.resolve([one, two]),
    draw: ({ seed }, after) => {
      asked.push({ seed, after });
      return Promise.resolve(Uint8Array.of(10 + after.length));
    },
    likeness: ([picture = 0], [reference = 0]) => Promise.resolve((picture - 10) / 4 + reference / 10),
    ...change,
  };
  const judge = {
    description: JudgeDescription.parse({
      ...{ format: 1, pixels: 256, grid: [16, 16], kinds: ['none', 'boat'], colours: ['red', 'blue'], attributes: {} },
      accuracy: { scenes: 1, rendered: {}, softened: {} },
    }),
    look: ([picture = 0]: Uint8Array) => Promise.resolve(picture === 12 ? nothing : boat),
  };
  return { asked, verdicts: tryReferences({ seed: 3, scene, header, liken, judge }) };
}

describe('drawing after references', () => {
  test('one sentence with one seed is drawn after none, one and two; obedience and likeness are told apart', async () => {
    const { asked, verdicts } = trialOf();
    const scores = Object.fromEntries((await verdicts).map(({ figure, score }) => [figure, Number(score.toFixed(3))]));
    expect(asked).toEqual([
      { seed: 3, after: [] },
      { seed: 3, after: [one] },
      { seed: 3, after: [one, two] },
    ]);
    expect(scores).toEqual({
      ...{ told0: 1, told1: 1, told2: 0, wholly0: 1, wholly1: 1, wholly2: 0 },
      // Without references the likeness to those that there would have been.
      ...{ alike0: 0.15, alike1: 0.35, alike2: 0.65 },
    });
  });

  test('a scene for which there are fewer is left out, and so is one whose sentence is too long', async () => {
    expect(await trialOf({ references: () => Promise.resolve([one]) }).verdicts).toEqual([]);
    expect(await trialOf({ draw: () => Promise.resolve(undefined) }).verdicts).toEqual([]);
  });

  test('a likeness below nothing counts as none', async () => {
    const all = await trialOf({ likeness: () => Promise.resolve(-0.4) }).verdicts;
    expect(all.filter(({ figure }) => figure.startsWith('alike')).map(({ score }) => score)).toEqual([0, 0, 0]);
  });
});
