import { crc32 } from 'node:zlib';
import { StudioError } from '../../../preload/contract';

/** One chunk of a PNG file; `data` is a view into the file. */
export type Chunk = { readonly type: string; readonly data: Uint8Array };

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Length, type and checksum around a chunk's data. */
const frameBytes = 12;

export function isPng(bytes: Uint8Array): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** The chunks up to and with IEND. Throws `image-unreadable` when the file is not a PNG or a chunk is cut off or damaged. */
export function readChunks(png: Uint8Array): Chunk[] {
  if (!isPng(png)) throw unreadable('it is not a PNG file');
  const chunks: Chunk[] = [];
  for (let position = signature.length; chunks.at(-1)?.type !== 'IEND';) {
    const chunk = readChunk(png, position);
    chunks.push(chunk);
    position += chunk.data.length + frameBytes;
  }
  return chunks;
}

export function writePng(chunks: readonly Chunk[]): Uint8Array<ArrayBuffer> {
  return concatenate([signature, ...chunks.map(frame)]);
}

function readChunk(png: Uint8Array, position: number): Chunk {
  const left = png.length - position - frameBytes;
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  if (left < 0 || view.getUint32(position) > left) throw unreadable('it ends too early');
  const end = position + 8 + view.getUint32(position);
  const body = png.subarray(position + 4, end);
  if (crc32(body) !== view.getUint32(end)) throw unreadable('a part of it is damaged');
  return { type: String.fromCharCode(...body.subarray(0, 4)), data: body.subarray(4) };
}

function frame({ type, data }: Chunk): Uint8Array {
  const bytes = new Uint8Array(data.length + frameBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}

function unreadable(reason: string): StudioError {
  return new StudioError({
    code: 'image-unreadable',
    message: `The picture cannot be read: ${reason}.`,
    hint: 'Open it in another program and save it again as PNG.',
  });
}
