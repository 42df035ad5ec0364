import {
  chmod,
  copyFile,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { Library } from '../../../main/library/library';
import type { LibraryCall } from '../../../main/library/protocol';
import { FolderId, LibraryView, PhotoHits, PhotoPage, PhotoProblem, z } from '../../../preload/contract';
import { temporaryFolder } from '../../support/temporary-pack';

/** A retriever that knows three words and the mean colour of a picture. */
const retriever = {
  key: 'abcdef012345',
  dimension: 4,
  side: 32,
  fit: 'cover' as const,
  contrast: ['grey', 'dark', 'green'],
};
const words: Record<string, readonly number[]> = {
  red: [1, 0, 0, 0],
  green: [0, 1, 0, 0],
  blue: [0, 0, 1, 0],
  grey: [1, 1, 1, 0],
  dark: [0, 0, 0, 1],
};

let place: string;
let photos: string;
let embedded: number;

beforeEach(async () => {
  place = await temporaryFolder(onTestFinished);
  photos = join(place, 'photos');
  await mkdir(photos);
  embedded = 0;
});

function unit(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => (length === 0 ? 0 : value / length));
}

function meanColour({ rgb }: { rgb: Uint8Array }): Float32Array {
  const sums = [0, 0, 0];
  rgb.forEach((value, index) => (sums[index % 3] = (sums[index % 3] ?? 0) + value));
  return unit([...sums, 1]);
}

async function openLibrary(use = true) {
  const library: Library = await Library.open({
    ...{ folder: join(place, 'library'), thumbnails: join(place, 'thumbnails'), watch: false },
    changed: () => undefined,
    askForVectors: (id, { texts, squares }) => {
      embedded += squares.length;
      const said = texts.map((text) => unit(words[text] ?? [0, 0, 0, 1]));
      setImmediate(() => library.desk.answer(id, [...said, ...squares.map(meanColour)]));
    },
  });
  onTestFinished(() => library.stop());
  await library.use(use ? retriever : undefined);
  const ask = <S extends z.ZodType>(schema: S, call: LibraryCall) =>
    library.answer(call).then((reply) => schema.parse(reply));
  return {
    library,
    view: () => ask(LibraryView, { name: 'view' }),
    names: async (filter = {}) => {
      const page = await ask(PhotoPage, { name: 'photos', filter, offset: 0, limit: 1000 });
      return page.photos.map(({ name }) => name).sort();
    },
    problems: async () => {
      const Reply = z.object({ problems: z.array(PhotoProblem) });
      const { problems } = await ask(Reply, { name: 'problems', offset: 0, limit: 1000 });
      return Object.fromEntries(problems.map(({ name, reason }) => [name, reason]));
    },
    add: async (path: string) => {
      const id = FolderId.parse(await library.answer({ name: 'addFolder', path }));
      await library.answer({ name: 'settle' });
      return id;
    },
    scan: async () => {
      await library.answer({ name: 'scan' });
      await library.answer({ name: 'settle' });
    },
    search: (query: Omit<Extract<LibraryCall, { name: 'search' }>, 'name' | 'filter' | 'limit'>) =>
      ask(PhotoHits, { name: 'search', filter: {}, limit: 50, ...query }),
  };
}

const picture = (background: string, width = 60, height = 40) =>
  sharp({ create: { width, height, channels: 3, background } });

/** Stripes, so that pictures of one colour do not all look the same. */
async function striped(background: string, seed: number) {
  const stripes = Array.from({ length: 6 }, (_, index) => ({
    input: {
      create: { width: 4, height: 8 + ((seed * 7 + index * 5) % 30), channels: 3 as const, background: '#555555' },
    },
    left: (index * 9 + seed * 3) % 54,
    top: (seed + index) % 5,
  }));
  return picture(background).composite(stripes).jpeg().toBuffer();
}

async function save(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(photos, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, bytes);
  return path;
}

