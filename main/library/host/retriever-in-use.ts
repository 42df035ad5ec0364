import { createHash } from 'node:crypto';
import type { PackManifest, PictureForm } from '../../../preload/contract';
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
  const eye = retriever && eyeOf(manifest, retriever.reads);
  if (retriever === undefined || eye === undefined) return undefined;
  const graphs = new Set<string>([retriever.text.file, retriever.image.file, eye.encoder.file, text.tokenizer]);
  const hashes = files.filter(({ path }) => graphs.has(path)).map(({ sha256 }) => sha256);
  const key = createHash('sha256').update(hashes.sort().join(' ')).digest('hex').slice(0, 12);
  const { dimension } = retriever;
  return { pack: hash, settings: { key, dimension, side: eye.pixels, fit: eye.fit, contrast: samplePrompts } };
}

/** The encoder that looks at a picture first, and how the picture becomes a square for it. */
export function eyeOf({ image, features }: PackManifest, reads: PictureForm) {
  return reads === 'features' ? features : image && { ...image, fit: 'cover' as const };
}
