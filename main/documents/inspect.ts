import sharp, { type Metadata, type Sharp } from 'sharp';
import { type AssetView, StudioError, maximumAssetBytes } from '../../preload/contract';

export type PictureFacts = Pick<AssetView, 'mime' | 'width' | 'height'>;

/** Largest picture that is opened, in pixels; 4 bytes each in the window. */
export const maximumPixels = 100_000_000;

/**
 * What a picture file is, from its bytes alone and not from its name. Width and height are as it is shown, after its
 * EXIF orientation. The pixels are decoded once, so that a damaged file is refused here and not in the middle of a job.
 */
export async function inspectPicture(bytes: Uint8Array): Promise<PictureFacts> {
  if (bytes.length > maximumAssetBytes) throw tooLarge(`has more than ${maximumAssetBytes / 1024 ** 2} MB`);
  const mime = mimeFrom(bytes);
  if (mime === undefined) throw unreadable('it is not a PNG, JPEG, WebP or AVIF file');
  const metadata = await readMetadata(bytes);
  await decodeSmall(bytes);
  return { mime, ...shownSize(metadata) };
}

/** The picture as PNG, upright, with EXIF and colour profile. Throws `image-unreadable`, `too-large`. */
export async function toPng(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes.length > maximumAssetBytes) throw tooLarge(`has more than ${maximumAssetBytes / 1024 ** 2} MB`);
  await readMetadata(bytes);
  const upright = openPicture(bytes).autoOrient().keepExif().keepIccProfile();
  return new Uint8Array(await upright.png().toBuffer().catch(throwUnreadable));
}

/** Whether the bytes begin as those of an AVIF file. */
export function isAvif(bytes: Uint8Array): boolean {
  return /^.{4}ftyp(avif|avis|mif1)$/s.test(String.fromCharCode(...bytes.subarray(0, 12)));
}

function openPicture(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: maximumPixels, failOn: 'error' });
}

async function readMetadata(bytes: Uint8Array): Promise<Metadata> {
  const metadata = await sharp(bytes, { limitInputPixels: false }).metadata().catch(throwUnreadable);
  if (metadata.width * metadata.height > maximumPixels) {
    throw tooLarge(
      `has ${metadata.width} × ${metadata.height} pixels; the studio opens up to ${maximumPixels / 1e6} million`,
    );
  }
  return metadata;
}

async function decodeSmall(bytes: Uint8Array): Promise<void> {
  await openPicture(bytes).resize(16, 16, { fit: 'fill' }).raw().toBuffer().catch(throwUnreadable);
}

function shownSize({ width, height, orientation = 1 }: Metadata): { width: number; height: number } {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/** Only these formats reach a decoder, whatever else the image library could open. */
function mimeFrom(bytes: Uint8Array): PictureFacts['mime'] | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^RIFF.{4}WEBP$/s.test(head)) return 'image/webp';
  return undefined;
}

function throwUnreadable(cause: unknown): never {
  throw unreadable('the file is damaged or incomplete', cause);
}

function unreadable(reason: string, cause?: unknown): StudioError {
  return new StudioError(
    {
      code: 'image-unreadable',
      message: `The picture cannot be read: ${reason}.`,
      hint: 'Use a PNG, JPEG, WebP or AVIF file.',
    },
    { cause },
  );
}

function tooLarge(reason: string): StudioError {
  return new StudioError({
    code: 'too-large',
    message: `The picture ${reason}.`,
    hint: 'Make it smaller in another program first.',
  });
}
