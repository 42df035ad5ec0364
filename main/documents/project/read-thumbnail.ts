import { inspectPicture } from '../inspect';
import { ZipReader } from './zip-read';

/** A thumbnail is a small PNG; what is larger was not written by the studio. */
const maximumBytes = 1024 ** 2;

/** The thumbnail in a project file; undefined where there is none, or no file, or something else in its place. */
export async function readThumbnail(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const zip = await ZipReader.open(path).catch(() => undefined);
  if (zip === undefined) return undefined;
  try {
    const bytes = await zip.read('thumbnail.png', maximumBytes);
    const { mime } = await inspectPicture(bytes);
    return mime === 'image/png' ? bytes : undefined;
  } catch {
    return undefined;
  } finally {
    zip.close();
  }
}
