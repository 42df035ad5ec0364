import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  PhotoEvaluation,
  photoLines,
  readCaptions,
  readPhotos,
  readQuestions,
} from '../../../../main/evaluation/photos';
import { temporaryFolder } from '../../../support/temporary-pack';

const long = `${'a-very-long-name-'.repeat(9)}.jpg`;
const table = `one.jpg\tA dog .\none.jpg\ta small dog\r\n${long}\ta cat\n\nmissing.jpg\ta bird\n`;

async function folderWith(files: readonly string[], place = ''): Promise<string> {
  const folder = await temporaryFolder(onTestFinished);
  await mkdir(join(folder, place), { recursive: true });
  for (const name of files) await writeFile(join(folder, place, name), `bytes of ${name}`);
  await writeFile(join(folder, 'captions-dev.tsv'), table);
  return folder;
}

async function photosIn(folder: string) {
  const photos = [];
  for await (const { name, captions, bytes } of readPhotos(folder, 'dev', await readCaptions(folder, 'dev')))
    photos.push({ name, captions, content: Buffer.from(bytes).toString() });
  return photos;
}

const expected = [
  { name: long, captions: ['a cat'], content: `bytes of ${long}` },
  { name: 'one.jpg', captions: ['A dog .', 'a small dog'], content: 'bytes of one.jpg' },
];

test.each([[], ['--format=pax']])('photos are read from archives as tar makes them %s', async (...form) => {
  const folder = await folderWith([long, 'one.jpg', 'notes.txt'], 'inner');
  execFileSync('tar', ['cf', 'dev-0.tar', ...form, 'inner'], { cwd: folder });
  expect((await photosIn(folder)).toSorted((one, other) => one.name.localeCompare(other.name))).toEqual(expected);
});

test.each(['', 'dev'])('photos lie in the folder “%s”', async (place) => {
  expect(await photosIn(await folderWith([long, 'one.jpg', 'other.jpg'], place))).toEqual(expected);
});

test('a table that is missing, or has an odd line, is said', async () => {
  const folder = await folderWith([]);
  await expect(readCaptions(folder, 'test')).rejects.toMatchObject({ code: 'file-missing' });
  await writeFile(join(folder, 'captions-dev.tsv'), 'one.jpg\tdog\nno tab\n');
  await expect(readCaptions(folder, 'dev')).rejects.toThrow('Line 2 of');
});

test('what is no archive, or half of one, is said', async () => {
  const folder = await folderWith(['one.jpg'], 'inner');
  execFileSync('tar', ['cf', 'dev.tar', 'inner/one.jpg'], { cwd: folder });
  const { readFile } = await import('node:fs/promises');
  await writeFile(join(folder, 'dev.tar'), (await readFile(join(folder, 'dev.tar'))).subarray(0, 520));
  await expect(photosIn(folder)).rejects.toThrow('ends in the middle of a file');
  await writeFile(join(folder, 'dev.tar'), new Uint8Array(1024).fill(122));
  await expect(photosIn(folder)).rejects.toThrow(RangeError);
});

test('a pack that describes and finds photos has figures for both, and for what it does not know', async () => {
  const vectors = new Map([
    ['one', Float32Array.of(1, 0)],
    ['two', Float32Array.of(0, 1)],
  ]);
  const vectorOf = (text: string) => vectors.get(text) ?? new Float32Array(2);
  const evaluation = new PhotoEvaluation({
    read: async (bytes) => ({ text: 'a b c d', familiarity: { score: bytes[0] ?? 0, threshold: 1 } }),
    embedPhotos: async (photos) => photos.map(([byte]) => vectorOf(byte === 0 ? 'one' : 'two')),
    embedTexts: async (texts) => texts.map(vectorOf),
  });
  await evaluation.take({ name: '1.jpg', captions: ['one'], bytes: Uint8Array.of(0) });
  await evaluation.take({ name: '2.jpg', captions: ['two'], bytes: Uint8Array.of(2) });
  const figures = await evaluation.figures();
  expect(figures).toMatchObject({
    photos: 2,
    captions: { ciderD: 0, bleu4: 0 },
    search: { toPhoto: { queries: 2, at: { '1': 1 } }, toCaption: { queries: 2 } },
    unfamiliar: { share: 0.5 },
  });
  expect(photoLines(figures)).toHaveLength(4);
});

test('answers are counted by type, and whether “not sure” is said where it is due', async () => {
  const folder = await folderWith([]);
  const path = join(folder, 'questions.tsv');
  const rows = [
    'colour\tthe dog\twhat colour is it?\tred',
    'colour\ta shirt\twhat colour is the shirt?\tblue',
    'where\tthe dog\twhere is it?\tin the snow',
    'unsure\tthe dog\twhere is the dog?\tnot sure',
  ];
  await writeFile(path, rows.map((row) => `1.jpg\t${row}\n`).join(''));
  const questions = (await readQuestions(path)).get('1.jpg');
  const given = new Map([
    ['what colour is it?', 'Red.'],
    ['where is it?', 'not sure'],
    ['where is the dog?', 'not sure'],
  ]);
  const evaluation = new PhotoEvaluation({
    read: async (_, asked) => ({ answers: asked.map((question) => given.get(question) ?? 'one') }),
  });
  await evaluation.take({ name: '1.jpg', captions: ['one'], bytes: Uint8Array.of(0) }, questions);
  const { answers } = await evaluation.figures();
  expect(answers).toMatchObject({
    all: { of: 4, share: 0.5 },
    kinds: { colour: { share: 0.5 }, where: { share: 0 }, unsure: { share: 1 } },
    unsureToldApart: 0.75,
  });
  expect(photoLines(await evaluation.figures())).toContain('  told apart whether there is an answer: 75.0 %');
});

test('a table of questions that is missing, or has an odd line, is said', async () => {
  const folder = await folderWith([]);
  await expect(readQuestions(join(folder, 'none.tsv'))).rejects.toMatchObject({ code: 'file-missing' });
  await writeFile(join(folder, 'odd.tsv'), '1.jpg\twhere\tthe dog\twhere is it?\n');
  await expect(readQuestions(join(folder, 'odd.tsv'))).rejects.toThrow('Line 1 of');
});

test('what a pack does not have is left out, and said to be', async () => {
  const evaluation = new PhotoEvaluation({});
  await evaluation.take({ name: '1.jpg', captions: ['one'], bytes: Uint8Array.of(0) });
  const figures = await evaluation.figures();
  expect(figures).toEqual({ photos: 1 });
  expect(photoLines(figures)).toEqual([
    'Descriptions were left out: the pack writes none.',
    'Search was left out: the pack has no retriever.',
  ]);
});
