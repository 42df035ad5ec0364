import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { inspectPicture } from '../../../../main/documents';
import { partsOf, readProject, readThumbnail, writeProject, zipOf } from '../../../../main/documents/project';
import { maximumProjectBytes } from '../../../../preload/contract';
import type { ZipPart } from '../../../../main/documents/project/zip-write';
import { textWith } from '../../../support/matchers';
import { type SampleProject, sampleProject } from '../../../support/sample-project';
import { temporaryFolder } from '../../../support/temporary-pack';

let folder: string;
let path: string;
let sample: SampleProject;
beforeEach(async () => {
  folder = await temporaryFolder(onTestFinished);
  path = join(folder, 'boat.brookesia');
  sample = await sampleProject();
});

const content = () => ({ ...sample, studio: '0.1.0' });
const parts = () => partsOf(content());

async function zipped(list: readonly ZipPart[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of zipOf(list)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

describe('a project file', () => {
  test('gives back what was put in, from the disk and from bytes', async () => {
    await writeProject(path, content());
    for (const source of [path, new Uint8Array(await readFile(path))]) {
      const { document, pictures, problems } = await readProject(source, path);
      expect({ document, problems }).toEqual({ document: sample.document, problems: [] });
      expect([...pictures]).toEqual([...sample.pictures]);
    }
  });

  test('is a plain zip: the document as JSON, a thumbnail, the pictures by hash', async () => {
    const names = (await parts()).map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['document.json', 'thumbnail.png']);
    expect(names.slice(2)).toEqual(
      [...sample.pictures].map(([asset, { mime }]) => `pictures/${asset}.${mime === 'image/png' ? 'png' : 'jpg'}`),
    );
  });

  test('shows its thumbnail without being opened; what is no project shows none', async () => {
    await writeProject(path, content());
    const thumbnail = await readThumbnail(path);
    expect(thumbnail && (await inspectPicture(thumbnail))).toMatchObject({ mime: 'image/png', width: 8 });
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await writeFile(path, await zipped([{ name: 'thumbnail.png', bytes: svg, compress: false }]));
    expect(await readThumbnail(path)).toBeUndefined();
    await writeFile(path, 'no zip file');
    expect(await readThumbnail(path)).toBeUndefined();
    expect(await readThumbnail(join(folder, 'nowhere.brookesia'))).toBeUndefined();
  });

  test('is the same file for the same content', async () => {
    expect(await zipped(await parts())).toEqual(await zipped(await parts()));
  });

  test('is replaced as a whole, and its last version stays beside it', async () => {
    await writeFile(path, 'the version before');
    await writeProject(path, content());
    expect(await readdir(folder)).toEqual(['boat.brookesia', 'boat.brookesia~']);
    expect(await readFile(`${path}~`, 'utf8')).toBe('the version before');
    await writeProject(path, content());
    expect(await readFile(`${path}~`)).toEqual(await readFile(path));
  });

  test('keeps its old version and its backup when the new one cannot be written', async () => {
    await writeProject(path, content());
    const [file, backup] = [await readFile(path), 'untouched'];
    await writeFile(`${path}~`, backup);
    const broken = { ...content(), document: { ...sample.document, width: 1n as unknown as number } };
    await expect(writeProject(path, broken)).rejects.toThrow();
    expect(await readFile(path)).toEqual(file);
    expect(await readFile(`${path}~`, 'utf8')).toBe(backup);
    expect(await readdir(folder)).toHaveLength(2);
  });

  test('is not written where it would be too large to be opened again', async () => {
    await writeProject(path, content());
    const file = await readFile(path);
    const [[asset, picture] = none()] = sample.pictures;
    const huge = new Map(sample.pictures).set(asset, { ...picture, bytes: new Uint8Array(maximumProjectBytes) });
    const saved = writeProject(path, { ...content(), pictures: huge });
    await expect(saved).rejects.toMatchObject({ code: 'too-large', message: textWith(path) });
    expect(await readFile(path)).toEqual(file);
    expect(await readdir(folder)).toEqual(['boat.brookesia']);
  });
});

function none(): never {
  throw new Error('The sample has no picture.');
}

describe('what is wrong is said, and as much as possible is opened', () => {
  const lost = (name: string) => [`The picture of “${name}” is missing or damaged and was left out.`];

  test('a picture with other bytes than its name says', async () => {
    const list = await parts();
    const changed = list.map((part) =>
      part.name.endsWith('.jpg') ? { ...part, bytes: Uint8Array.of(1, 2, 3) } : part,
    );
    const { document, problems } = await readProject(await zipped(changed), 'boat');
    expect(problems).toEqual(lost('holiday'));
    expect(document.layers.map(({ id }) => id)).toEqual(['picture-2', 'box-1']);
  });

  test('a picture that is missing', async () => {
    const list = (await parts()).filter(({ name }) => !/pictures.*png/.test(name));
    expect((await readProject(await zipped(list), 'boat')).problems).toEqual(lost('ein rotes Boot'));
  });

  const withDocument = async (json: string) => {
    const rest = (await parts()).slice(1);
    return zipped([{ name: 'document.json', bytes: new TextEncoder().encode(json), compress: true }, ...rest]);
  };

  test.each([
    ['no JSON', '{', 'project-unreadable', 'a document that cannot be understood'],
    ['not UTF-8', '"\u0000', 'project-unreadable', 'a document that cannot be understood'],
    ['a later version', '{"document":{"version":99}}', 'project-too-new', 'newer version'],
    ['another kind of file', '{"document":{"version":1},"format":"x"}', 'project-unreadable', 'cannot be understood'],
  ])('a document that is %s', async (_name, json, code, words) => {
    await expect(readProject(await withDocument(json), 'boat')).rejects.toMatchObject({
      code,
      message: textWith(words),
    });
  });

  test('names that occur twice, lead elsewhere or are absolute', async () => {
    const list = await parts();
    const twice = await zipped([...list, ...list.slice(0, 1)]);
    await expect(readProject(twice, 'boat')).rejects.toMatchObject({
      code: 'project-unreadable',
      message: textWith('twice'),
    });
    for (const name of ['../../evil.txt', '/etc/evil.txt', 'C:/evil.txt']) {
      const honest = Buffer.from(
        await zipped([...list, { name: 'x'.repeat(name.length), bytes: Uint8Array.of(1), compress: false }]),
      );
      const hostile = Buffer.from(honest.toString('latin1').replaceAll('x'.repeat(name.length), name), 'latin1');
      await expect(readProject(new Uint8Array(hostile), 'boat')).rejects.toMatchObject({ code: 'project-unreadable' });
    }
  });

  test('a file that is not there', async () => {
    await expect(readProject(path, path)).rejects.toMatchObject({ code: 'file-missing', message: textWith(path) });
  });

  test('an empty file, a folder, a file of another kind', async () => {
    await writeFile(path, '');
    await expect(readProject(path, path)).rejects.toMatchObject({
      code: 'project-unreadable',
      hint: textWith('boat.brookesia~'),
    });
    await expect(readProject(folder, folder)).rejects.toMatchObject({ code: 'file-missing' });
    await expect(readProject(new Uint8Array(1000), 'x')).rejects.toMatchObject({ code: 'project-unreadable' });
  });
});
