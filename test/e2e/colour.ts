import sharp from 'sharp';
import type { Rectangle } from '../../preload/contract';

export type Colour = { readonly red: number; readonly green: number; readonly blue: number };

/** The mean colour of the upper part of a picture; `share` is how much of its height. Values from 0 to 255. */
export async function upperColour(picture: Uint8Array, share: number): Promise<Colour> {
  const { width, height } = await sharp(picture).metadata();
  const upper = await sharp(picture)
    .extract({ left: 0, top: 0, width, height: Math.max(1, Math.round(height * share)) })
    .removeAlpha()
    .toBuffer();
  const [red = 0, green = 0, blue = 0] = (await sharp(upper).stats()).channels.map(({ mean }) => mean);
  return { red, green, blue };
}

/** Orange to red, and not dark. */
export function isSunset({ red, green, blue }: Colour): boolean {
  return red > 170 && red > green + 25 && green > blue;
}

/** Dark and blue. */
export function isNight({ red, green, blue }: Colour): boolean {
  return blue > red + 20 && blue > green && (red + green + blue) / 3 < 110;
}

export function isRed({ red, green, blue }: Colour): boolean {
  return red > 120 && red > 1.7 * green && red > 1.7 * blue;
}

export function isBlue({ red, green, blue }: Colour): boolean {
  return blue > 100 && blue > 1.5 * red && blue > 1.15 * green;
}

export function isGreen({ red, green, blue }: Colour): boolean {
  return green > 70 && green > 1.25 * red && green > 1.25 * blue;
}

/** Which share of the pixels in a box, given in parts of the sides, has such a colour. */
export async function shareOf(
  picture: Uint8Array,
  box: Rectangle | undefined,
  fits: (colour: Colour) => boolean,
): Promise<number> {
  if (box === undefined) return 0;
  const { width, height } = await sharp(picture).metadata();
  const left = Math.round(box.x0 * width);
  const top = Math.round(box.y0 * height);
  const part = { left, top, width: Math.round(box.x1 * width) - left, height: Math.round(box.y1 * height) - top };
  const pixels = await sharp(picture).extract(part).removeAlpha().raw().toBuffer();
  let fitting = 0;
  for (let at = 0; at < pixels.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(at, at + 3);
    if (fits({ red, green, blue })) fitting++;
  }
  return fitting / (pixels.length / 3);
}

/** How far two pictures lie apart: mean difference of their colours at a coarse size, from 0 to 255. */
export async function difference(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [first, second] = await Promise.all([coarse(one), coarse(other)]);
  return first.reduce((sum, value, index) => sum + Math.abs(value - (second[index] ?? 0)), 0) / first.length;
}

async function coarse(picture: Uint8Array): Promise<Uint8Array> {
  return sharp(picture).resize(32, 32, { fit: 'fill', kernel: 'linear' }).removeAlpha().raw().toBuffer();
}
