import sharp from 'sharp';
import type { Raster } from './pixels';

/** `fast` for what is shown for a moment, `small` for what is kept. The same raster gives the same bytes. */
export async function writePng(
  { data, width, height, channels }: Raster,
  effort: 'fast' | 'small',
): Promise<Uint8Array> {
  const compressionLevel = effort === 'fast' ? 1 : 6;
  const png = await sharp(data, { raw: { width, height, channels } })
    .png({ compressionLevel, adaptiveFiltering: effort === 'small' })
    .toBuffer();
  // A view of sharp's pooled memory would be sent whole with every message.
  return new Uint8Array(png);
}
