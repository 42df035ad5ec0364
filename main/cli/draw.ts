import type { JobRequestInput, ResultPicture } from '../../preload/contract';
import { exportPng, writeFileAtomically } from '../documents';
import type { Studio } from '../studio';
import { outputNames } from './output-names';
import { runJob } from './session';
import type { Terminal } from './terminal';

type Drawn = Extract<JobRequestInput, { seed: number }> | Extract<JobRequestInput, { task: 'segment' | 'depth' }>;

/** Lets a request be drawn and writes its pictures as PNG files with their recipes inside. */
export async function draw(
  studio: Studio,
  request: Drawn,
  { out, best, json }: { readonly out: string; readonly best?: true; readonly json?: true },
  terminal: Terminal,
): Promise<void> {
  const { result } = await runJob(studio, request, terminal);
  const drawn = result.kind === 'pictures' ? result.pictures : [];
  const pictures = best === true ? drawn.slice(0, 1) : drawn;
  const names = outputNames(out, pictures.length);
  for (const [index, { asset }] of pictures.entries()) {
    await writeFileAtomically(names[index] ?? out, await exportPng(studio.assets, asset));
  }
  const { seed = 0 } = request;
  if (json === true) terminal.print(JSON.stringify({ seed, files: filesOf(pictures, names), timings: result.timings }));
  else pictures.forEach((picture, index) => terminal.print(`${names[index] ?? ''} (${remarks(seed, picture)})`));
}

function remarks(seed: number, { scores = {} }: ResultPicture): string {
  const { likeness, likelihood } = scores;
  return [
    `seed ${seed}`,
    ...(likeness === undefined ? [] : [`likeness ${likeness.toFixed(3)}`]),
    ...(likelihood === undefined ? [] : [`likelihood ${likelihood.toFixed(3)}`]),
  ].join(', ');
}

function filesOf(pictures: readonly ResultPicture[], names: readonly string[]) {
  return pictures.map(({ width, height, recipe, scores, cells, read, obeyed }, index) => ({
    ...{ path: names[index], width, height, recipe },
    ...(scores && { scores }),
    ...(cells === undefined ? {} : { cells }),
    ...(read === undefined ? {} : { read }),
    ...(obeyed === undefined ? {} : { obeyed }),
  }));
}
