import { lightOf, type RegionLook } from './filters';
import { type EdgeFollower, followEdges, type Plane, resized, shareOf } from './region-mask';
import { withoutSpecks } from './specks';

/** Of the longest side: how far the coarse mask is off at most. */
const reach = 1 / 40;
/** Of brightness in 0..1: what differs less than the root of this is one thing. */
const smoothness = 1e-3;
/** A region of fewer places than this share of the picture is none. */
const smallest = 0.01;

/** Where a region lies, and what it looks like; undefined where the picture has none. `red`, `green` and `blue` are in 0..1. */
export function findMask(
  pixels: { readonly data: Float32Array; readonly width: number; readonly height: number },
  probabilities: Plane,
): { readonly follower: EdgeFollower; readonly look: RegionLook } | undefined {
  const { width, height } = pixels;
  const guide = { data: brightness(pixels.data), width, height };
  const coarse = resized(withoutSpecks(probabilities), width, height);
  const look = lookOf(guide, coarse);
  if (look === undefined) return undefined;
  const radius = Math.max(2, Math.round(reach * Math.max(width, height)));
  return { follower: followEdges(guide, coarse, radius, smoothness), look };
}

/** Of planes of red, green and blue one after the other. */
function brightness(planes: Float32Array): Float32Array {
  const size = planes.length / 3;
  return Float32Array.from({ length: size }, (_, index) =>
    lightOf(planes[index] ?? 0, planes[size + index] ?? 0, planes[2 * size + index] ?? 0),
  );
}

function lookOf(guide: Plane, mask: Plane): RegionLook | undefined {
  const rows: number[] = [];
  const sums = { weight: 0, light: 0 };
  for (const [index, probability] of mask.data.entries()) {
    const share = shareOf(probability);
    if (share === 0) continue;
    sums.weight += share;
    sums.light += share * (guide.data[index] ?? 0);
    if (share > 0.5) rows.push(Math.floor(index / mask.width));
  }
  if (sums.weight < smallest * mask.data.length || rows.length === 0) return undefined;
  // The rows rise; a few stray places above or below are no end of the region.
  const at = (share: number) => ((rows[Math.floor(share * (rows.length - 1))] ?? 0) + 0.5) / mask.height;
  return { light: (255 * sums.light) / sums.weight, top: at(0.02), bottom: at(0.98) };
}
