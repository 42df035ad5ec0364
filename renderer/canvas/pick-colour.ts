import type { StudioDocument } from '../../preload/contract';
import type { Point } from '../editor/geometry';
import { pixelAt, toPixels } from '../editor/painting';
import { shapeOf } from '../editor/selection';
import { covers } from '../editor/shape';
import type { Painted } from './picture-store';

/** The colour of the topmost pixel there that is not transparent, such as `#a0ff00`. */
export function colourAt(
  { layers }: StudioDocument,
  at: Point,
  pictureOf: (asset: string) => Painted | undefined,
): string | undefined {
  for (const layer of layers.toReversed()) {
    if (layer.type !== 'picture' || !layer.visible || !covers(shapeOf(layer), at)) continue;
    const picture = pictureOf(layer.asset);
    const [red = 0, green = 0, blue = 0, alpha = 0] = picture
      ? pixel(picture, pixelAt(toPixels(layer, picture), at))
      : [];
    if (alpha > 0) return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
  }
  return undefined;
}

function pixel(picture: Painted, { x, y }: Point): Uint8ClampedArray {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  context?.drawImage(picture, -Math.floor(x), -Math.floor(y));
  return context?.getImageData(0, 0, 1, 1).data ?? new Uint8ClampedArray(4);
}
