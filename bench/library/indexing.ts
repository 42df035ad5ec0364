import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJob } from '../../main/cli/session';
import { importPicture } from '../../main/documents';
import type { Studio } from '../../main/studio';
import { PackId } from '../../preload/contract';
import { childrenOf, processorSeconds, residentBytes } from '../../test/support/processes';
import { type Summary, summarise } from '../statistics';
import { writePhotos } from './drawings';
import { withStudioIn } from './studio-here';

export type IndexingFigures = {
  readonly photos: number;
  readonly meanMegabytes: number;
  readonly seconds: number;
  readonly photosPerSecond: number;
  /** The most that the library's process and the engine held in RAM together. */
  readonly peakMegabytes: number;
  /** Without the engine. */
  readonly libraryMegabytes: number;
  /** Milliseconds that a page of the list took while photos were read, the slowest of all. */
  readonly slowestPage: number;
  /** Milliseconds of processor time that a photo took: of the library's process, the engine's and the one between them. */
  readonly processor: { readonly library: number; readonly engine: number; readonly between: number };
  /** Seconds from the bytes of such a photo to its caption, in a studio that runs. */
  readonly caption: Summary;
  readonly load: number;
};

/** Photos that are captioned. */
const captioned = 9;

/** Milliseconds between two looks at the memory. */
const interval = 100;

/** Reads photos of 12 megapixels into a new library, thumbnails and vectors included. */
export async function measureIndexing(count: number): Promise<IndexingFigures> {
  const home = await mkdtemp(join(tmpdir(), 'brookesia-bench-'));
  try {
    const photos = join(home, 'photos');
    await mkdir(photos);
    const bytes = await writePhotos(photos, count, (done) => process.stderr.write(`\r${done} of ${count} photos made`));
    process.stderr.write('\n');
    return await withStudioIn(home, async (studio) => {
      // Loads the retriever, as the first search does.
      await studio.library.search({ words: 'a boat', filter: {}, limit: 1 });
      const children = childrenOf(process.pid);
      const watch = new PeakWatch(children, studio.library.pid);
      const load = loadavg()[0] ?? Number.NaN;
      const processes = { library: studio.library.pid, between: process.pid };
      const engine = children.find((pid) => pid !== processes.library);
      const time = processorTime({ ...processes, engine });
      const started = performance.now();
      await studio.library.addFolder(photos);
      const settled = studio.library.settled().then(() => 'settled' as const);
      const slowestPage = await slowestPageUntil(settled, () =>
        studio.library.photos({ filter: {}, offset: 0, limit: 60 }),
      );
      const seconds = (performance.now() - started) / 1000;
      const processor = time(count);
      const { all, library } = watch.stop();
      const view = await studio.library.view();
      if (view.photos !== count) throw new Error(`${view.photos} of ${count} photos were read.`);
      const caption = await measureCaptions(studio, photos);
      return {
        ...{ caption, photos: count, meanMegabytes: bytes / count / 1e6, seconds, photosPerSecond: count / seconds },
        ...{ peakMegabytes: all / 1e6, libraryMegabytes: library / 1e6, slowestPage, load, processor },
      };
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** The first one, which loads the pack, does not count. */
async function measureCaptions(studio: Studio, folder: string): Promise<Summary> {
  const names = (await readdir(folder)).filter((_, index) => index % 7 === 0).slice(0, captioned + 1);
  const seconds: number[] = [];
  for (const name of names) {
    const bytes = new Uint8Array(await readFile(join(folder, name)));
    const started = performance.now();
    const { id: source } = await importPicture(studio.assets, bytes);
    await runJob(studio, { task: 'caption', pack: PackId.parse('photo'), source }, quiet);
    seconds.push((performance.now() - started) / 1000);
    studio.assets.drop(source);
  }
  return summarise(seconds.length > 1 ? seconds.slice(1) : seconds);
}

const quiet = { print: () => undefined, note: () => undefined, progress: () => undefined };

async function slowestPageUntil(settled: Promise<'settled'>, page: () => Promise<unknown>): Promise<number> {
  let slowest = 0;
  for (;;) {
    const started = performance.now();
    await page();
    slowest = Math.max(slowest, performance.now() - started);
    const pause = new Promise<'again'>((resolve) => setTimeout(() => resolve('again'), 500));
    if ((await Promise.race([settled, pause])) === 'settled') return slowest;
  }
}

type Pids = Readonly<Record<keyof IndexingFigures['processor'], number | undefined>>;

/** What each process takes from now on, for each of `count` photos. */
function processorTime(pids: Pids): (count: number) => IndexingFigures['processor'] {
  const read = (pid = 0) => 1000 * processorSeconds(pid);
  const [library, engine, between] = [read(pids.library), read(pids.engine), read(pids.between)];
  return (count) => ({
    library: (read(pids.library) - library) / count,
    engine: (read(pids.engine) - engine) / count,
    between: (read(pids.between) - between) / count,
  });
}

class PeakWatch {
  readonly #timer: NodeJS.Timeout;
  #all = 0;
  #library = 0;

  constructor(pids: readonly number[], library: number | undefined) {
    this.#timer = setInterval(() => {
      this.#all = Math.max(this.#all, residentBytes(pids));
      this.#library = Math.max(this.#library, library === undefined ? 0 : residentBytes([library]));
    }, interval);
  }

  stop(): { readonly all: number; readonly library: number } {
    clearInterval(this.#timer);
    return { all: this.#all, library: this.#library };
  }
}
