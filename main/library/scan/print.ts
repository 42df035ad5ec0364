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

/** A print as two words of 32 bits; none where it is missing. */
export type PrintBits = readonly [number, number] | undefined;

export function printBits(print: string): PrintBits {
  if (print.length !== 16) return undefined;
  return [Number.parseInt(print.slice(0, 8), 16), Number.parseInt(print.slice(8), 16)];
}

/** In how many of 64 bits two prints differ; all of them where one is missing. */
export function printDistance(one: PrintBits, other: PrintBits): number {
  if (one === undefined || other === undefined) return 64;
  return ones(one[0] ^ other[0]) + ones(one[1] ^ other[1]);
}

/** The ones of a word of 32 bits, counted in pairs, in fours, in bytes and then all together. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55_55_55_55);
  const fours = (pairs & 0x33_33_33_33) + ((pairs >>> 2) & 0x33_33_33_33);
  return Math.imul((fours + (fours >>> 4)) & 0x0f_0f_0f_0f, 0x01_01_01_01) >>> 24;
}