describe('reading folders', () => {
  test('every format is read, in folders below too; hidden folders, links and other files are not', async () => {
    const formats = {
      'a.jpg': picture('red').jpeg(),
      'deep/er/b.PNG': picture('blue').png(),
      'c.webp': picture('lime').webp(),
      'd.avif': picture('red').avif(),
      'e.tiff': picture('red').tiff(),
      'f.gif': picture('red').gif(),
      '.hidden/g.jpg': picture('red').jpeg(),
    };
    for (const [name, file] of Object.entries(formats)) await save(name, await file.toBuffer());
    await save('notes.txt', Buffer.from('no picture'));
    const studio = await openLibrary();
    const folder = await studio.add(photos);
    expect(await studio.names()).toEqual(['a.jpg', 'b.PNG', 'c.webp', 'd.avif', 'e.tiff', 'f.gif']);
    expect(await studio.view()).toMatchObject({
      folders: [{ id: folder, name: 'photos', photos: 6, problems: 0, missing: false }],
      indexing: { state: 'idle', done: 6, total: 6 },
      looks: true,
    });
    expect(embedded).toBe(6);
  });

  test('date, orientation and colour profile are those of the photo', async () => {
    const exif = {
      IFD0: { Copyright: 'me' },
      IFD2: { DateTimeOriginal: '2019:07:14 12:30:00', OffsetTimeOriginal: '+02:00' },
    };
    const turned = picture('#ff0000', 60, 40).withExif(exif).withMetadata({ orientation: 6 });
    await save('turned.jpg', await turned.jpeg().toBuffer());
    await save('wide.jpg', await picture('#00ff00').withIccProfile('p3').jpeg({ quality: 100 }).toBuffer());
    const studio = await openLibrary();
    await studio.add(photos);
    const page = PhotoPage.parse(await studio.library.answer({ name: 'photos', filter: {}, offset: 0, limit: 9 }));
    const facts = page.photos.find(({ name }) => name === 'turned.jpg');
    expect(facts).toMatchObject({ width: 40, height: 60, taken: Date.parse('2019-07-14T10:30:00Z') });
    expect(await readdir(join(place, 'thumbnails'))).not.toEqual([]);
  });

  test('a second look reads only what is new or changed', async () => {
    const a = await save('a.jpg', await striped('red', 1));
    await save('b.jpg', await striped('blue', 2));
    const studio = await openLibrary();
    await studio.add(photos);
    await studio.scan();
    expect((await studio.view()).indexing.done).toBe(0);
    await writeFile(a, await striped('green', 3));
    await save('c.jpg', await striped('red', 4));
    await studio.scan();
    expect((await studio.view()).indexing.done).toBe(2);
    expect(await studio.names()).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
  });

  test('a moved photo is known by what it holds: its caption stays and nothing is looked at again', async () => {
    const before = await save('a.jpg', await striped('red', 1));
    const studio = await openLibrary();
    await studio.add(photos);
    await studio.library.answer({ name: 'caption', path: before, text: 'a red boat' });
    await mkdir(join(photos, 'new'));
    await rename(before, join(photos, 'new', 'moved.jpg'));
    await studio.scan();
    const page = PhotoPage.parse(await studio.library.answer({ name: 'photos', filter: {}, offset: 0, limit: 9 }));
    expect(page.photos).toMatchObject([{ name: 'moved.jpg', caption: 'a red boat' }]);
    expect(embedded).toBe(1);
  });

  test('files that cannot be read are listed with the reason, and the others are read', async () => {
    const good = await striped('red', 1);
    await save('good.jpg', good);
    await truncate(await save('cut.jpg', good), Math.floor(good.length / 2));
    await save('empty.jpg', new Uint8Array());
    await save('text.jpg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>'));
    await save('bomb.png', await picture('white', 16_000, 16_000).png({ compressionLevel: 9 }).toBuffer());
    await save('noise.png', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(500, 7)]));
    const studio = await openLibrary();
    await studio.add(photos);
    expect(await studio.names()).toEqual(['good.jpg']);
    expect(await studio.problems()).toEqual({
      'cut.jpg': 'damaged',
      'empty.jpg': 'damaged',
      'text.jpg': 'unsupported',
      'bomb.png': 'too-large',
      'noise.png': 'damaged',
    });
    await save('cut.jpg', await striped('blue', 2));
    await studio.scan();
    expect(await studio.names()).toEqual(['cut.jpg', 'good.jpg']);
    expect(Object.keys(await studio.problems())).not.toContain('cut.jpg');
  });

  test.skipIf(process.getuid?.() === 0)(
    'a folder that may not be entered is a problem, and its photos stay',
    async () => {
      await save('closed/a.jpg', await striped('red', 1));
      const studio = await openLibrary();
      await studio.add(photos);
      await chmod(join(photos, 'closed'), 0);
      await studio.scan();
      await chmod(join(photos, 'closed'), 0o755);
      expect(await studio.names()).toEqual(['a.jpg']);
      expect(await studio.problems()).toEqual({ closed: 'unreadable' });
    },
  );

  test('photos that are gone leave the library; a whole folder that is gone keeps its photos', async () => {
    const a = await save('a.jpg', await striped('red', 1));
    await save('b.jpg', await striped('blue', 2));
    const studio = await openLibrary();
    await studio.add(photos);
    await rm(a);
    await studio.scan();
    expect(await studio.names()).toEqual(['b.jpg']);
    await rename(photos, join(place, 'unplugged'));
    await studio.scan();
    expect((await studio.view()).folders).toMatchObject([{ photos: 1, missing: true }]);
  });

  test('removing a folder removes rows and thumbnails and no photo', async () => {
    const path = await save('a.jpg', await striped('red', 1));
    const { mtimeMs } = await stat(path);
    const bytes = await readFile(path);
    const studio = await openLibrary();
    const folder = await studio.add(photos);
    await studio.library.answer({ name: 'removeFolder', folder });
    expect(await studio.view()).toMatchObject({ folders: [], photos: 0 });
    const thumbnails = await readdir(join(place, 'thumbnails'), { recursive: true });
    expect(thumbnails.filter((name) => name.endsWith('.webp'))).toEqual([]);
    expect(await readFile(path)).toEqual(bytes);
    expect((await stat(path)).mtimeMs).toBe(mtimeMs);
  });

  test('a folder in a folder is refused, and so is one that is not there', async () => {
    await mkdir(join(photos, 'inner'));
    const studio = await openLibrary();
    await studio.add(photos);
    await expect(studio.add(join(photos, 'inner'))).rejects.toMatchObject({ code: 'bad-request' });
    await expect(studio.add(join(place, 'nowhere'))).rejects.toMatchObject({ code: 'folder-missing' });
  });

  test('pausing holds the work, resuming goes on, cancelling keeps what was read', async () => {
    for (let index = 0; index < 60; index++) await save(`${index}.jpg`, await striped('red', index));
    const studio = await openLibrary();
    await studio.library.answer({ name: 'addFolder', path: photos });
    await studio.library.answer({ name: 'indexing', action: 'pause' });
    expect((await studio.view()).indexing.state).toBe('paused');
    const { done } = (await studio.view()).indexing;
    await studio.library.answer({ name: 'indexing', action: 'resume' });
    await studio.library.answer({ name: 'indexing', action: 'cancel' });
    await studio.library.answer({ name: 'settle' });
    const kept = await studio.names();
    expect(kept.length).toBeGreaterThanOrEqual(done);
    await studio.scan();
    expect(await studio.names()).toHaveLength(60);
    expect((await studio.view()).indexing.done).toBe(60 - kept.length);
  });

  test('photos read without a retriever get their vectors when one comes, from their thumbnails', async () => {
    const path = await save('a.jpg', await striped('red', 1));
    const studio = await openLibrary(false);
    await studio.add(photos);
    expect(embedded).toBe(0);
    await rm(path);
    await copyFile(join(place, 'library', 'folders.json'), join(place, 'folders.json'));
    await save('a.jpg', await striped('red', 1));
    await utimes(path, new Date(), new Date());
    await studio.library.use(retriever);
    await studio.scan();
    expect(embedded).toBe(1);
    expect((await studio.search({ words: 'red' })).photos).toHaveLength(1);
  });
});

