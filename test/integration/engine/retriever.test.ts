import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { similarity } from '../../../main/core/retrieval/vectors';
import { LoadedPack } from '../../../main/engine/pack/loaded-pack';
import { Retriever } from '../../../main/engine/retriever/retriever';
import { readTokenizer } from '../../../main/engine/text/hub-tokenizer';
import { readPack, readPackFile } from '../../../main/packs';
import { copyTinyPack, editManifest, temporaryFolder, tinyPack } from '../../support/temporary-pack';
import { tinyExpected, tinyPlanes } from '../../support/tiny-expected';

let pack: LoadedPack;

beforeAll(async () => {
  pack = await LoadedPack.open(await readPack(tinyPack));
  return () => pack.dispose();
});

function retriever(): Retriever {
  if (pack.retriever === undefined) throw new Error('The tiny pack has no retriever.');
  return pack.retriever;
}

const { texts, textVectors, codes, pictureVectors } = tinyExpected.retriever;

function expectVectors(found: readonly Float32Array[], expected: readonly (readonly number[])[]): void {
  expect(found.map((vector) => vector.length)).toEqual(expected.map((vector) => vector.length));
  found.forEach((vector, row) => {
    vector.forEach((value, index) => expect(value).toBeCloseTo(expected[row]?.[index] ?? Number.NaN, 4));
  });
}

describe('the retriever gives the vectors that PyTorch gives', () => {
  test('for texts read together, one of them empty and one longer than the tower reads', async () => {
    expectVectors(await retriever().embedTexts(texts), textVectors);
  });

  test('for pictures, the first of which went through the image encoder', async () => {
    const read = await pack.encodePicture(tinyPlanes(256));
    expect([...read]).toEqual(codes[0]);
    expectVectors(await retriever().embedPictures([read, Int32Array.from(codes[1] ?? [])]), pictureVectors);
  });
});

test('every vector has length 1 and as many numbers as the manifest says', async () => {
  const [vector] = await retriever().embedTexts(['a boat']);
  expect(vector).toHaveLength(retriever().dimension);
  expect(similarity(vector ?? new Float32Array(), vector ?? new Float32Array())).toBeCloseTo(1, 5);
});

test('nothing to read gives nothing', async () => {
  expect(await retriever().embedTexts([])).toEqual([]);
  expect(await retriever().embedPictures([])).toEqual([]);
});

test('what looks like a special token in a text is read as written', async () => {
  const [plain, special] = await retriever().embedTexts(['boat', 'boat<pad>']);
  expect(similarity(plain ?? new Float32Array(), special ?? new Float32Array())).toBeLessThan(0.9999);
});

test('a retriever opens without the rest of the pack, and a pack without one has none', async () => {
  const folder = await copyTinyPack(await temporaryFolder(onTestFinished));
  const installed = await readPack(folder);
  const tokenizer = readTokenizer(await readPackFile(installed, installed.manifest.text.tokenizer));
  const alone = await Retriever.open(installed, tokenizer);
  expectVectors((await alone?.embedTexts(texts)) ?? [], textVectors);
  await alone?.dispose();
  await editManifest(folder, (manifest) => delete manifest.retriever);
  expect(await Retriever.open(await readPack(folder), tokenizer)).toBeUndefined();
});

test('vectors of another size than the manifest says are refused', async () => {
  const folder = await copyTinyPack(await temporaryFolder(onTestFinished));
  await editManifest(folder, ({ retriever }) => {
    if (retriever !== undefined) retriever.dimension = 16;
  });
  const wrong = await LoadedPack.open(await readPack(folder));
  onTestFinished(() => wrong.dispose());
  await expect(wrong.retriever?.embedTexts(['a boat'])).rejects.toMatchObject({ code: 'pack-invalid' });
});
