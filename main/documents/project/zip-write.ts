import { ZipFile } from 'yazl';

export type ZipPart = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Pictures are compressed already and go in as they are. */
  readonly compress: boolean;
};

/** One date for everything, so that the same content gives the same file. */
const date = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };

/** A zip file in the order of its parts. */
export async function* zipOf(parts: readonly ZipPart[]): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  for (const { name, bytes, compress } of parts) {
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    zip.addBuffer(whole, name, { ...date, compress });
  }
  zip.end();
  for await (const part of zip.outputStream) yield typeof part === 'string' ? Buffer.from(part) : part;
}
