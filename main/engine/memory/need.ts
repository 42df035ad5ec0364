import type { PackManifest, TaskName, Transformer } from '../../../preload/contract';

/** Bytes. */
export type PackNeed = {
  /** What the open graphs hold. */
  readonly graphs: number;
  /** The largest block that is asked for at once. */
  readonly largest: number;
};

/**
 * Bytes in memory for each byte of a graph's file, as measured with ONNX Runtime 1.30 on the processor. Half floats are
 * spread to whole ones, and the runtime keeps a copy of most weights in the order in which it multiplies them.
 */
const growth = { smallTransformer: 3.5, transformer: 2, image: 4, retriever: 4 };

/** Bytes per drawn pixel that the image graphs work in: two layers of 64 channels. */
const workPerPixel = 2 * 64 * Float32Array.BYTES_PER_ELEMENT;

/**
 * While the cache grows in place, half of it is there twice. One that comes back whole is there three times: what went
 * in, what the graph made of it, and the copy that it gives.
 */
const cacheGrowth = { 'masked-rows': 1.5, 'past-present': 3 };

export function packNeed(manifest: PackManifest): PackNeed {
  const { transformer, image, features, retriever, familiar, regions } = manifest;
  const [graph] = transformer.graphs;
  const isSmall = /^(fp16|int)/.test(graph?.precision ?? '');
  const transformerGrowth = isSmall ? growth.smallTransformer : growth.transformer;
  const main = transformerGrowth * bytesOf(manifest, graph?.file);
  const readers = [image?.encoder.file, image?.decoder.file, features?.encoder.file, familiar?.file, regions?.file];
  const pictures = growth.image * readers.reduce((sum, file) => sum + bytesOf(manifest, file), 0);
  const towers =
    growth.retriever * (bytesOf(manifest, retriever?.text.file) + bytesOf(manifest, retriever?.image.file));
  const files = manifest.files.map(({ bytes }) => bytes);
  // The runtime lays all weights of a graph into one block.
  return { graphs: main + pictures + towers + keptBytes(transformer), largest: Math.max(main, pictures, ...files) };
}

/** Bytes that a job needs beside the graphs: the cache for `rows` sequences of full length, and the work on a picture. */
export function jobNeed({ transformer, image, features }: PackManifest, rows: number): number {
  const { layers, heads, kvHeads = heads, headDim, maxLength } = transformer;
  const cache = 2 * layers * rows * kvHeads * headDim * maxLength * Float32Array.BYTES_PER_ELEMENT;
  const side = Math.max(image?.outputPixels ?? 0, features?.pixels ?? 0);
  return cacheGrowth[transformer.cache.style] * cache + workPerPixel * side ** 2;
}

/** Sequences of full length whose keys and values are kept from one job to the next. */
const keptSequences = 2;
/** And most bytes of them: reading again costs less than what else a large pack could use the memory for. */
const mostKept = 256 * 1024 ** 2;

/** Bytes of what was read lately, kept so that it need not be read again; packs that give their cache back whole keep none. */
export function keptBytes({ layers, heads, kvHeads = heads, headDim, maxLength, cache }: Transformer): number {
  if (cache.style === 'past-present') return 0;
  const sequence = 2 * layers * kvHeads * headDim * maxLength * Float32Array.BYTES_PER_ELEMENT;
  return Math.min(mostKept, keptSequences * sequence);
}

/** Sequences that are read side by side: each candidate with all of its guidance streams. */
export function rowsOf({ tasks }: PackManifest, task: TaskName, candidates: number): number {
  const twins = tasks[task]?.templates.map(({ unconditional }) => unconditional.length) ?? [];
  return candidates * (1 + Math.max(0, ...twins));
}

function bytesOf({ files }: PackManifest, path: string | undefined): number {
  return files.find((file) => file.path === path)?.bytes ?? 0;
}
