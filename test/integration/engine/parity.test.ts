import { beforeAll, expect, test } from 'vitest';
import { LoadedPack } from '../../../main/engine/pack/loaded-pack';
import { readPack } from '../../../main/packs';
import { caseName, engineIds, readParityCases } from '../../support/parity';
import { tinyPack } from '../../support/temporary-pack';

const cases = await readParityCases(`${tinyPack}.parity.json`);
const names = [...new Set(cases.map(caseName))];
let pack: LoadedPack;

beforeAll(async () => {
  pack = await LoadedPack.open(await readPack(tinyPack));
  return () => pack.dispose();
});

test('there are 100 prompts, over all tasks', () => {
  expect(cases).toHaveLength(100);
  expect(names).toEqual(expect.arrayContaining(['generate', 'generate, guided', 'plan', 'caption', 'ask', 'locate']));
  expect(names).toHaveLength(16);
});

test.each(names)(
  'the engine gives the same greedy ids as PyTorch for every prompt of “%s”',
  async (name) => {
    for (const one of cases.filter((each) => caseName(each) === name)) {
      expect(await engineIds(pack, one)).toEqual(one.ids);
    }
  },
  300_000,
);
