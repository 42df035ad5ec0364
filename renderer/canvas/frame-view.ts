import type { FrameView } from '../state/control-maker';
import { centreOf } from '../editor/geometry';

/** Paints a square of the document by itself and gives it as a PNG file. */
export async function viewFrame(
  { pictures, frame, side, ground, colours }: FrameView,
  address: (asset: string) => string,
): Promise<Uint8Array<ArrayBuffer>> {
  const loaded = await Promise.all(
    pictures.map(async (picture) => ({ ...picture, image: await load(address(picture.asset)) })),
  );
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d', { willReadFrequently: colours.length > 0 });
  if (context === null) throw new Error('The window has no canvas to paint on.');
  context.fillStyle = ground;
  context.fillRect(0, 0, side, side);
  context.imageSmoothingQuality = 'high';
  for (const { image, rect, rotation, opacity } of loaded) {
    const { x, y } = centreOf(rect);
    context.save();
    context.scale(side / frame.width, side / frame.height);
    context.translate(x - frame.x, y - frame.y);
    context.rotate((rotation * Math.PI) / 180);
    context.globalAlpha = opacity;
    context.drawImage(image, -rect.width / 2, -rect.height / 2, rect.width, rect.height);
    context.restore();
  }
  if (colours.length > 0) {
    const pixels = context.getImageData(0, 0, side, side);
    toNearest(pixels.data, colours.map(channelsOf));
    context.putImageData(pixels, 0, 0);
  }
  return new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
}

async function load(address: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = address;
  await image.decode();
  return image;
}

type Channels = readonly [number, number, number];

/** A brush leaves mixed colours along its edge; a map of classes has none. */
function toNearest(data: Uint8ClampedArray, colours: readonly Channels[]): void {
  const known = new Map<number, Channels>();
  for (let place = 0; place < data.length; place += 4) {
    const [red = 0, green = 0, blue = 0] = data.subarray(place, place + 3);
    const key = (red << 16) | (green << 8) | blue;
    const near = known.get(key) ?? nearest([red, green, blue], colours);
    known.set(key, near);
    data.set(near, place);
  }
}

function nearest(wanted: Channels, colours: readonly Channels[]): Channels {
  const distance = (colour: Channels) =>
    colour.reduce((sum, value, index) => sum + (value - (wanted[index] ?? 0)) ** 2, 0);
  return colours.reduce((best, colour) => (distance(colour) < distance(best) ? colour : best), colours[0] ?? wanted);
}

function channelsOf(colour: string): Channels {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
