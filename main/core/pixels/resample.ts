/** Bytes row by row, `channels` to a pixel. */
export type Pixels = {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
};

/** May begin and end within a pixel. */
export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

type Size = { readonly width: number; readonly height: number };

/** What one number that comes out is made of: `weights` of the numbers from `first` on; they sum up to 1. */
type Taps = { readonly first: number; readonly weights: Float64Array };

/**
 * A part of a picture (all of it unless given) in another size, by cubic convolution (Keys 1981, a = -0.5; wider where it gets smaller), as Pillow does
 * it: the centre of a pixel is half a pixel from its edge in both sizes, and no pixel that lies wholly beside the part is seen.
 * For what gets larger: sharp leaves the corners where they were, so that pictures move by up to half a pixel.
 */
export function resample(
  source: Pixels,
  to: Size,
  { left, top, width, height }: Box = { left: 0, top: 0, width: source.width, height: source.height },
): Uint8ClampedArray<ArrayBuffer> {
  const { data, channels } = source;
  const columns = tapsOf(left, width, to.width);
  const rows = tapsOf(top, height, to.height);
  const above = Math.floor(top);
  const lines = Math.ceil(top + height) - above;
  const across = new Uint8ClampedArray(lines * to.width * channels);
  for (let line = 0; line < lines; line++) {
    const start = (above + line) * source.width * channels;
    columns.forEach(({ first, weights }, x) => {
      const from = start + first * channels;
      for (let channel = 0; channel < channels; channel++)
        across[(line * to.width + x) * channels + channel] = sumOf(data, from + channel, channels, weights);
    });
  }
  const stride = to.width * channels;
  const result = new Uint8ClampedArray(to.height * stride);
  rows.forEach(({ first, weights }, y) => {
    const from = (first - above) * stride;
    for (let x = 0; x < stride; x++) result[y * stride + x] = sumOf(across, from + x, stride, weights);
  });
  return result;
}

function sumOf(data: Uint8Array | Uint8ClampedArray, start: number, step: number, weights: Float64Array): number {
  let sum = 0;
  for (let tap = 0; tap < weights.length; tap++) sum += (weights[tap] ?? 0) * (data[start + tap * step] ?? 0);
  return sum;
}

function tapsOf(start: number, length: number, to: number): Taps[] {
  const scale = length / to;
  const stretch = Math.max(1, scale);
  const [least, most] = [Math.floor(start), Math.ceil(start + length)];
  return Array.from({ length: to }, (_, index) => {
    const centre = start + (index + 0.5) * scale;
    const first = Math.max(least, Math.floor(centre - 2 * stretch + 0.5));
    const last = Math.min(most, Math.floor(centre + 2 * stretch + 0.5));
    const weights = Float64Array.from({ length: last - first }, (_unused, tap) =>
      cubic((first + tap - centre + 0.5) / stretch),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return { first, weights: weights.map((weight) => weight / total) };
  });
}

function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}
