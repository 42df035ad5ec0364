import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createElements, type Elements } from '../../main/core/tokens/elements';
import { PastPresentNames, Transformer, z } from '../../preload/contract';
import { addPackFile, copyTinyPack, editManifest } from './temporary-pack';

const folder = join(import.meta.dirname, 'llama-pack');
const readJson = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));

const Ids = z.array(z.int());

/** What Hugging Face's `generate` says of the pack; written by llama-pack/make_pack.py. */
export const llamaExpected = z
  .object({
    greedy: z.array(z.object({ prompt: Ids, ids: Ids })),
    leftPadded: z.array(z.object({ prompts: Ids, ids: z.array(Ids) })),
    beams: z.array(
      z.object({ prompt: z.int(), beams: z.int(), hypotheses: z.array(z.object({ ids: Ids, score: z.number() })) }),
    ),
    caption: Ids,
    guided: z.object({ guidance: z.number(), ids: Ids }),
  })
  .parse(readJson('expected.json'));

/** That part of the pack's manifest. */
export const llamaTransformer = Transformer.parse(readJson('transformer.json'));

/** What the graph calls its tensors. */
export const llamaNames = z.object({ cache: z.object({ names: PastPresentNames }) }).parse(llamaTransformer)
  .cache.names;

export const llamaGraph = join(folder, 'transformer.onnx');

/** Tokens as such a graph reads them, which are nothing but their ids. */
export function elementsOf(ids: readonly number[]): Elements {
  const elements = createElements(ids.length);
  elements.tokens.set(ids);
  return elements;
}

/** The tiny pack with a Llama-shaped transformer in place of its own. */
export async function makeLlamaPack(parent: string): Promise<string> {
  const pack = await copyTinyPack(parent, 'llama');
  await addPackFile(pack, 'transformer.onnx', await readFile(llamaGraph));
  await editManifest(pack, (manifest) => {
    manifest.transformer = llamaTransformer;
  });
  return pack;
}
