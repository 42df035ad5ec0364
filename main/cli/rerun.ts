import { dirname } from 'node:path';
import { type Recipe, StudioError, sourcesOf } from '../../preload/contract';
import { comparePictures, exportPng, findSources, importPicture, writeFileAtomically } from '../documents';
import { type Studio, requestAgain } from '../studio';
import { differencesBetween, outcomeOf } from './differences';
import { readPicture } from './read-picture';
import { runJob } from './session';
import type { Terminal } from './terminal';

export type RerunOptions = {
  readonly out?: string;
  readonly json?: true;
  /** Files and folders with the pictures that it was made from. */
  readonly from?: readonly string[];
};

/**
 * Makes a picture again from the recipe inside it and compares the two pixel by pixel. What it was made from is looked for
 * where the user says, beside it, and among what the studio has kept. Throws `rerun-differs` when they are not the same, with
 * what was different this time.
 */
export async function rerun(
  studio: Studio,
  path: string,
  { out, json, from = [] }: RerunOptions,
  terminal: Terminal,
): Promise<void> {
  const { id, recipe: then } = await importPicture(studio.assets, await readPicture(path));
  if (then === undefined) throw noRecipe(path);
  await requirePack(studio, then, path);
  const sources = await findSources(sourcesOf(then), [...from, dirname(path)]);
  const request = await requestAgain(then, studio.assets, async (hash) => {
    return sources.get(hash) ?? studio.gallery.source(hash);
  });
  const { result } = await runJob(studio, request, terminal);
  const again = result.kind === 'pictures' ? result.pictures.at(-1) : undefined;
  if (again === undefined) throw new StudioError({ code: 'engine-failed', message: 'Nothing was drawn.' });
  const png = await exportPng(studio.assets, again.asset);
  if (out !== undefined) await writeFileAtomically(out, png);
  const comparison = await comparePictures(studio.assets.require(id).bytes, png);
  const differences = differencesBetween(then, again.recipe);
  if (comparison.kind !== 'same') throw differs(outcomeOf(comparison), differences);
  if (json === true) terminal.print(JSON.stringify({ same: true, differences }));
  else for (const line of [outcomeOf(comparison), ...differences]) terminal.print(line);
}

async function requirePack(studio: Studio, { pack }: Recipe, path: string): Promise<void> {
  const { packs } = await studio.packs.list();
  if (packs.some(({ manifest }) => manifest.id === pack.id)) return;
  throw new StudioError({
    code: 'pack-missing',
    message: `The picture ${path} was made with the pack ${pack.id} ${pack.version}, which is not installed.`,
    hint: 'Install that pack, or name its folder in BROOKESIA_PACKS.',
  });
}

function noRecipe(path: string): StudioError {
  return new StudioError({
    code: 'recipe-missing',
    message: `The picture ${path} carries no recipe.`,
    hint: 'Only PNG files that the studio has written can be made again, and only while nothing has removed their metadata.',
  });
}

function differs(outcome: string, differences: readonly string[]): StudioError {
  const why = differences.length > 0 ? differences.join(' ') : 'Pack, device and studio are those of the recipe.';
  const hint = differences.length > 0 ? 'The same pack on the same device gives the same picture.' : changedSince;
  return new StudioError({ code: 'rerun-differs', message: `${outcome} ${why}`, hint });
}

const changedSince = 'The picture itself was probably changed after it was made.';
