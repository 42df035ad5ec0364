import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toProfile, writePng } from '../../../main/engine/codec';
import { EngineHost } from '../../../main/engine/host';
import { nodeEngineLauncher } from '../../../main/engine/launch-node';
import { readPack } from '../../../main/packs';
import { type AssetId, type JobRequestInput, JobRequest, type ResultPicture } from '../../../preload/contract';
import { MemoryPictures } from '../../support/memory-pictures';
import { tinyPack } from '../../support/temporary-pack';

const entry = join(import.meta.dirname, '..', '..', '..', 'out', 'main', 'engine.js');
/** Neither sides nor their difference are even, and nothing is a multiple of a cell. */
const [width, height] = [331, 277];

let pictures: MemoryPictures;
let host: EngineHost;

beforeAll(async () => {
  pictures = new MemoryPictures();
  host = new EngineHost({
    launcher: nodeEngineLauncher(entry),
    pictures,
    emit: () => undefined,
    version: '0.0.0-test',
  });
  host.start([await readPack(tinyPack)]);
});
afterAll(() => host.stop());

/** A picture in which neighbours have nothing in common, so that nothing can be right by chance. */
function noise(channels: 3 | 4): Sharp {
  const data = Uint8Array.from({ length: width * height * channels }, (_, index) => (index * 2654435761) >>> 24);
  return sharp(data, { raw: { width, height, channels } });
}

/** The numbers in the file, turned upright; colours are not converted. */
async function numbersOf(bytes: Uint8Array) {
  const { data, info } = await sharp(bytes, { ignoreIcc: true })
    .autoOrient()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, ...info };
}

/** White disc in the middle of a black square. */
const discMask = () =>
  sharp(Buffer.from('<svg width="277" height="277"><circle cx="138" cy="138" r="60" fill="white"/></svg>'))
    .png()
    .toBuffer();

const files: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  'with transparency': () => noise(4).png().toBuffer(),
  'without a colour profile': () => noise(3).png().toBuffer(),
  'a JPEG that lies on its side': () => noise(3).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
  'in Display P3': () => noise(3).withIccProfile('p3').png().toBuffer(),
  'a WebP in Display P3 with transparency': () => noise(4).withIccProfile('p3').webp({ lossless: true }).toBuffer(),
  ...Object.fromEntries(
    [2, 3, 4, 5, 7, 8].map((orientation) => [`turned by the flag ${orientation}`, turned(orientation)]),
  ),
  'in Display P3, turned, with transparency': () =>
    noise(4).withIccProfile('p3').withMetadata({ orientation: 8 }).webp({ lossless: true }).toBuffer(),
};

function turned(orientation: number): () => Promise<Uint8Array> {
  return () => noise(3).withMetadata({ orientation }).jpeg().toBuffer();
}

async function change(bytes: Uint8Array, request: (source: AssetId) => JobRequestInput) {
  const job = await host.wait(await host.submit(JobRequest.parse(request(pictures.put({ bytes })))));
  const picture = job.result?.kind === 'pictures' ? job.result.pictures[0] : undefined;
  if (picture === undefined) throw new Error(`no picture: ${job.error?.message ?? ''} ${job.error?.detail ?? ''}`);
  return { picture, bytes: pictures.held.get(picture.asset) ?? new Uint8Array() };
}

/** Pixels that differ in any channel, as told by the two files alone. */
async function differences(before: Uint8Array, after: Uint8Array, isInside: (x: number, y: number) => boolean) {
  const [was, is] = [await numbersOf(before), await numbersOf(after)];
  expect([is.width, is.height, is.channels]).toEqual([was.width, was.height, was.channels]);
  const count = { inside: 0, outside: 0 };
  for (let pixel = 0; pixel < was.width * was.height; pixel++) {
    const from = pixel * was.channels;
    if (was.data.compare(is.data, from, from + was.channels, from, from + was.channels) === 0) continue;
    count[isInside(pixel % was.width, Math.floor(pixel / was.width)) ? 'inside' : 'outside']++;
  }
  return count;
}