describe('captions', () => {
  test('are taken from files beside the photos, and found by their words', async () => {
    await save('a.jpg', await striped('red', 1));
    await save('a.jpg.txt', Buffer.from('A lighthouse\n'));
    await save('b.jpg', await striped('blue', 2));
    await save('b.jpg.json', Buffer.from(JSON.stringify({ caption: 'two ducks' })));
    await save('c.jpg', await striped('green', 3));
    await save('c.jpg.json', Buffer.from('{ broken'));
    const studio = await openLibrary(false);
    await studio.add(photos);
    expect(await studio.names({ captioned: true })).toEqual(['a.jpg', 'b.jpg']);
    expect((await studio.search({ words: 'LIGHTHOUSE' })).photos).toMatchObject([{ caption: 'A lighthouse' }]);
    await studio.library.answer({ name: 'caption', path: join(photos, 'c.jpg'), text: 'a meadow' });
    expect(await studio.names({ captioned: false })).toEqual([]);
  });
});

describe('references for a new picture', () => {
  const ids = async (studio: Awaited<ReturnType<typeof openLibrary>>) => {
    const page = PhotoPage.parse(await studio.library.answer({ name: 'photos', filter: {}, offset: 0, limit: 99 }));
    return new Map(page.photos.map(({ name, id }) => [name, id]));
  };
  const ask = async (
    studio: Awaited<ReturnType<typeof openLibrary>>,
    wish: Partial<Extract<LibraryCall, { name: 'references' }>>,
  ) => {
    const call = { name: 'references', like: [], without: [], most: 4, ...wish } as const;
    return PhotoHits.parse(await studio.library.answer(call)).photos.map(({ name }) => name);
  };

  test('come from the words and from the pinned photos, without near-copies of either or of one another', async () => {
    // To this retriever a photo is its mean colour: dark reds and greens stand at an angle to the plain ones.
    await save('red.jpg', await picture('#ff0000').jpeg().toBuffer());
    await save('plum.jpg', await picture('#c80064').jpeg().toBuffer());
    await save('plum again.jpg', await picture('#c90066').jpeg().toBuffer());
    await save('blue.jpg', await picture('#0000ff').jpeg().toBuffer());
    await save('navy.jpg', await picture('#5000d2').jpeg().toBuffer());
    const studio = await openLibrary();
    await studio.add(photos);
    const blue = (await ids(studio)).get('blue.jpg');
    if (blue === undefined) throw new Error('The photo was not read.');
    // A photo that is only red is a near-copy of “red”; of the two plums one is enough.
    const byWords = await ask(studio, { words: 'red' });
    expect(byWords).toHaveLength(1);
    expect(byWords[0]).toMatch(/^plum/);
    expect(await ask(studio, { like: [blue] })).not.toContain('blue.jpg');
    const both = await ask(studio, { words: 'red', like: [blue], most: 2 });
    expect(both[0]).toMatch(/^plum/);
    expect(both).not.toContain('blue.jpg');
  });

  test('those with words of their own come first', async () => {
    await save('plum.jpg', await picture('#c80064').jpeg().toBuffer());
    await save('brick.jpg', await picture('#c86400').jpeg().toBuffer());
    await save('brick.jpg.txt', Buffer.from('green'));
    const studio = await openLibrary();
    await studio.add(photos);
    expect(await ask(studio, { words: 'red', most: 1 })).toEqual(['brick.jpg']);
  });

  test('without a retriever they are those whose words fit, and none where nothing does', async () => {
    await save('red boat.jpg', await striped('#ff0000', 1));
    const studio = await openLibrary(false);
    await studio.add(photos);
    expect(await ask(studio, { words: 'boat' })).toEqual(['red boat.jpg']);
    expect(await ask(studio, { words: 'whale' })).toEqual([]);
  });
});

