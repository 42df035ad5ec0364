import type { Sharp } from 'sharp';
import type { ExportFormat, ExportSettings } from '../../../preload/contract';
import { embedProvenance } from '../metadata/picture-recipe';
import { type Provenance, xmpPacket } from '../metadata/xmp';

export type FlatFormat = Exclude<ExportFormat, 'ora'>;
export type FlatSettings = ExportSettings & { readonly format: FlatFormat };

/** JPEG knows no transparency. */
const paper = { r: 255, g: 255, b: 255 };

/**
 * The picture as a file. Unless stripped it carries recipe and mark, and what `picture` was told to keep (EXIF, colour
 * profile). Encoding is the same each time: the same picture gives the same bytes.
 */
export async function encode(
  picture: Sharp,
  settings: FlatSettings,
  provenance: Provenance,
): Promise<Uint8Array<ArrayBuffer>> {
  const { format, strip } = settings;
  const marked = !strip && (provenance.origin !== 'none' || provenance.recipe !== undefined);
  if (format === 'png') {
    const png = new Uint8Array(await picture.png({ compressionLevel: 9 }).toBuffer());
    return marked ? embedProvenance(png, provenance) : png;
  }
  const labelled = marked ? picture.withXmp(xmpPacket(provenance)) : picture;
  return new Uint8Array(await encoded(labelled, format, settings.quality).toBuffer());
}

function encoded(picture: Sharp, format: Exclude<FlatFormat, 'png'>, quality: number): Sharp {
  const lossless = quality === 100;
  switch (format) {
    case 'jpeg':
      return picture
        .flatten({ background: paper })
        .jpeg({ quality, chromaSubsampling: quality < 90 ? '4:2:0' : '4:4:4' });
    case 'webp':
      return picture.webp({ quality, lossless, exact: lossless });
    case 'avif':
      return picture.avif({ quality, lossless, effort: 3, chromaSubsampling: quality < 90 ? '4:2:0' : '4:4:4' });
  }
}
