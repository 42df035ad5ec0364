/** Makes the icons of all platforms from the one drawing of the little leaf chameleon. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const linux = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const windows = [16, 24, 32, 48, 64, 128, 256];
/** Apple's names of the entries that hold a PNG, by its side in pixels. */
const apple = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
]);

/**
 * Writes icon.ico, icon.icns and icons/<side>x<side>.png into a folder.
 * @param {string} drawing Path of the SVG.
 * @param {string} folder
 */
export async function makeIcons(drawing, folder) {
  const svg = readFileSync(drawing);
  const sides = [...new Set([...linux, ...windows, ...apple.map(([, side]) => side)])];
  const pictures = new Map(
    await Promise.all(sides.map(async (side) => /** @type {const} */ ([side, await render(svg, side)]))),
  );
  const picture = (/** @type {number} */ side) => pictures.get(side) ?? Buffer.of();
  mkdirSync(join(folder, 'icons'), { recursive: true });
  for (const side of linux) writeFileSync(join(folder, 'icons', `${side}x${side}.png`), picture(side));
  writeFileSync(join(folder, 'icon.ico'), icoOf(windows.map((side) => ({ side, png: picture(side) }))));
  writeFileSync(join(folder, 'icon.icns'), icnsOf(apple.map(([type, side]) => ({ type, png: picture(side) }))));
}

/** @param {Buffer} svg @param {number} side */
function render(svg, side) {
  // The drawing is 40 units wide; drawn at 72 per inch, one unit is one pixel.
  return sharp(svg, { density: (72 * side) / 40 })
    .resize(side, side)
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/**
 * Windows' container: a header, a row for each picture, then the pictures; 256 is written as 0.
 * @param {{ side: number, png: Buffer }[]} pictures
 */
export function icoOf(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  pictures.forEach(({ side, png }, index) => {
    const row = 6 + 16 * index;
    header.writeUInt8(side % 256, row);
    header.writeUInt8(side % 256, row + 1);
    header.writeUInt16LE(1, row + 4);
    header.writeUInt16LE(32, row + 6);
    header.writeUInt32LE(png.length, row + 8);
    header.writeUInt32LE(offset, row + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/**
 * Apple's container: each entry is its type, its length with these eight bytes, and the picture.
 * @param {{ type: string, png: Buffer }[]} pictures
 */
export function icnsOf(pictures) {
  const entry = (/** @type {string} */ type, /** @type {Buffer} */ content) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(content.length + 8, 4);
    return Buffer.concat([head, content]);
  };
  return entry('icns', Buffer.concat(pictures.map(({ type, png }) => entry(type, png))));
}
