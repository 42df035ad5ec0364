import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { partsOf, readProject, zipOf } from '../../../main/documents/project';
import { StudioError } from '../../../preload/contract';
import { sampleProject } from '../../support/sample-project';
import { temporaryFolder } from '../../support/temporary-pack';

const sample = await sampleProject();
const honest = await wholeOf(zipOf(await partsOf({ ...sample, studio: '0.1.0' })));

async function wholeOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const list: Uint8Array[] = [];
  for await (const piece of pieces) list.push(piece);
  return new Uint8Array(Buffer.concat(list));
}

type Mutate = (bytes: Uint8Array) => Uint8Array;
const place = fc.nat(9999).map((parts) => parts / 10_000);
const at = (share: number, bytes: Uint8Array) => Math.floor(share * bytes.length);

const cutOff = place.map(
  (share): Mutate =>
    (bytes) =>
      bytes.slice(0, at(share, bytes)),
);
const cutOut = fc.tuple(place, fc.integer({ min: 1, max: 400 })).map(([share, length]): Mutate => {
  return (bytes) =>
    new Uint8Array(Buffer.concat([bytes.subarray(0, at(share, bytes)), bytes.subarray(at(share, bytes) + length)]));
});
const flipped = fc.array(fc.tuple(place, fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 8 });
const flip = flipped.map((flips): Mutate => (bytes) => {
  const changed = bytes.slice();
  for (const [share, mask] of flips) changed[at(share, bytes)] = (bytes[at(share, bytes)] ?? 0) ^ mask;
  return changed;
});
const insert = fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 64 })).map(([share, strange]): Mutate => {
  return (bytes) =>
    new Uint8Array(Buffer.concat([bytes.subarray(0, at(share, bytes)), strange, bytes.subarray(at(share, bytes))]));
});
/** Four bytes in the table of contents at the end: sizes, offsets, checksums, counts. */
const misstate = fc
  .tuple(place, fc.constantFrom(0, 1, 0xffff, 0x7fff_ffff, 0xffff_ffff))
  .map(([share, value]): Mutate => {
    return (bytes) => {
      const changed = Buffer.from(bytes);
      const table = changed.indexOf('PK\u0001\u0002');
      changed.writeUInt32LE(value, Math.min(table + at(share, bytes.subarray(table)), bytes.length - 4));
      return new Uint8Array(changed);
    };
  });

test('500 damaged projects open in part with a report or are refused clearly, and write nothing', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const path = join(folder, 'boat.brookesia');
  const outcomes = { whole: 0, partly: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.oneof(cutOff, cutOut, flip, insert, misstate), async (mutate) => {
      await writeFile(path, mutate(honest));
      outcomes[await outcomeOf(path)] += 1;
      expect(await readdir(folder)).toEqual(['boat.brookesia']);
    }),
    { numRuns: 500, seed: 8 },
  );
  expect(outcomes.refused).toBeGreaterThan(50);
  expect(outcomes.partly).toBeGreaterThan(20);
});

/** What comes out whole must be what was put in. */
async function outcomeOf(path: string): Promise<'whole' | 'partly' | 'refused'> {
  try {
    const { document, pictures, problems } = await readProject(path, path);
    const left = sample.document.layers.filter(({ id }) => document.layers.some((layer) => layer.id === id));
    expect(document).toEqual({ ...sample.document, layers: left });
    for (const [asset, picture] of pictures) expect(picture.bytes).toEqual(sample.pictures.get(asset)?.bytes);
    expect(problems).toHaveLength(sample.document.layers.length - left.length);
    return problems.length === 0 ? 'whole' : 'partly';
  } catch (thrown) {
    if (!(thrown instanceof StudioError)) throw thrown;
    expect(thrown.code).toMatch(/^project-/);
    expect(thrown.message).toContain(path);
    return 'refused';
  }
}

test('a bomb is refused before it is unpacked, whatever size it states', async () => {
  const zeros = new Uint8Array(40 * 1024 ** 2);
  const bomb = await wholeOf(zipOf([{ name: 'document.json', bytes: zeros, compress: true }]));
  expect(bomb.length).toBeLessThan(100_000);
  await expect(readProject(bomb, 'bomb')).rejects.toMatchObject({ code: 'project-unreadable' });
  for (const stated of [10, 2 ** 30, 0xffff_fff0]) {
    const lying = Buffer.from(bomb);
    lying.writeUInt32LE(stated, lying.indexOf('PK\u0001\u0002') + 24);
    await expect(readProject(new Uint8Array(lying), 'bomb')).rejects.toMatchObject({ code: 'project-unreadable' });
  }
});

test('many files that share one piece of compressed data add up to no more than a project may hold', async () => {
  const packed = deflateRawSync(new Uint8Array(1024 ** 2));
  const names = Array.from({ length: 2000 }, (_, index) => `pictures/${index}`);
  const overlapping = await wholeOf(zipOf(names.map((name) => ({ name, bytes: packed, compress: false }))));
  const lying = Buffer.from(overlapping);
  for (let entry = lying.indexOf('PK\u0001\u0002'); entry >= 0; entry = lying.indexOf('PK\u0001\u0002', entry + 4)) {
    lying.writeUInt16LE(8, entry + 10);
    lying.writeUInt32LE(1024 ** 2, entry + 24);
  }
  await expect(readProject(new Uint8Array(lying), 'bomb')).rejects.toMatchObject({ code: 'project-unreadable' });
});

test('the honest file opens', async () => {
  expect((await readProject(honest, 'boat')).problems).toEqual([]);
});
