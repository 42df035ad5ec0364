/** Columns and rows of the small grey picture that a print is made from. */
export const printWidth = 9;
export const printHeight = 8;

/** Steps of 255 that are noise: in an even sky every compression makes other neighbours brighter. */
const noise = 4;

/** One bit for each pair of neighbours in a row: whether the right one is clearly brighter. As 16 hexadecimal digits. */
export function printOf(grey: Uint8Array): string {
  const rows = Array.from({ length: printHeight }, (_, row) => {
    const bits = Array.from({ length: printWidth - 1 }, (_, column) => {
      const at = row * printWidth + column;
      return (grey[at + 1] ?? 0) > (grey[at] ?? 0) + noise ? 1 : 0;
    });
    return bits.reduce<number>((byte, bit) => 2 * byte + bit, 0);
  });
  return rows.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** In how many of 64 bits two prints differ; all of them where one is missing. */
export function printDistance(one: string, other: string): number {
  if (one.length !== 16 || other.length !== 16) return 64;
  let distance = 0;
  for (let at = 0; at < 16; at += 8) {
    let bits = (Number.parseInt(one.slice(at, at + 8), 16) ^ Number.parseInt(other.slice(at, at + 8), 16)) >>> 0;
    for (; bits !== 0; bits &= bits - 1) distance++;
  }
  return distance;
}
