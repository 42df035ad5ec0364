import { mkdir, readFile, readdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { withStudio } from '../../../main/cli/session';
import type { Studio } from '../../../main/studio';
import { sourceInstallation } from '../../../main/studio/installation';
import { builtMain } from '../../support/built-studio';
import { testEnvironment } from '../../support/command-line';
import { hostileFiles } from '../../support/hostile-files';
import { childrenOf } from '../../support/processes';
import { temporaryFolder } from '../../support/temporary-pack';
import { copyAsPhotoPack } from '../../support/tiny-photo';

let place: string;
let photos: string;
beforeEach(async () => {
  place = await temporaryFolder(onTestFinished);
  photos = join(place, 'photos');
  await mkdir(photos);
});

/** The studio as a command runs it: library and engine are processes of their own, with a small pack that has a retriever. */
async function inStudio<T>(use: (studio: Studio) => Promise<T>): Promise<T> {
  const environment = { ...testEnvironment(), BROOKESIA_PACKS: await copyAsPhotoPack(place), XDG_CACHE_HOME: place };
  const around = { platform: process.platform, environment, home: place };
  const installation = await sourceInstallation(builtMain, around);
  return withStudio(installation, async (studio) => {
    await studio.ready;
    return use(studio);
  });
}

/** Pictures of which no two are the same file. */
async function addPhotos(from: number, count: number): Promise<void> {
  for (let index = from; index < from + count; index++) {
    const background = { r: index % 256, g: (index * 7) % 256, b: (index * 31) % 256 };
    const jpeg = await sharp({ create: { width: 320 + (index % 9), height: 240, channels: 3, background } })
      .jpeg()
      .toBuffer();
    await writeFile(join(photos, `${String(index).padStart(4, '0')}.jpg`), jpeg);
  }
}

async function allPhotos({ library }: Studio) {
  return (await library.photos({ filter: {}, offset: 0, limit: 1000 })).photos;
}

const kills = 20;
const atOnce = 24;
/** `BROOKESIA_ENGINE_KILLS=20` for the whole proof: five minutes, for after five deaths in a minute an engine is given up. */
const engineKills = Number(process.env['BROOKESIA_ENGINE_KILLS'] ?? 4);
const between = engineKills > 4 ? 15_500 : 0;

test(
  `the library dies ${kills} times while photos are read, the engine ${engineKills} times: none is lost, none is there twice`,
  { timeout: 600_000 },
  async () => {
    await inStudio(async (studio) => {
      const { library } = studio;
      await addPhotos(0, atOnce);
      await library.addFolder(photos);
      let known = 0;
      for (let round = 1; round <= kills; round++) {
        const engineToo = round % Math.ceil(kills / engineKills) === 0;
        if (engineToo) {
          await sleep(between);
          await vi.waitFor(() => expect(others(studio)).not.toEqual([]), { timeout: 60_000 });
        }
        await addPhotos(round * atOnce, atOnce);
        await library.scan();
        await sleep((round * 37) % 160);
        const dead = library.pid;
        if (dead === undefined) throw new Error('The library has no process.');
        for (const pid of engineToo ? others(studio) : []) process.kill(pid, 'SIGKILL');
        process.kill(dead, 'SIGKILL');
        const after = await untilAnswered(() => allPhotos(studio));
        expect(library.pid).not.toBe(dead);
        // What was read stays read.
        expect(after.length).toBeGreaterThanOrEqual(known);
        known = after.length;
      }
      await untilAnswered(() => library.settled());
      const before = (await library.view()).photos;
      await library.scan();
      await library.settled();
      const { indexing } = await library.view();
      expect(indexing.total).toBe((kills + 1) * atOnce - before);

      const all = await allPhotos(studio);
      const expected = (await readdir(photos)).sort();
      expect(all.map(({ name }) => name).sort()).toEqual(expected);
      expect((await library.problems(0, 9)).total).toBe(0);
      // Each has its thumbnail and its vector: photos without one are near to nothing.
      const thumbnails = await Promise.all(all.map(({ thumbnail }) => library.thumbnail(thumbnail)));
      expect(thumbnails.filter((webp) => webp === undefined)).toEqual([]);
      const like = await readFile(join(photos, '0007.jpg'));
      // The engine may not be back yet.
      const found = await vi.waitFor(() => library.searchLike(like, { filter: {}, limit: 500 }), {
        timeout: 60_000,
        interval: 500,
      });
      expect(found.fits).toBe(true);
    });
  },
);

/** The engine's process, where it is there. */
function others({ library }: Studio): readonly number[] {
  return childrenOf(process.pid).filter((pid) => pid !== library.pid);
}

/** A question that was on its way when the process died is refused; the next one starts it anew. */
async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const answer = await ask().then(
      (value) => ({ value }),
      () => undefined,
    );
    if (answer !== undefined) return answer.value;
    await sleep(50);
  }
  throw new Error('The library did not come back.');
}

test('of hundreds of malformed and hostile files none is fatal, and each is told', { timeout: 180_000 }, async () => {
  const hostile = await hostileFiles();
  for (const [name, bytes] of hostile) await writeFile(join(photos, name), bytes);
  // More than memory would hold, though the disk has none of it.
  await writeFile(join(photos, 'sparse.jpg'), Buffer.from('ffd8ffe0', 'hex'));
  await truncate(join(photos, 'sparse.jpg'), 3 * 1024 ** 3);
  // Neither a folder nor a link is a photo, whatever it is called.
  await mkdir(join(photos, 'folder.jpg'));
  await symlink(photos, join(photos, 'folder.jpg', 'round.png'));
  await symlink('/dev/zero', join(photos, 'endless.jpg'));
  await addPhotos(0, 3);
  await inStudio(async (studio) => {
    const { library } = studio;
    await library.view();
    const processBefore = library.pid;
    await library.addFolder(photos);
    await library.settled();
    expect(library.pid).toBe(processBefore);
    const shown = new Set((await allPhotos(studio)).map(({ name }) => name));
    const { problems } = await library.problems(0, 1000);
    const told = new Map(problems.map(({ name, reason, message }) => [name, { reason, message }]));
    const unaccounted = [...hostile.keys()].filter((name) => shown.has(name) === told.has(name));
    expect(unaccounted).toEqual([]);
    expect([...shown]).toEqual(expect.arrayContaining(['0000.jpg', '0001.jpg', '0002.jpg']));
    expect(told.size).toBeGreaterThanOrEqual(200);
    for (const { message } of told.values()) expect(message).toMatch(/\.$|: ./);
    for (const name of ['vast.png', 'bomb.png', 'sparse.jpg']) expect(told.get(name)?.reason).toBe('too-large');
    for (const name of ['drawing.png', 'script.webp', 'document.tiff'])
      expect(told.get(name)?.reason).toBe('unsupported');
    expect(shown.has('endless.jpg') || told.has('endless.jpg')).toBe(false);
  });
});
