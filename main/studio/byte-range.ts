/** From the first to the last byte, both counted from 0 and included. */
export type ByteRange = { readonly first: number; readonly last: number };

/**
 * The part of a content that a `Range` header asks for (RFC 9110). `whole` where there is no header, or one that may be
 * ignored: another unit, several parts, or nonsense. `unsatisfiable` where no byte of it exists.
 */
export function byteRange(header: string | null | undefined, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (from === '' && to === '') return 'whole';
  if (from === '') return lastBytes(Number(to), size);
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return 'whole';
  return first < size ? { first, last } : 'unsatisfiable';
}

function lastBytes(count: number, size: number): ByteRange | 'unsatisfiable' {
  return count === 0 || size === 0 ? 'unsatisfiable' : { first: Math.max(0, size - count), last: size - 1 };
}