function counted(picture: ResultPicture) {
  return picture.changed ?? { inside: -1, outside: -1 };
}

describe.each(Object.entries(files))('filling a masked part of a photo %s', (_, file) => {
  test('leaves every pixel outside of the mask as it is, and says how many there were', async () => {
    const source = await file();
    const mask = pictures.put({ bytes: await discMask() });
    const { picture, bytes } = await change(source, (id) => ({
      ...{ task: 'inpaint', source: id, region: { mask }, seed: 5 },
    }));
    const upright = await numbersOf(source);
    const [middleX, middleY] = [upright.width / 2, upright.height / 2];
    // A pixel for the rounding of the odd sides.
    const isInside = (x: number, y: number) => Math.hypot(x + 0.5 - middleX, y + 0.5 - middleY) <= 62;
    const found = await differences(source, bytes, isInside);
    expect(found.outside).toBe(0);
    expect(found.inside).toBeGreaterThan(5000);
    expect(counted(picture)).toEqual(found);
  });
});

describe('a photo in other colours than sRGB', () => {
  test('keeps its profile', async () => {
    const source = await noise(3).withIccProfile('p3').png().toBuffer();
    const { bytes } = await change(source, (id) => ({
      ...{ task: 'inpaint', source: id, region: { boxes: [{ x0: 0.25, y0: 0.25, x1: 0.75, y1: 0.75 }] }, seed: 5 },
    }));
    expect((await sharp(bytes).metadata()).icc).toEqual((await sharp(source).metadata()).icc);
  });

  test('gets what is drawn into it in its own colours, which look as the model means them', async () => {
    const { icc } = await sharp(await noise(3).withIccProfile('p3').png().toBuffer()).metadata();
    const profile = new Uint8Array(icc ?? []);
    const drawn = await numbersOf(await noise(3).png().toBuffer());
    const raster = { data: new Uint8ClampedArray(drawn.data), width, height, channels: 3 } as const;
    const theirs = await toProfile(raster, profile);
    expect(Buffer.from(theirs.data).equals(drawn.data)).toBe(false);
    const seen = await sharp(await writePng(theirs, 'fast', profile))
      .raw()
      .toBuffer();
    const differences = seen.map((value, index) => Math.abs(value - (drawn.data[index] ?? 0)));
    // Eight bits in, eight bits out, twice: dark colours lose a little more.
    expect(differences.reduce((sum, each) => sum + each, 0) / differences.length).toBeLessThan(1);
  });
});

describe('a part of a large photo', () => {
  test('is all that the model works on, and all that changes', async () => {
    const source = await noise(3).png().toBuffer();
    const part = { x0: 10 / width, y0: 20 / height, x1: 110 / width, y1: 120 / height };
    const { picture, bytes } = await change(source, (id) => ({
      ...{ task: 'inpaint', source: id, part, region: { boxes: [{ x0: 0, y0: 0, x1: 1, y1: 1 }] }, seed: 5 },
    }));
    const isInside = (x: number, y: number) => x >= 10 && x < 110 && y >= 20 && y < 120;
    const found = await differences(source, bytes, isInside);
    expect(found.outside).toBe(0);
    expect(found.inside).toBeGreaterThan(9000);
    expect(counted(picture)).toEqual(found);
    expect(picture.recipe.part).toEqual(part);
  });

  test('is read back where that is asked for', async () => {
    const source = await noise(3).png().toBuffer();
    const box = { x0: 0.25, y0: 0.25, x1: 0.75, y1: 0.75 };
    const { picture } = await change(source, (id) => ({
      ...{ task: 'inpaint', source: id, region: { boxes: [box] }, boxes: [{ label: 'a boat', box }], seed: 5 },
      readBack: true,
    }));
    expect(picture.read).toBeDefined();
    expect(picture.obeyed).toHaveLength(picture.recipe.plan?.things.length ?? -1);
  });
});
