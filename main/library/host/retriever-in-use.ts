import { createHash } from 'node:crypto';
import type { PackManifest } from '../../../preload/contract';
import type { InstalledPack } from '../../packs';
import type { RetrieverInUse } from '../protocol';

export type ChosenRetriever = { readonly pack: string; readonly settings: RetrieverInUse };

/**
 * The retriever that photos are found with: of the packs that bring one, the first that reads features, which were learned
 * from photos, or else the first. Its key is that of its graphs: a new version of the pack may keep it.
 */
export function chooseRetriever(packs: readonly InstalledPack[]): ChosenRetriever | undefined {
  const able = packs.filter(({ manifest }) => manifest.retriever !== undefined);
  const pack = able.find(({ manifest }) => manifest.retriever?.reads === 'features') ?? able[0];
  return pack && retrieverOf(pack);
}

function retrieverOf({ hash, manifest }: InstalledPack): ChosenRetriever | undefined {
  const { retriever, text, files, samplePrompts } = manifest;
  const eye = eyeOf(manifest);
  if (retriever === undefined || eye === undefined) return undefined;
  const tokenizer = retriever.text.words?.tokenizer ?? text.tokenizer;
  const graphs = new Set<string>([retriever.text.file, retriever.image.file, tokenizer]);
  if (eye.encoder !== undefined) graphs.add(eye.encoder.file);
  const hashes = files.filter(({ path }) => graphs.has(path)).map(({ sha256 }) => sha256);
  const key = createHash('sha256').update(hashes.sort().join(' ')).digest('hex').slice(0, 12);
  const { dimension } = retriever;
  return { pack: hash, settings: { key, dimension, side: eye.pixels, fit: eye.fit, contrast: samplePrompts } };
}

/** How a picture becomes a square for a pack's retriever, and the encoder that looks at it first, if one does. */
export type Eye = {
  readonly pixels: number;
  readonly fit: 'cover' | 'stretch';
  readonly encoder?: { readonly file: string };
};

export function eyeOf({ image, features, retriever }: PackManifest): Eye | undefined {
  switch (retriever?.reads) {
    case undefined:
      return undefined;
    case 'features':
      return features;
    case 'codes':
      return image && { ...image, fit: 'cover' };
    case 'pixels':
      return retriever.pixels && { pixels: retriever.pixels.side, fit: retriever.pixels.fit };
  }
}
