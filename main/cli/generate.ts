import { randomInt } from 'node:crypto';
import type { AssetId, LabelledBox, PackId, ResultPicture, SamplingSettings } from '../../preload/contract';
import { exportPng, writeFileAtomically } from '../documents';
import type { Studio } from '../studio';
import { outputNames } from './output-names';
import { runJob } from './session';
import type { Terminal } from './terminal';

type Sampling = Pick<SamplingSettings, 'temperature' | 'topP' | 'guidance' | 'topK'>;

export type GenerateOptions = Partial<Sampling> & {
  readonly box?: readonly LabelledBox[];
  readonly out: string;
  readonly seed?: number;
  readonly candidates: number;
  readonly best?: true;
  readonly pack?: PackId;
  readonly json?: true;
};

/** Draws what the prompt says and writes the pictures, the best first, as PNG files with their recipes inside. */
export async function generate(
  studio: Studio,
  prompt: string,
  options: GenerateOptions,
  terminal: Terminal,
): Promise<void> {
  const seed = options.seed ?? randomInt(2 ** 32);
  const { candidates } = options;
  const { result } = await runJob(
    studio,
    {
      task: 'generate',
      prompt,
      seed,
      candidates,
      settings: settingsOf(options),
      ...packOf(options),
      ...boxesOf(options),
    },
    terminal,
  );
  const drawn = result.kind === 'pictures' ? result.pictures : [];
  const pictures = options.best === true ? drawn.slice(0, 1) : drawn;
  const names = outputNames(options.out, pictures.length);
  for (const [index, { asset }] of pictures.entries()) await write(studio, asset, names[index] ?? options.out);
  if (options.json === true)
    terminal.print(JSON.stringify({ seed, files: filesOf(pictures, names), timings: result.timings }));
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

function boxesOf({ box }: GenerateOptions): { boxes?: LabelledBox[] } {
  return box === undefined ? {} : { boxes: [...box] };
}

function settingsOf({ temperature, topP, guidance, topK }: GenerateOptions): Partial<Sampling> {
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(guidance === undefined ? {} : { guidance }),
    ...(topK === undefined ? {} : { topK }),
  };
}

function packOf({ pack }: GenerateOptions): { pack?: PackId } {
  return pack === undefined ? {} : { pack };
}

async function write(studio: Studio, asset: AssetId, name: string): Promise<void> {
  await writeFileAtomically(name, await exportPng(studio.assets, asset));
}

function filesOf(pictures: readonly ResultPicture[], names: readonly string[]) {
  return pictures.map(({ width, height, recipe, scores }, index) => {
    return { path: names[index], width, height, recipe, ...(scores && { scores }) };
  });
}
