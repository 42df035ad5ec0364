import { LoadedPack } from '../main/engine/pack/loaded-pack';
import { readPack } from '../main/packs';
import { caseName, engineIds, equalUntil, type ParityCase, readParityCases } from '../test/support/parity';
import { aligned } from './report';

const usage = `npm run parity -- <pack folder> <parity file>
  the file is what “python -m brookesia_recipe parity --pack <pack folder>” wrote beside that folder`;

type Agreement = { cases: number; whole: number; ids: number; equal: number };

/** Prints how far the engine agrees with PyTorch, task by task. Returns the exit code: 0 done, 2 bad usage. */
export async function main([folder, file]: string[]): Promise<number> {
  if (folder === undefined || file === undefined) {
    console.log(usage);
    return 2;
  }
  const found = await agreement(folder, await readParityCases(file));
  const rows = [...found].map(([name, { cases, whole, ids, equal }]) => {
    return [name, `${whole} of ${cases}`, `${equal} of ${ids}`, `${((100 * equal) / Math.max(1, ids)).toFixed(1)} %`];
  });
  console.log(aligned([['', 'prompts alike', 'ids until the first other one', ''], ...rows]));
  return 0;
}

async function agreement(folder: string, cases: readonly ParityCase[]): Promise<Map<string, Agreement>> {
  const pack = await LoadedPack.open(await readPack(folder));
  const found = new Map<string, Agreement>();
  try {
    for (const one of cases) {
      const name = caseName(one);
      const sum = found.get(name) ?? { cases: 0, whole: 0, ids: 0, equal: 0 };
      found.set(name, added(sum, one.ids, await engineIds(pack, one)));
    }
    return found;
  } finally {
    await pack.dispose();
  }
}

function added(sum: Agreement, expected: readonly number[], ids: readonly number[]): Agreement {
  const equal = equalUntil(expected, ids);
  const isWhole = equal === expected.length && ids.length === expected.length;
  return {
    cases: sum.cases + 1,
    whole: sum.whole + Number(isWhole),
    ids: sum.ids + expected.length,
    equal: sum.equal + equal,
  };
}
