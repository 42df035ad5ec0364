import { blurred, dilated, type Rgb } from './pixels';

/** Thresholds of the gradient's strength |dx| + |dy|: what starts a line, and what carries one on. */
const strongest = 90;
const weakest = 30;
/** tan 22.5 degrees, in parts of 2^15. */
const tangent = 13_573;

/**
 * Dark lines on white, two pixels wide, where the picture has edges: the control that the packs are trained on
 * (native-models/recipe, world/controls.py). Canny's detector as OpenCV computes it, bit for bit, after a blur of 3 x 3 pixels;
 * in each pixel the channel with the strongest gradient counts. J. Canny, A Computational Approach to Edge Detection, 1986.
 */
export function edgesOf(picture: Rgb): Rgb {
  const { width, height } = picture;
  const gradient = gradients({ ...picture, data: blurred(picture) });
  const lines = dilated(followed(thinned(gradient, width, height), width, height), width, height);
  const data = new Uint8Array(3 * width * height);
  for (let pixel = 0; pixel < lines.length; pixel++) data.fill(lines[pixel] === 0 ? 255 : 0, 3 * pixel, 3 * pixel + 3);
  return { data, width, height };
}

type Gradient = { readonly dx: Int16Array; readonly dy: Int16Array; readonly strength: Int32Array };

/** Sobel's 3 x 3 differences; beyond its border a picture goes on as it ends. */
function gradients({ data, width, height }: Rgb): Gradient {
  const size = width * height;
  const dx = new Int16Array(size);
  const dy = new Int16Array(size);
  const strength = new Int32Array(size).fill(-1);
  for (let y = 0; y < height; y++) {
    const rows = [Math.max(y - 1, 0), y, Math.min(y + 1, height - 1)].map((row) => 3 * row * width);
    for (let x = 0; x < width; x++) {
      const columns = [Math.max(x - 1, 0), x, Math.min(x + 1, width - 1)].map((column) => 3 * column);
      for (let channel = 0; channel < 3; channel++) {
        const at = (row: number, column: number) => data[(rows[row] ?? 0) + (columns[column] ?? 0) + channel] ?? 0;
        const right = at(0, 2) + 2 * at(1, 2) + at(2, 2) - at(0, 0) - 2 * at(1, 0) - at(2, 0);
        const down = at(2, 0) + 2 * at(2, 1) + at(2, 2) - at(0, 0) - 2 * at(0, 1) - at(0, 2);
        const found = Math.abs(right) + Math.abs(down);
        const pixel = y * width + x;
        if (found <= (strength[pixel] ?? 0)) continue;
        strength[pixel] = found;
        dx[pixel] = right;
        dy[pixel] = down;
      }
    }
  }
  return { dx, dy, strength };
}

/** 2 where a line may start, 1 where one may go on, 0 elsewhere: the crests of the gradient, one pixel wide. */
function thinned({ dx, dy, strength }: Gradient, width: number, height: number): Uint8Array {
  const marks = new Uint8Array(width * height);
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : (strength[y * width + x] ?? 0);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const own = strength[pixel] ?? 0;
      if (own <= weakest) continue;
      const [before, after, strict] = neighbours(dx[pixel] ?? 0, dy[pixel] ?? 0);
      const behind = at(x - before, y - after);
      const ahead = at(x + before, y + after);
      const crest = own > behind && (strict ? own > ahead : own >= ahead);
      if (crest) marks[pixel] = own > strongest ? 2 : 1;
    }
  }
  return marks;
}

/** The step along the gradient, to one of eight neighbours, and whether both sides must be lower. */
function neighbours(right: number, down: number): [number, number, boolean] {
  const flat = Math.abs(right) * tangent;
  const steep = Math.abs(down) * 2 ** 15;
  if (steep < flat) return [1, 0, false];
  if (steep > flat + Math.abs(right) * 2 ** 16) return [0, 1, false];
  return [right < 0 === down < 0 ? 1 : -1, 1, true];
}

/** 1 for the crests that are strong or joined with a strong one through others. */
function followed(marks: Uint8Array, width: number, height: number): Uint8Array {
  const lines = new Uint8Array(marks.length);
  const open: number[] = [];
  const take = (pixel: number) => {
    if (lines[pixel] === 1) return;
    lines[pixel] = 1;
    open.push(pixel);
  };
  for (const [pixel, mark] of marks.entries()) if (mark === 2) take(pixel);
  for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
    const column = pixel % width;
    const row = (pixel - column) / width;
    for (let y = Math.max(row - 1, 0); y <= Math.min(row + 1, height - 1); y++) {
      for (let x = Math.max(column - 1, 0); x <= Math.min(column + 1, width - 1); x++) {
        if (marks[y * width + x] === 1) take(y * width + x);
      }
    }
  }
  return lines;
}
