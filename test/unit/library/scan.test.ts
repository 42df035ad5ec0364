import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { exifDate } from '../../../main/library/scan/exif-date';
import { formatOf, mayBePhoto } from '../../../main/library/scan/formats';
import { planScan } from '../../../main/library/scan/plan';
import { printBits, printDistance, printOf } from '../../../main/library/scan/print';
import { literal, whereOf } from '../../../main/library/store/where';

const plain = sharp({ create: { width: 20, height: 10, channels: 3, background: '#336699' } });

async function exifOf(tags: Record<string, Record<string, string>>): Promise<Uint8Array> {
  const file = await plain.clone().withExif(tags).jpeg().toBuffer();
  const { exif } = await sharp(file).metadata();
  return exif ?? new Uint8Array();
}

describe('the date of a photo', () => {
  test('with a zone it is a moment', async () => {
    const exif = await exifOf({ IFD2: { DateTimeOriginal: '2019:07:14 12:30:00', OffsetTimeOriginal: '+02:00' } });
    expect(exifDate(exif)).toBe(Date.UTC(2019, 6, 14, 10, 30));
  });

  test('without one it is local time, and the file date of the camera is better than none', async () => {
    expect(exifDate(await exifOf({ IFD0: { DateTime: '2001:02:03 04:05:06' } }))).toBe(
      new Date(2001, 1, 3, 4, 5, 6).getTime(),
    );
  });

  test('nonsense is no date, whatever bytes it consists of', async () => {
    expect(exifDate(await exifOf({ IFD2: { DateTimeOriginal: '0000:00:00 00:00:00' } }))).toBeUndefined();
    const sound = await exifOf({ IFD2: { DateTimeOriginal: '2019:07:14 12:30:00' } });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(sound.length), (noise, cut) => {
        const date = exifDate(Uint8Array.of(...sound.subarray(0, cut), ...noise));
        expect(date === undefined || Number.isFinite(date)).toBe(true);
      }),
    );
  });
});

describe('the format by the first bytes', () => {
  test.each(['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const)('%s', async (format) => {
    expect(formatOf(await plain.clone().toFormat(format).toBuffer())).toBe(format);
  });

  test('other files are none, whatever they are called', () => {
    expect(formatOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeUndefined();
    expect(formatOf(Buffer.from('%PDF-1.7'))).toBeUndefined();
    expect(formatOf(new Uint8Array())).toBeUndefined();
    expect(['a.JPG', 'b.heic', 'c.txt', '.d.png', 'e'].filter(mayBePhoto)).toEqual(['a.JPG', 'b.heic']);
  });
});

test('only what is new or changed is read, and what is gone is known', () => {
  const file = (path: string, bytes = 1, modified = 1) => ({ path, bytes, modified });
  const known = [file('same'), file('larger'), file('later'), file('gone')];
  const found = [file('same'), file('larger', 2), file('later', 1, 2), file('new')];
  expect(planScan(found, known)).toEqual({
    read: [file('larger', 2), file('later', 1, 2), file('new')],
    gone: ['gone'],
  });
});

describe('prints', () => {
  test('say of each pair of neighbours whether it gets clearly brighter', () => {
    const rising = Uint8Array.from({ length: 72 }, (_, index) => 10 * (index % 9));
    const falling = rising.map((value) => 90 - value);
    const nearlyEven = Uint8Array.from({ length: 72 }, (_, index) => 100 + (index % 2) * 3);
    expect([rising, falling, nearlyEven].map(printOf)).toEqual(['f'.repeat(16), '0'.repeat(16), '0'.repeat(16)]);
    const distance = (one: string, other: string) => printDistance(printBits(one), printBits(other));
    expect(distance('ff00000000000001', '0f00000000000000')).toBe(5);
    expect(distance('ffffffffffffffff', '0000000000000000')).toBe(64);
    expect(distance('', '0000000000000000')).toBe(64);
  });
});

describe('the conditions of the store', () => {
  test('a text stays a text', () => {
    expect(literal("it's'; DROP")).toBe("'it''s''; DROP'");
  });

  test('an empty filter has none', () => {
    expect(whereOf({})).toBeUndefined();
    expect(whereOf({ kind: 'generated', captioned: false })).toBe("kind = 'generated' AND caption IS NULL");
  });
});
