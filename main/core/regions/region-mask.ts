/** Numbers laid out as rows of a picture. */
export type Plane = { readonly data: Float32Array; readonly width: number; readonly height: number };

/** From here on a place counts as part of a region, and from there on wholly. */
const [outside, inside] = [0.3, 0.75];

/** How much a place belongs to a region, 0..1, as how much of a filter shows there: nothing where that is unlikely. */
export function shareOf(probability: number): number {
  const place = Math.min(1, Math.max(0, (probability - outside) / (inside - outside)));
  return place * place * (3 - 2 * place);
}

/** Between the four values around; `x` and `y` in parts of the sides. */
export function valueAt({ data, width, height }: Plane, x: number, y: number): number {
  const across = Math.min(width - 1, Math.max(0, x * width - 0.5));
  const down = Math.min(height - 1, Math.max(0, y * height - 0.5));
  const [left, above] = [Math.floor(across), Math.floor(down)];
  const right = Math.min(width - 1, left + 1);
  const below = Math.min(height - 1, above + 1);
  const upper = mix(data[above * width + left] ?? 0, data[above * width + right] ?? 0, across - left);
  const lower = mix(data[below * width + left] ?? 0, data[below * width + right] ?? 0, across - left);
  return mix(upper, lower, down - above);
}

function mix(one: number, other: number, share: number): number {
  return one + share * (other - one);
}

export function resized(plane: Plane, width: number, height: number): Plane {
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data[y * width + x] = valueAt(plane, (x + 0.5) / width, (y + 0.5) / height);
  return { data, width, height };
}

/** What turns brightness into a mask: at each place `slope` x brightness + `base`. */
export type EdgeFollower = { readonly slope: Plane; readonly base: Plane };

/**
 * How a coarse mask follows the edges of a picture (fast guided filter, He and Sun 2015): within `radius` places the mask is
 * taken for a straight line of the brightness. `guide` and `mask` are of one size, the guide in 0..1; `smoothness` is the
 * variance below which brightness means nothing.
 */
export function followEdges(guide: Plane, mask: Plane, radius: number, smoothness: number): EdgeFollower {
  const { width, height } = guide;
  const mean = (data: Float32Array) => boxMean({ data, width, height }, radius).data;
  const product = (one: Float32Array, other: Float32Array) => one.map((value, index) => value * (other[index] ?? 0));
  const [meanGuide, meanMask] = [mean(guide.data), mean(mask.data)];
  const meanSquare = mean(product(guide.data, guide.data));
  const meanBoth = mean(product(guide.data, mask.data));
  const slope = meanBoth.map((both, index) => {
    const [own, marked] = [meanGuide[index] ?? 0, meanMask[index] ?? 0];
    return (both - own * marked) / ((meanSquare[index] ?? 0) - own * own + smoothness);
  });
  const base = slope.map((own, index) => (meanMask[index] ?? 0) - own * (meanGuide[index] ?? 0));
  return { slope: { data: mean(slope), width, height }, base: { data: mean(base), width, height } };
}

/** The mean of all places within `radius` across and down, fewer at the edges of the picture. */
export function boxMean(plane: Plane, radius: number): Plane {
  return alongColumns(alongRows(plane, radius), radius);
}

function alongRows({ data, width, height }: Plane, radius: number): Plane {
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    let sum = 0;
    for (let x = -radius; x < width; x++) {
      if (x + radius < width) sum += data[y * width + x + radius] ?? 0;
      if (x - radius - 1 >= 0) sum -= data[y * width + x - radius - 1] ?? 0;
      if (x >= 0) out[y * width + x] = sum / (Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1);
    }
  }
  return { data: out, width, height };
}

function alongColumns({ data, width, height }: Plane, radius: number): Plane {
  const out = new Float32Array(data.length);
  for (let x = 0; x < width; x++) {
    let sum = 0;
    for (let y = -radius; y < height; y++) {
      if (y + radius < height) sum += data[(y + radius) * width + x] ?? 0;
      if (y - radius - 1 >= 0) sum -= data[(y - radius - 1) * width + x] ?? 0;
      if (y >= 0) out[y * width + x] = sum / (Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1);
    }
  }
  return { data: out, width, height };
}
