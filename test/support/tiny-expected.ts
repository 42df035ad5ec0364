import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Plan, z } from '../../preload/contract';

const Vectors = z.array(z.array(z.number()));
const Ids = z.array(z.int());
const Prompt = z.object({ ids: Ids, positions: z.array(z.tuple([z.number(), z.number(), z.number()])), kinds: Ids });

/** What PyTorch says of the tiny pack; written by native-models/recipe together with the pack. */
const TinyExpected = z.object({
  prompt: z.string(),
  layout: Plan,
  textIds: Ids,
  planPrompt: Prompt,
  planIds: Ids,
  plan: Plan,
  generatePrompt: Prompt,
  unconditionalPrompt: Prompt,
  greedyImageIds: Ids,
  greedyImageIdsGuided: Ids,
  guidance: z.number(),
  encoderCodes: Ids,
  decodedSamples: z.array(z.object({ c: z.int(), y: z.int(), x: z.int(), value: z.number() })),
  captionPrompt: Prompt,
  captionIds: Ids,
  retriever: z.object({
    texts: z.array(z.string()),
    textVectors: Vectors,
    codes: z.array(Ids),
    pictureVectors: Vectors,
  }),
});

export const tinyExpected = TinyExpected.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, 'tiny-pack.expected.json'), 'utf8')),
);

/** The picture that `encoderCodes` were made from, as planes: `((x (c + 1) + y (3 - c)) % 256) / 255`. */
export function tinyPlanes(side: number) {
  const data = Float32Array.from({ length: 3 * side * side }, (_, index) => {
    const channel = Math.floor(index / (side * side));
    const y = Math.floor(index / side) % side;
    const x = index % side;
    return ((x * (channel + 1) + y * (3 - channel)) % 256) / 255;
  });
  return { data, width: side, height: side };
}
