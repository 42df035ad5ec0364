import type { Rect } from '../../preload/contract';
import type { Size } from '../editor/geometry';

export interface MaskPicture {
  readonly address: string;
  /** Where it lies in the document. */
  readonly rect: Rect;
}

/** A mask of this side is fine enough for any photo; a finer one would only cost memory. */
const mostMaskSide = 4096;

/** The size of the picture at the address, turned as its EXIF data says. */
export async function pictureSize(address: string): Promise<Size> {
  const { naturalWidth: width, naturalHeight: height } = await load(address);
  return { width, height };
}

/** What all masks together cover of an area of the document, white on nothing, as a square PNG file of `side` pixels. */
export async function maskFile(
  masks: readonly MaskPicture[],
  area: Rect,
  side: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const pixels = Math.min(side, mostMaskSide);
  const canvas = new OffscreenCanvas(pixels, pixels);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The window has no canvas to draw a mask on.');
  context.scale(pixels / area.width, pixels / area.height);
  context.translate(-area.x, -area.y);
  for (const { address, rect } of masks) {
    context.drawImage(await load(address), rect.x, rect.y, rect.width, rect.height);
  }
  return new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
}

/** White where the parts of the document are, on nothing, as a PNG file of all of `canvas`, a pixel for each of its own. */
export async function partsFile(parts: readonly Rect[], canvas: Rect): Promise<Uint8Array<ArrayBuffer>> {
  const picture = new OffscreenCanvas(Math.round(canvas.width), Math.round(canvas.height));
  const context = picture.getContext('2d');
  if (context === null) throw new Error('The window has no canvas to draw a mask on.');
  context.translate(-canvas.x, -canvas.y);
  context.fillStyle = '#ffffff';
  for (const { x, y, width, height } of parts) context.fillRect(x, y, width, height);
  return new Uint8Array(await (await picture.convertToBlob()).arrayBuffer());
}

async function load(address: string): Promise<HTMLImageElement> {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  return picture;
}
