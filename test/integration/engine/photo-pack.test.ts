import sharp from 'sharp';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { similarity } from '../../../main/core/retrieval/vectors';
import { createElements } from '../../../main/core/tokens/elements';
import { LoadedPack } from '../../../main/engine/pack/loaded-pack';
import { RetrieverShelf } from '../../../main/engine/retriever/retriever-shelf';
import { FeatureReader } from '../../../main/engine/reading/feature-reader';
import { knowsPicture } from '../../../main/engine/reading/knows-picture';
import { Prefixes } from '../../../main/engine/sessions/prefixes';
import { runTask } from '../../../main/engine/tasks/run-task';
import { seePicture } from '../../../main/engine/tasks/see-picture';
import { buildStreams } from '../../../main/engine/tasks/streams';
import { packTask, type TaskContext } from '../../../main/engine/tasks/task';
import { chooseRetriever } from '../../../main/library/host/retriever-in-use';
import { squareFrom } from '../../../main/library/scan/read-photo';
import { readPack } from '../../../main/packs';
import { AssetId, JobRequest, type JobRequestInput } from '../../../preload/contract';
import { tinyPack } from '../../support/temporary-pack';
import { tinyPhotoBytes, tinyPhotoExpected, tinyPhotoPack, tinyPhotoPlanes } from '../../support/tiny-photo';

let pack: LoadedPack;
const files = { slope: new Uint8Array(), white: new Uint8Array() };
const kinds = ['slope', 'white'] as const;

beforeAll(async () => {
  pack = await LoadedPack.open(await readPack(tinyPhotoPack));
  for (const kind of kinds) {
    const raw = { width: 32, height: 32, channels: 3 as const };
    files[kind] = new Uint8Array(await sharp(tinyPhotoBytes(kind), { raw }).png().toBuffer());
  }
  return () => pack.dispose();
});

const signal = new AbortController().signal;
const source = AssetId.parse('0000000000000001');

function context(): TaskContext {
  const nothing = () => undefined;
  const told = { onProgress: nothing, onPlans: nothing, onPreview: nothing };
  return { pack, studio: '0.0.0-test', device: 'cpu', signal, ...told };
}

const run = (request: JobRequestInput, bytes: Uint8Array) =>
  runTask(JobRequest.parse(request), [{ id: source, bytes }], context());

describe('the same weights in PyTorch and in ONNX Runtime', () => {
  test('read a picture as the same features', async () => {
    const reader = await FeatureReader.open(await readPack(tinyPhotoPack));
    const features = (await reader?.read(tinyPhotoPlanes('slope'))) ?? new Float32Array();
    const expected = tinyPhotoExpected.features.flat();
    expect(features).toHaveLength(expected.length);
    features.forEach((value, index) => expect(value).toBeCloseTo(expected[index] ?? Number.NaN, 4));
    await reader?.dispose();
  });

  test('put it before what is said, cell by cell', async () => {
    const { slots } = await seePicture(files.slope, packTask(pack.manifest, 'caption'), context());
    const streams = buildStreams(pack, packTask(pack.manifest, 'caption'), [{ texts: {}, boxes: {}, ...slots }], {
      guidance: 1,
    });
    const { elements } = streams.candidates[0]?.[0] ?? { elements: createElements(0) };
    const { captionPrompt } = tinyPhotoExpected;
    expect([...elements.tokens]).toEqual(captionPrompt.ids);
    expect([...elements.keyPositions]).toEqual(captionPrompt.positions.flat());
    expect([...elements.kinds]).toEqual(captionPrompt.kinds);
    expect(elements.features.slice(0, 12).every((value) => value === 0)).toBe(true);
    expect(elements.features[12]).toBeCloseTo(tinyPhotoExpected.features[0]?.[0] ?? 0, 2);
  });

  test.each(kinds)('write the same caption of %s', async (kind) => {
    const result = await run({ task: 'caption', source }, files[kind]);
    const ids = tinyPhotoExpected.captionIds[kind];
    expect(result).toMatchObject({ kind: 'text', text: pack.tokenizer.decode(ids).trim(), pack: 'tiny-photo' });
  });

  test.each(kinds)('give the same answer about %s, without reading a layout first', async (kind) => {
    const result = await run({ task: 'ask', source, question: tinyPhotoExpected.question }, files[kind]);
    const text = pack.tokenizer.decode(tinyPhotoExpected.askIds[kind]).trim();
    expect(result).toMatchObject({ kind: 'answer', answer: { text } });
    expect(result).not.toHaveProperty('plan');
  });

  test('lay texts and pictures into the same space', async () => {
    const { texts, textVectors, pictureVectors } = tinyPhotoExpected.retriever;
    const found = (await pack.retriever?.embedTexts(texts)) ?? [];
    found.forEach((vector, row) => {
      vector.forEach((value, index) => expect(value).toBeCloseTo(textVectors[row]?.[index] ?? Number.NaN, 4));
    });
    const { data } = await pack.pictures.read(files.slope, 'features');
    const [vector] = (await pack.retriever?.embedPictures([data])) ?? [];
    expect(vector).toHaveLength(8);
    vector?.forEach((value, index) => expect(value).toBeCloseTo(pictureVectors.slope[index] ?? Number.NaN, 2));
  });
});

