import { createHash } from 'node:crypto';
import type { InstalledPack } from '../../packs';
import type { RetrieverInUse } from '../protocol';

export type ChosenRetriever = { readonly pack: string; readonly settings: RetrieverInUse };

/** The retriever of the first pack that brings one. Its key is that of its graphs: a new version of the pack may keep it. */
export function chooseRetriever(packs: readonly InstalledPack[]): ChosenRetriever | undefined {
  for (const { hash, manifest } of packs) {
    const { retriever, image, text, files, samplePrompts } = manifest;
    if (retriever === undefined) continue;
    const graphs = new Set<string>([retriever.text.file, retriever.image.file, image.encoder.file, text.tokenizer]);
    const hashes = files.filter(({ path }) => graphs.has(path)).map(({ sha256 }) => sha256);
    const key = createHash('sha256').update(hashes.sort().join(' ')).digest('hex').slice(0, 12);
    const { dimension } = retriever;
    return { pack: hash, settings: { key, dimension, side: image.pixels, contrast: samplePrompts } };
  }
  return undefined;
}
