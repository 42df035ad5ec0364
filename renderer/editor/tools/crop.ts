import type { Rect, StudioDocument } from '../../../preload/contract';
import type { Diff } from '../diff';
import { setCanvas, updateLayer } from '../changes';
import { bounds } from '../document';
import { add, between, contains, intersection, keepInside, shift, subtract, type Point } from '../geometry';
import { snapLines, snapPoint, unsnapped } from '../snap';
import { wholeSquare } from './frame';
import { go, snapReach, tremble, type Phase, type PointerPart, type ToolContext } from './phase';

/** Draws the part of the canvas that stays; Enter cuts, Escape leaves everything as it is. */
export function cropTool(area?: Rect): Phase {
  return {
    cursor: 'crosshair',
    preview: area === undefined ? {} : { area: { rect: area, kind: 'crop' } },
    on: (event, context) => {
      switch (event.kind) {
        case 'down':
          return go(area !== undefined && contains(area, event.at) ? sliding(area, event.at) : drawing(event.at));
        case 'confirm':
          return area === undefined ? go(cropTool()) : cut(area, context.document);
        case 'cancel':
          return go(cropTool());
        case 'move':
        case 'up':
        case 'double':
          return go(cropTool(area));
      }
    },
  };
}

function drawing(start: Point, area?: Rect): Phase {
  return {
    cursor: 'crosshair',
    preview: area === undefined ? {} : { area: { rect: area, kind: 'crop' } },
    on: (event, context) => {
      if (event.kind === 'move') return go(drawing(start, areaAt(start, event, context)));
      if (event.kind === 'up') return go(cropTool(areaAt(start, event, context)));
      return go(event.kind === 'cancel' ? cropTool() : drawing(start, area));
    },
  };
}

function sliding(area: Rect, start: Point): Phase {
  return {
    cursor: 'move',
    preview: { area: { rect: area, kind: 'crop' } },
    on: (event, { document }) => {
      if (event.kind !== 'move') return go(event.kind === 'up' ? cropTool(area) : cropTool());
      return go(sliding(keepInside(shift(area, subtract(event.at, start)), bounds(document)), event.at));
    },
  };
}

/** Whole pixels inside the canvas; nothing as long as it is no larger than a click. */
function areaAt(start: Point, { at, command }: PointerPart, { document, scale, snapping }: ToolContext) {
  const lines = snapLines(document);
  const fit = (point: Point) => (snapping && !command ? snapPoint(point, lines, snapReach / scale) : unsnapped);
  const drawn = between(add(start, fit(start).by), add(at, fit(at).by));
  const inside = intersection(drawn, bounds(document));
  if (inside === undefined || Math.min(inside.width, inside.height) * scale < tremble) return undefined;
  const [x, y] = [Math.round(inside.x), Math.round(inside.y)];
  return {
    x,
    y,
    width: Math.max(1, Math.round(inside.x + inside.width) - x),
    height: Math.max(1, Math.round(inside.y + inside.height) - y),
  };
}

function cut(area: Rect, document: StudioDocument) {
  return go(cropTool(), { kind: 'commit', mark: 'crop', diff: cropDiff(document, area) });
}

/** The canvas becomes `area`; layers move along, pixels outside stay in them and can be moved in again. */
export function cropDiff(document: StudioDocument, area: Rect): Diff {
  const by = { x: -area.x, y: -area.y };
  const size = { width: area.width, height: area.height };
  const frame = wholeSquare(shift(document.frame, by), size);
  return [
    ...setCanvas(document, { ...size, frame }),
    ...document.layers.flatMap((layer) => updateLayer(document, { ...layer, rect: shift(layer.rect, by) })),
  ];
}