describe('the library', () => {
  test('searches with the retriever that reads features, of photos that are squeezed', async () => {
    const [photo, scenes] = [await readPack(tinyPhotoPack), await readPack(tinyPack)];
    const chosen = chooseRetriever([scenes, photo]);
    expect(chosen).toMatchObject({ pack: photo.hash, settings: { side: 32, dimension: 8, fit: 'stretch' } });
    expect(chooseRetriever([scenes])).toMatchObject({ pack: scenes.hash, settings: { fit: 'cover' } });
    expect(chosen?.settings.key).not.toBe(chooseRetriever([scenes])?.settings.key);
  });

  test('gets the vectors that PyTorch gives, without the transformer', async () => {
    const shelf = new RetrieverShelf();
    const photo = await readPack(tinyPhotoPack);
    shelf.configure([photo]);
    const squares = [{ side: 32, rgb: tinyPhotoBytes('slope') }];
    const { texts, textVectors, pictureVectors } = tinyPhotoExpected.retriever;
    const vectors = await shelf.embed({ pack: photo.hash, texts, squares });
    const expected = [...textVectors, pictureVectors.slope];
    expect(vectors).toHaveLength(expected.length);
    vectors.forEach((vector, row) =>
      vector.forEach((value, index) => expect(value).toBeCloseTo(expected[row]?.[index] ?? Number.NaN, 2)),
    );
  });

  test('squeezes all of a photo into the square, or takes its middle', async () => {
    const halves = await sharp({ create: { width: 90, height: 30, channels: 3, background: 'black' } })
      .composite([{ input: { create: { width: 30, height: 30, channels: 3, background: 'white' } }, left: 0, top: 0 }])
      .png()
      .toBuffer();
    const light = async (fit: 'stretch' | 'cover') => {
      const { rgb } = await squareFrom(halves, { side: 16, fit });
      return rgb.reduce((sum, value) => sum + value, 0) / (255 * rgb.length);
    };
    expect(await light('stretch')).toBeCloseTo(1 / 3, 1);
    expect(await light('cover')).toBeCloseTo(0, 1);
  });
});

describe('captions that are weighed against the picture', () => {
  const settings = { beams: { count: 4, lengthPenalty: 1 } };
  const textsOf = (result: Awaited<ReturnType<typeof run>>) =>
    result.kind === 'text' ? [result.text, ...(result.others ?? []).map(({ text }) => text)] : [];

  /** The pack, were its captions weighed with this. */
  async function weighed(likeness: number, request: Partial<JobRequestInput & { task: 'caption' }>) {
    const { caption } = pack.manifest.tasks;
    if (caption === undefined) throw new TypeError('The pack writes no captions.');
    const manifest = { ...pack.manifest, tasks: { ...pack.manifest.tasks, caption: { ...caption, likeness } } };
    vi.spyOn(pack, 'manifest', 'get').mockReturnValue(manifest);
    onTestFinished(() => void vi.restoreAllMocks());
    return textsOf(await run({ task: 'caption', source, settings, ...request }, files.slope));
  }

  test('come by their cosine with it where that outweighs all else, the one that is given alone first', async () => {
    const plain = textsOf(await run({ task: 'caption', source, settings, alternatives: 4 }, files.slope));
    const { slots } = await seePicture(files.slope, packTask(pack.manifest, 'caption'), context());
    const [seen = new Float32Array()] =
      (await pack.retriever?.embedPictures([slots.features?.['source'] ?? new Float32Array()])) ?? [];
    const said = (await pack.retriever?.embedTexts(plain)) ?? [];
    const cosines = new Map(plain.map((text, index) => [text, similarity(said[index] ?? seen, seen)]));
    const expected = plain.toSorted((one, other) => (cosines.get(other) ?? 0) - (cosines.get(one) ?? 0));
    expect(plain.length).toBeGreaterThan(1);
    expect(await weighed(1000, { alternatives: 4 })).toEqual(expected);
    expect(await weighed(1000, {})).toEqual(expected.slice(0, 1));
    expect(await weighed(1e-9, { alternatives: 4 })).toEqual(plain);
  });

  test('are none where only one way is followed', async () => {
    const [alone] = textsOf(await run({ task: 'caption', source }, files.slope));
    expect(await weighed(1000, { settings: {} })).toEqual([alone]);
  });
});

