import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PackManifest } from '../../preload/contract';

/** What the conversion scripts say about the models that they made. */
const schema = z.object({
  layers: z.number(),
  heads: z.number(),
  head_dim: z.number(),
  vocabulary_size: z.number(),
  /** Bytes of weights that one step reads, whatever its batch. */
  bytes_per_step: z.object({ float32: z.number(), q8_0: z.number() }),
});

export type ModelFacts = z.infer<typeof schema>;

export const modelsFolder = join(import.meta.dirname, 'models');

/** The models in their folder, or why they cannot stand beside the pack. */
export function findModels({ transformer, tokens }: PackManifest): ModelFacts | string {
  const path = join(modelsFolder, 'shape.json');
  if (!existsSync(path)) return 'its model was not made; see bench/README.md';
  const facts = schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const same =
    facts.layers === transformer.layers &&
    facts.heads === transformer.heads &&
    facts.head_dim === transformer.headDim &&
    facts.vocabulary_size === tokens.vocabularySize;
  return same ? facts : 'its model has another shape than the pack; make it again';
}
