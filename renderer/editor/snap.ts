import type { LayerId, Rect, StudioDocument } from '../../preload/contract';
import { bounds } from './document';
import type { Point } from './geometry';
import { shapeOf } from './selection';
import { boundsOf } from './shape';

/** A line that something has snapped to, in document pixels. */
export interface Guide {
  readonly axis: 'x' | 'y';
  readonly at: number;
}

/** Places that edges and middles like to lie on. */
export interface SnapLines {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export interface Snapped {
  /** What has to be added so that it fits. */
  readonly by: Point;
  readonly guides: readonly Guide[];
}

/** Edges and middles of the canvas, of the frame and of every layer that is seen and not moved itself. */
export function snapLines(document: StudioDocument, moved: readonly LayerId[] = []): SnapLines {
  const others = document.layers.filter(({ id, visible }) => visible && !moved.includes(id));
  const rects = [bounds(document), document.frame, ...others.map((layer) => boundsOf(shapeOf(layer)))];
  return {
    x: unique(rects.flatMap(({ x, width }) => [x, x + width / 2, x + width])),
    y: unique(rects.flatMap(({ y, height }) => [y, y + height / 2, y + height])),
  };
}

/** Fits the edges and the middle of a rectangle that is moved; `reach` in document pixels. */
export function snapRect({ x, y, width, height }: Rect, lines: SnapLines, reach: number): Snapped {
  return combined(
    nearest([x, x + width / 2, x + width], lines.x, reach),
    nearest([y, y + height / 2, y + height], lines.y, reach),
  );
}

/** Fits a corner or edge that is pulled; an axis that does not take part is left alone. */
export function snapPoint(point: Point, lines: SnapLines, reach: number, axes = { x: true, y: true }): Snapped {
  return combined(
    axes.x ? nearest([point.x], lines.x, reach) : undefined,
    axes.y ? nearest([point.y], lines.y, reach) : undefined,
  );
}

export const unsnapped: Snapped = { by: { x: 0, y: 0 }, guides: [] };

interface Fit {
  readonly by: number;
  readonly at: number;
}

function combined(x: Fit | undefined, y: Fit | undefined): Snapped {
  return {
    by: { x: x?.by ?? 0, y: y?.by ?? 0 },
    guides: [
      ...(x === undefined ? [] : [{ axis: 'x', at: x.at } as const]),
      ...(y === undefined ? [] : [{ axis: 'y', at: y.at } as const]),
    ],
  };
}

function nearest(own: readonly number[], lines: readonly number[], reach: number): Fit | undefined {
  let best: Fit | undefined;
  for (const value of own) {
    for (const line of lines) {
      const by = line - value;
      if (Math.abs(by) <= reach && (best === undefined || Math.abs(by) < Math.abs(best.by))) best = { by, at: line };
    }
  }
  return best;
}

function unique(values: readonly number[]): readonly number[] {
  return [...new Set(values)];
}
