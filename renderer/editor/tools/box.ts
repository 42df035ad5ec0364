import type { Rect, StudioDocument } from '../../../preload/contract';
import { boxLayer } from '../boxes';
import { addLayer } from '../changes';
import { bounds } from '../document';
import { add, between, intersection, type Point } from '../geometry';
import { handledLayer, layerAt } from '../hit';
import { snapLines, snapPoint, unsnapped } from '../snap';
import {
  go,
  snapReach,
  tremble,
  type Cursor,
  type Phase,
  type PointerPart,
  type Step,
  type ToolContext,
} from './phase';
import { cursorAt, grip, namingAt } from './select/idle';

/** Draws labelled boxes. The handles of a box that is selected stay in reach. */
export function boxTool(cursor: Cursor = 'crosshair'): Phase {
  return {
    cursor,
    on: (event, context) => {
      switch (event.kind) {
        case 'down':
          return go(heldBox(event, context) ?? drawing(event.at));
        case 'move':
          return go(boxTool(hover(event, context)));
        case 'double':
          return go(boxTool(cursor), ...namingAt(event, context));
        case 'cancel':
          return go(boxTool(), { kind: 'select', selection: [] });
        case 'up':
        case 'confirm':
          return go(boxTool(cursor));
      }
    },
  };
}

/** Handles work as with the selection tool, and lead back to this one. */
function heldBox(event: PointerPart, context: ToolContext): Phase | undefined {
  const held = grip(event, context);
  return held === undefined ? undefined : during(held);
}

function during(phase: Phase): Phase {
  return {
    ...phase,
    on: (event, context) => {
      const { phase: next, acts } = phase.on(event, context);
      const ends = event.kind === 'up' || event.kind === 'cancel';
      return { phase: ends ? boxTool() : during(next), acts };
    },
  };
}

function hover(event: PointerPart, context: ToolContext): Cursor {
  const layer = handledLayer(context.document, context.selection);
  const at = layer === undefined ? 'crosshair' : cursorAt(event, context);
  return at.endsWith('-resize') || at === 'turn' ? at : 'crosshair';
}

function drawing(start: Point, preview: NonNullable<Phase['preview']> = {}): Phase {
  return {
    cursor: 'crosshair',
    preview,
    on: (event, context) => {
      switch (event.kind) {
        case 'move': {
          const { rect, guides } = boxAt(start, event, context);
          return go(drawing(start, { diff: rect === undefined ? [] : newBox(context.document, rect).diff, guides }));
        }
        case 'up':
          return finish(start, event, context);
        case 'cancel':
          return go(boxTool());
        case 'down':
        case 'double':
        case 'confirm':
          return go(drawing(start, preview));
      }
    },
  };
}

function finish(start: Point, event: PointerPart, context: ToolContext): Step {
  const { rect } = boxAt(start, event, context);
  if (rect === undefined) return select(event, context);
  const { diff, box } = newBox(context.document, rect);
  return go(
    boxTool(),
    { kind: 'commit', mark: 'draw a box', diff },
    { kind: 'select', selection: [box.id] },
    { kind: 'name', layer: box.id, fresh: true },
  );
}

/** A click draws nothing: it selects the box that is there. */
function select({ at }: PointerPart, { document }: ToolContext): Step {
  const layer = layerAt(document, at);
  return go(boxTool(), { kind: 'select', selection: layer?.type === 'box' ? [layer.id] : [] });
}

/** The box so far, inside the canvas; nothing as long as it is no larger than a click. */
function boxAt(start: Point, { at, command }: PointerPart, { document, scale, snapping }: ToolContext) {
  const lines = snapLines(document);
  const fit = (point: Point) => (snapping && !command ? snapPoint(point, lines, snapReach / scale) : unsnapped);
  const end = fit(at);
  const rect = intersection(between(add(start, fit(start).by), add(at, end.by)), bounds(document));
  const large = rect !== undefined && Math.min(rect.width, rect.height) * scale >= tremble;
  return { rect: large ? rect : undefined, guides: end.guides };
}

function newBox(document: StudioDocument, rect: Rect) {
  const box = boxLayer(document, rect, '');
  return { box, diff: addLayer(document, box) };
}
