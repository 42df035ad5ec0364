import sharp from 'sharp';
import { attachProfile } from './attach-profile';
import type { Profile } from './colours';
import type { Raster } from './pixels';

/** A profile says what the numbers mean where they are not sRGB. `fast` for what is shown for a moment, `small` for what is kept. The same raster gives the same bytes. */
export async function writePng(
  { data, width, height, channels }: Raster,
  effort: 'fast' | 'small',
  profile?: Profile,
): Promise<Uint8Array> {
  const compressionLevel = effort === 'fast' ? 1 : 6;
  const png = await sharp(data, { raw: { width, height, channels } })
    .png({ compressionLevel, adaptiveFiltering: effort === 'small' })
    .toBuffer();
  // A view of sharp's pooled memory would be sent whole with every message.
  return profile === undefined ? new Uint8Array(png) : attachProfile(png, profile);
}
