import { loadavg } from 'node:os';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childrenOf, residentBytes } from '../../test/support/processes';
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
  readonly load: number;
};

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
      const started = performance.now();
      await studio.library.addFolder(photos);
      const settled = studio.library.settled().then(() => 'settled' as const);
      const slowestPage = await slowestPageUntil(settled, () =>
        studio.library.photos({ filter: {}, offset: 0, limit: 60 }),
      );
      const seconds = (performance.now() - started) / 1000;
      const { all, library } = watch.stop();
      const view = await studio.library.view();
      if (view.photos !== count) throw new Error(`${view.photos} of ${count} photos were read.`);
      return {
        ...{ photos: count, meanMegabytes: bytes / count / 1e6, seconds, photosPerSecond: count / seconds },
        ...{ peakMegabytes: all / 1e6, libraryMegabytes: library / 1e6, slowestPage, load },
      };
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

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