describe('a picture', () => {
  test('is familiar or not, which every answer tells', async () => {
    const { slope, white } = tinyPhotoExpected.unfamiliarity;
    const familiarities = [];
    for (const kind of kinds) {
      const result = await run({ task: 'caption', source }, files[kind]);
      familiarities.push(result.kind === 'text' ? result.familiarity?.score : undefined);
    }
    expect(familiarities[0]).toBeCloseTo(slope, 2);
    expect(familiarities[1]).toBeCloseTo(white, 2);
    expect(await knowsPicture(pack, files.slope)).toBe(true);
    expect(await knowsPicture(pack, files.white)).toBe(false);
  });

  test('that is asked about again is neither decoded nor read again, and gives the same answer', async () => {
    const ask = (question: string) => run({ task: 'ask', source, question }, files.slope);
    await ask('what is green');
    const encode = vi.spyOn(FeatureReader.prototype, 'read');
    const find = vi.spyOn(Prefixes.prototype, 'find');
    onTestFinished(() => [encode, find].forEach((spy) => spy.mockRestore()));
    await ask('what is blue');
    expect(encode).not.toHaveBeenCalled();
    // The picture is known, what is asked is new.
    expect(find.mock.results.map(({ value }) => value !== undefined)).toEqual([true, false]);
    const text = pack.tokenizer.decode(tinyPhotoExpected.askIds.slope).trim();
    expect(await ask(tinyPhotoExpected.question)).toMatchObject({ answer: { text } });
  });

  test('of another shape is squeezed, and a question about a box sees the box alone', async () => {
    const raw = { width: 32, height: 32, channels: 3 as const };
    const wide = new Uint8Array(
      await sharp(tinyPhotoBytes('slope'), { raw }).resize(96, 32, { fit: 'fill', kernel: 'nearest' }).png().toBuffer(),
    );
    const half = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'white' } })
      .composite([{ input: Buffer.from(files.slope), left: 0, top: 0 }])
      .png()
      .toBuffer();
    const { data: squeezed } = await pack.pictures.read(wide, 'features');
    const { data: whole } = await pack.pictures.read(files.slope, 'features');
    const { data: cut } = await pack.pictures.read(half, 'features', { x0: 0, y0: 0, x1: 0.5, y1: 0.5 });
    expect([...cut]).toEqual([...whole]);
    expect(Math.max(...squeezed.map((value, index) => Math.abs(value - (whole[index] ?? 0))))).toBeLessThan(0.3);
    const box = { x0: 0, y0: 0, x1: 0.5, y1: 0.5 };
    const result = await run({ task: 'ask', source, question: tinyPhotoExpected.question, box }, half);
    expect(result).toMatchObject({ answer: { text: pack.tokenizer.decode(tinyPhotoExpected.askIds.slope).trim() } });
  });
});

test('several wordings are found by beams, the likeliest first', async () => {
  const result = await run({ task: 'caption', source, alternatives: 3 }, files.slope);
  if (result.kind !== 'text') throw new Error('no text');
  const sure = [result, ...(result.others ?? [])].map(({ confidence = 0 }) => confidence);
  expect(sure.length).toBeGreaterThan(1);
  expect(sure).toEqual(sure.toSorted((one, other) => other - one));
});

test('a pack that only reads says so when it is to draw', async () => {
  await expect(pack.decodeRows(new Int32Array(4))).rejects.toMatchObject({
    code: 'task-unsupported',
    message: 'The model pack “Tiny photo test pack” reads pictures and does not draw any.',
  });
});