describe('searching', () => {
  test('by words, by a picture, by a part of one and by both', async () => {
    await save('red.jpg', await striped('#ff0000', 1));
    await save('green.jpg', await striped('#00ff00', 2));
    await save('blue.jpg', await striped('#0000ff', 3));
    const studio = await openLibrary();
    await studio.add(photos);
    const names = async (query: Parameters<typeof studio.search>[0]) =>
      (await studio.search(query)).photos.map(({ name }) => name);
    expect(await names({ words: 'blue' })).toEqual(['blue.jpg']);
    const both = await sharp({ create: { width: 80, height: 40, channels: 3, background: '#ff0000' } })
      .composite([
        { input: { create: { width: 40, height: 40, channels: 3, background: '#0000ff' } }, left: 40, top: 0 },
      ])
      .png()
      .toBuffer();
    expect((await names({ picture: { bytes: both }, region: { x0: 0.5, y0: 0, x1: 1, y1: 1 } }))[0]).toBe('blue.jpg');
    expect((await names({ picture: { bytes: both }, region: { x0: 0, y0: 0, x1: 0.5, y1: 1 } }))[0]).toBe('red.jpg');
    expect((await names({ picture: { bytes: both }, words: 'blue' }))[0]).toBe('blue.jpg');
  });

  test('nothing fits can be the answer', async () => {
    await save('red.jpg', await striped('#ff0000', 1));
    await save('green.jpg', await striped('#00ff00', 2));
    const studio = await openLibrary();
    await studio.add(photos);
    expect(await studio.search({ words: 'dark' })).toEqual({ photos: [], fits: false });
  });

  test('pictures that look the same stand behind one another', async () => {
    const red = await striped('#ff0000', 1);
    await save('red.jpg', red);
    await save('copy.jpg', red);
    await save('smaller.jpg', await sharp(red).resize(45, 30).jpeg({ quality: 60 }).toBuffer());
    await save('other.jpg', await striped('#ff0000', 5));
    const studio = await openLibrary();
    await studio.add(photos);
    const { photos: found } = await studio.search({ words: 'red' });
    expect(found.map(({ alike }) => alike).sort()).toEqual([0, 2]);
  });

  test('without a retriever words are found in names and prompts, and pictures cannot be searched by', async () => {
    await save('red boat.jpg', await striped('#ff0000', 1));
    const studio = await openLibrary(false);
    await studio.add(photos);
    expect((await studio.search({ words: 'Boat red' })).photos).toMatchObject([{ name: 'red boat.jpg' }]);
    const bytes = await picture('red').png().toBuffer();
    await expect(studio.search({ picture: { bytes } })).rejects.toMatchObject({ code: 'task-unsupported' });
  });
});
