import { maximumAssetBytes, maximumProjectBytes } from '../../preload/contract';

/** Largest ordinary request of a window, in bytes. */
export const maximumRequestBytes = 1024 ** 2;

/** What the names and the values around the bytes of a file may add. */
const wrapping = 4096;

const forFiles: Readonly<Record<string, number>> = {
  'assets.put': maximumAssetBytes + wrapping,
  'project.import': maximumProjectBytes + wrapping,
};

/** Largest payload that a channel takes, in bytes. */
export function maximumPayloadBytes(channel: unknown): number {
  const bound = typeof channel === 'string' && Object.hasOwn(forFiles, channel) ? forFiles[channel] : undefined;
  return bound ?? maximumRequestBytes;
}

/** Bytes that a value takes besides what it holds; so a cycle, too, ends at the bound. */
const ownBytes = 16;

/** Whether a cloned message holds no more than that. It is looked at only as far as the bound. */
export function fitsInto(maximumBytes: number, payload: unknown): boolean {
  const waiting = [payload];
  let left = maximumBytes;
  while (waiting.length > 0) {
    const value = waiting.pop();
    left -= ownBytes + heldBytes(value);
    if (left < 0) return false;
    for (const part of partsOf(value)) waiting.push(part);
  }
  return true;
}

/** Of texts two bytes a unit; of lists the places, so that one of a billion holes is not walked through. */
function heldBytes(value: unknown): number {
  if (typeof value === 'string') return value.length * 2;
  if (typeof value === 'bigint') return value.toString(16).length;
  if (ArrayBuffer.isView(value)) return value.buffer.byteLength;
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) return value.byteLength;
  if (Array.isArray(value)) return value.length * 8;
  if (value instanceof Map || value instanceof Set) return value.size * 8;
  return 0;
}

function partsOf(value: unknown): Iterable<unknown> {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  if (Array.isArray(value) || value instanceof Set) return value as Iterable<unknown>;
  const entries: Iterable<[unknown, unknown]> = value instanceof Map ? value : Object.entries(value);
  return [...entries].flatMap(([name, part]) => [name, part]);
}
