import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Raster } from './pixels';

/** What a picture's numbers mean, where they are not sRGB: its ICC profile. */
export type Profile = Uint8Array;

/** An sRGB picture in the colours of a profile, as near as those can come. */
export async function toProfile({ data, width, height, channels }: Raster, profile: Profile): Promise<Raster> {
  // sharp takes a profile from a file alone.
  const folder = await mkdtemp(join(tmpdir(), 'brookesia-colours-'));
  try {
    const file = join(folder, 'profile.icc');
    await writeFile(file, profile);
    const bytes = await sharp(data, { raw: { width, height, channels } })
      .withIccProfile(file)
      .raw({ depth: 'uchar' })
      .toBuffer();
    return { data: new Uint8ClampedArray(bytes), width, height, channels };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
