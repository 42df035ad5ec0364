import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { similarity } from '../../main/core/retrieval/vectors';
import { eyeOf } from '../../main/library/host';
import { chooseRetriever } from '../../main/library/host/retriever-in-use';
import { PhotoStore, type Space } from '../../main/library/store';
import type { Studio } from '../../main/studio';
import { residentBytes } from '../../test/support/processes';
import { quantile } from '../statistics';
import { documentAt, repeated, vectorsOfDrawings } from './documents';
import { installationIn, withStudioIn } from './studio-here';

export type ScaleFigures = {
  readonly documents: number;
  readonly dimension: number;
  readonly writeSeconds: number;
  readonly indexSeconds: number;
  readonly diskMegabytes: number;
  /** Milliseconds, median and 95 of 100, of a search for the nearest ten in the store alone. */
  readonly exact: Latency;
  readonly indexed: Latency;
  /** Of what a person waits for: the words become a vector, the nearest are found, cut and folded. */
  readonly search: Latency;
  /** Share of the ten that are really nearest among the ten that the index gives. */
  readonly recall: number;
  /** What the library's process holds in RAM after all searches. */
  readonly libraryMegabytes: number;
  readonly load: number;
};
type Latency = { readonly median: number; readonly p95: number };

const drawings = 400;
const writtenAtOnce = 5_000;
const nearest = 10;

export async function measureScale(documents: number, queries: number): Promise<ScaleFigures> {
  const home = await mkdtemp(join(tmpdir(), 'brookesia-bench-'));
  try {
    const load = loadavg()[0] ?? Number.NaN;
    const { folder } = (await installationIn(home)).library;
    await mkdir(folder, { recursive: true });
    const made = await withStudioIn(home, (studio) => drawingVectors(studio, queries));
    const vectors = [...repeated(made.vectors, documents)];
    const asked = [...repeated(made.asked, queries)];
    const store = await PhotoStore.open(folder);
    await store.use(made.space);
    const writeSeconds = await seconds(() => writeAll(store, vectors));
    const exact = await latencies(asked, (vector) => store.nearest(vector, {}, nearest));
    const indexSeconds = await seconds(() => store.tidy());
    const found: string[][] = [];
    const indexed = await latencies(asked, async (vector) => {
      found.push((await store.nearest(vector, {}, nearest)).map(({ photo: { name } }) => name));
    });
    const recall = recallOf(found.slice(-asked.length), asked, vectors);
    store.close();
    const searched = await withStudioIn(home, (studio) => searchAll(studio, queries));
    const figures = { documents, dimension: made.space.dimension, writeSeconds, indexSeconds };
    return { ...figures, diskMegabytes: (await bytesIn(folder)) / 1e6, exact, indexed, ...searched, recall, load };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

type Made = { readonly space: Space; readonly vectors: Float32Array[]; readonly asked: Float32Array[] };

async function drawingVectors(studio: Studio, queries: number): Promise<Made> {
  const { packs } = await studio.packs.list();
  const retriever = chooseRetriever(packs);
  const pack = packs.find(({ hash }) => hash === retriever?.pack);
  const eye = pack && eyeOf(pack.manifest);
  if (retriever === undefined || eye === undefined) throw new Error('No pack brings a retriever.');
  const shape = { hash: retriever.pack, side: eye.pixels };
  const vectors = await vectorsOfDrawings(studio, shape, drawings);
  // Queries are other drawings: what is looked for is not in the library itself.
  const asked = await vectorsOfDrawings(studio, shape, Math.min(queries, drawings), drawings);
  return { space: retriever.settings, vectors, asked };
}

async function writeAll(store: PhotoStore, vectors: readonly Float32Array[]): Promise<void> {
  for (let start = 0; start < vectors.length; start += writtenAtOnce) {
    const some = vectors.slice(start, start + writtenAtOnce);
    await store.put(some.map((vector, index) => documentAt(start + index, vector)));
    process.stderr.write(`\r${start + some.length} of ${vectors.length} documents written`);
  }
  process.stderr.write('\n');
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** The first ones, which fill the caches of the disk, do not count. */
async function latencies<T>(asked: readonly T[], ask: (one: T) => Promise<unknown>): Promise<Latency> {
  for (const one of asked.slice(0, 10)) await ask(one);
  const times: number[] = [];
  for (const one of asked) {
    const started = performance.now();
    await ask(one);
    times.push(performance.now() - started);
  }
  return { median: quantile(times, 0.5), p95: quantile(times, 0.95) };
}

function recallOf(
  found: readonly (readonly string[])[],
  asked: readonly Float32Array[],
  vectors: readonly Float32Array[],
): number {
  const shares = asked.map((query, index) => {
    const best = new Set(bestPlaces(query, vectors).map((place) => `${place}.jpg`));
    return (found[index] ?? []).filter((name) => best.has(name)).length / nearest;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** Places of the vectors that are really nearest. */
function bestPlaces(query: Float32Array, vectors: readonly Float32Array[]): number[] {
  let best: { readonly place: number; readonly score: number }[] = [];
  vectors.forEach((vector, place) => {
    const score = similarity(query, vector);
    if (best.length === nearest && score <= (best.at(-1)?.score ?? 1)) return;
    best = [...best, { place, score }].sort((one, other) => other.score - one.score).slice(0, nearest);
  });
  return best.map(({ place }) => place);
}

const colours = ['red', 'green', 'blue', 'yellow', 'white', 'black', 'orange', 'purple'];
const things = ['circle', 'square', 'boat', 'dog on a beach', 'house', 'child with a ball', 'bicycle', 'mountain'];

/** Through the studio, with words that have not been asked for before. */
async function searchAll(
  { library }: Studio,
  queries: number,
): Promise<Pick<ScaleFigures, 'search' | 'libraryMegabytes'>> {
  const sentences = Array.from({ length: queries }, (_, index) => {
    const [colour, thing] = [
      colours[index % colours.length] ?? '',
      things[Math.floor(index / 8) % things.length] ?? '',
    ];
    return `a ${colour} ${thing}, ${index}`;
  });
  const search = await latencies(sentences, (words) => library.search({ words, filter: {}, limit: 200 }));
  const { pid } = library;
  return { search, libraryMegabytes: pid === undefined ? Number.NaN : residentBytes([pid]) / 1e6 };
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(
    names.map(async (name) => stat(join(folder, name)).then((facts) => (facts.isFile() ? facts.size : 0))),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
