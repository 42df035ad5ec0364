import sharp from 'sharp';

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

/** How far two pictures lie apart: mean difference of their colours at a coarse size, from 0 to 255. */
export async function difference(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [first, second] = await Promise.all([coarse(one), coarse(other)]);
  return first.reduce((sum, value, index) => sum + Math.abs(value - (second[index] ?? 0)), 0) / first.length;
}

async function coarse(picture: Uint8Array): Promise<Uint8Array> {
  return sharp(picture).resize(32, 32, { fit: 'fill', kernel: 'linear' }).removeAlpha().raw().toBuffer();
}
