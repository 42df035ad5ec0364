import { beforeAll, expect, test } from 'vitest';
import { LoadedPack } from '../../../main/engine/pack/loaded-pack';
import { readPack } from '../../../main/packs';
import { engineIds, readParityCases } from '../../support/parity';
import { tinyPack } from '../../support/temporary-pack';

const cases = await readParityCases(`${tinyPack}.parity.json`);
let pack: LoadedPack;

beforeAll(async () => {
  pack = await LoadedPack.open(await readPack(tinyPack));
  return () => pack.dispose();
});

test('there are 100 prompts, over all tasks that a trained pack has', () => {
  expect(cases).toHaveLength(100);
  expect(new Set(cases.map(({ task }) => task))).toEqual(new Set(['generate', 'plan', 'caption']));
});

test.each(['generate', 'plan', 'caption'] as const)(
  'the engine gives the same greedy ids as PyTorch for every prompt of the task “%s”',
  async (task) => {
    for (const one of cases.filter((each) => each.task === task)) expect(await engineIds(pack, one)).toEqual(one.ids);
  },
  300_000,
);
