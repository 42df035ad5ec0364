import sharp from 'sharp';

/** A JPEG as a camera makes it: lying on its side, with a place, a maker and a wide colour space. 30 × 20 when upright. */
export async function cameraPhoto(): Promise<Uint8Array<ArrayBuffer>> {
  const left = { input: { create: { width: 10, height: 30, channels: 3 as const, background: '#0050ff' } } };
  const plain = sharp({ create: { width: 20, height: 30, channels: 3, background: '#ff8000' } });
  const photo = plain
    .composite([{ ...left, left: 0, top: 0 }])
    .withIccProfile('p3')
    .withExif({ IFD0: { Make: 'Chameleon' }, IFD3: { GPSLatitude: '49/1 30/1 0/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 95 });
  return new Uint8Array(await photo.toBuffer());
}

/** What other programs read in a file's EXIF, as far as the names of things go. */
export async function exifText(bytes: Uint8Array): Promise<string> {
  const { exif } = await sharp(bytes).metadata();
  return exif?.toString('latin1') ?? '';
}
