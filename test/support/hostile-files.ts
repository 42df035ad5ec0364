import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

type Bytes = Uint8Array;
/** Files by name, each of them no sound picture: cut, zeroed, lying about itself, or something else altogether. */
export type HostileFiles = ReadonlyMap<string, Bytes>;

const formats = ['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif'] as const;

/** More than 200 files that no program can show as they are. Of damaged data some reader may still make something. */
export async function hostileFiles(): Promise<HostileFiles> {
  const files = new Map<string, Bytes>();
  for (const format of formats) {
    const sound = await soundPicture(format);
    for (let part = 1; part <= 20; part++) files.set(`cut ${format} ${part}.${format}`, cutAt(sound, part / 22));
    for (let part = 0; part < 12; part++) files.set(`zeroed ${format} ${part}.${format}`, zeroed(sound, part / 12));
    for (let seed = 1; seed <= 12; seed++) files.set(`noise ${format} ${seed}.${format}`, noisy(sound, seed));
  }
  for (const [name, bytes] of strangers()) files.set(name, bytes);
  return files;
}

async function soundPicture(format: (typeof formats)[number]): Promise<Bytes> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const picture = sharp({ create: { width: 96, height: 64, channels: 3, background: '#000', noise } });
  // A buffer's own slices would share its memory.
  return new Uint8Array(await picture.toFormat(format).toBuffer());
}

function cutAt(bytes: Bytes, share: number): Bytes {
  return bytes.slice(0, Math.max(3, Math.floor(bytes.length * share)));
}

function zeroed(bytes: Bytes, share: number): Bytes {
  const from = Math.floor(bytes.length * share);
  return bytes.slice().fill(0, from, Math.min(bytes.length, from + Math.ceil(bytes.length / 8)));
}

/** Bytes after the first ones are others, by a fixed sequence. */
function noisy(bytes: Bytes, seed: number): Bytes {
  let word = seed * 2_654_435_761;
  return bytes.map((value, index) => {
    word = (Math.imul(word, 1_664_525) + 1_013_904_223) >>> 0;
    return index > 12 && word % 9 === 0 ? word >>> 24 : value;
  });
}

function strangers(): [string, Bytes][] {
  const text = (content: string) => Buffer.from(content);
  return [
    ['nothing.jpg', new Uint8Array()],
    ['one byte.png', Uint8Array.of(0x89)],
    ['zeros.jpg', new Uint8Array(4096)],
    ['drawing.png', text('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>')],
    ['entities.jpg', text('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><svg>&b;</svg>')],
    ['document.tiff', text('%PDF-1.7\n1 0 obj\n<<>>\nendobj')],
    ['script.webp', text('#!/bin/sh\ntouch /tmp/owned')],
    ['archive.gif', Buffer.from('504b0304140000000800', 'hex')],
    ['page.avif', text('<html><script>alert(1)</script></html>')],
    ['no such brand.heic', Buffer.concat([Buffer.from([0, 0, 0, 24]), text('ftypnone'), new Uint8Array(64)])],
    ['empty heic.heic', Buffer.concat([Buffer.from([0, 0, 0, 24]), text('ftypheic'), new Uint8Array(64)])],
    ['vast.png', pngOf(60_000, 60_000)],
    [
      'vast gif.gif',
      Buffer.concat([text('GIF89a'), Buffer.from([0xff, 0xff, 0xff, 0xff, 0x80, 0, 0]), new Uint8Array(64)]),
    ],
    ['bomb.png', pngOf(20_000, 20_000)],
    ['endless tiff.tif', tiffThatPointsAtItself()],
    ['name with\nlines and \'quotes" %s.jpg', text('no picture')],
    ['ünïcode 写真 \u{1f4f7}.png', text('no picture')],
  ];
}

/** A small file that says it is a large picture, of one colour. */
function pngOf(width: number, height: number): Bytes {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(1024 * 1024), { level: 9 });
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', rows)]);
}

function chunk(name: string, data: Bytes): Bytes {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(name), data, Buffer.alloc(4)]);
}

/** Its only list of entries is followed by itself. */
function tiffThatPointsAtItself(): Bytes {
  const bytes = Buffer.alloc(64);
  bytes.write('II*\0', 'latin1');
  bytes.writeUInt32LE(8, 4);
  bytes.writeUInt16LE(1, 8);
  bytes.writeUInt32LE(8, 22);
  return bytes;
}
