/** Interleaved bytes, 3 a pixel. */
export type Rgb = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** Every channel blurred with the weights 1, 2, 1 in both directions; the border is mirrored without its last pixel. */
export function blurred({ data, width, height }: Rgb): Uint8Array {
  const wide = new Uint16Array(data.length);
  const result = new Uint8Array(data.length);
  const row = 3 * width;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const before = 3 * mirrored(x - 1, width);
      const after = 3 * mirrored(x + 1, width);
      for (let channel = 0; channel < 3; channel++) {
        const line = y * row + channel;
        wide[line + 3 * x] = (data[line + before] ?? 0) + 2 * (data[line + 3 * x] ?? 0) + (data[line + after] ?? 0);
      }
    }
  }
  for (let y = 0; y < height; y++) {
    const above = row * mirrored(y - 1, height);
    const below = row * mirrored(y + 1, height);
    for (let place = 0; place < row; place++) {
      const sum = (wide[above + place] ?? 0) + 2 * (wide[y * row + place] ?? 0) + (wide[below + place] ?? 0);
      result[y * row + place] = (sum + 8) >> 4;
    }
  }
  return result;
}

function mirrored(place: number, length: number): number {
  if (length === 1) return 0;
  if (place < 0) return -place;
  return place < length ? place : 2 * (length - 1) - place;
}

/** Every pixel that is set spreads to the right and downwards: lines become two pixels wide. */
export function dilated(set: Uint8Array, width: number, height: number): Uint8Array {
  const result = new Uint8Array(set.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (set[y * width + x] === 0) continue;
      for (let row = y; row <= Math.min(y + 1, height - 1); row++) {
        for (let column = x; column <= Math.min(x + 1, width - 1); column++) result[row * width + column] = 1;
      }
    }
  }
  return result;
}
