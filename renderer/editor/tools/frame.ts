import type { Rect } from '../../../preload/contract';
import { setCanvas } from '../changes';
import type { Diff } from '../diff';
import { bounds } from '../document';
import { add, contains, keepInside, shift, subtract, type Point } from '../geometry';
import { gripAt } from '../hit';
import { pulled, type Handle } from '../shape';
import { snapLines, snapRect, unsnapped } from '../snap';
import { dragging } from './dragging';
import { go, snapReach, type Cursor, type Phase, type PointerPart, type ToolContext } from './phase';
import { resizeCursor } from './select/idle';

/** Smallest side of the frame in document pixels. */
export const leastFrame = 16;

/** Moves the frame, or makes it larger or smaller. It stays square, whole and inside the canvas. */
export function frameTool(cursor: Cursor = 'default'): Phase {
  return {
    cursor,
    on: (event, context) => {
      if (event.kind === 'move') return go(frameTool(cursorAt(event, context)));
      if (event.kind !== 'down') return go(frameTool(cursor));
      const handle = handleAt(event, context);
      const { frame } = context.document;
      if (handle !== undefined) return go(changing((now) => pulledFrame(frame, handle, now), resizeCursor(handle, 0)));
      // A press outside brings the frame there.
      const start = contains(frame, event.at) ? frame : centredAt(frame, event.at);
      return changing((now, by) => snapped(shift(start, subtract(now.at, event.at)), now, by), 'move').on(
        { ...event, kind: 'move' },
        context,
      );
    },
  };
}

type NextFrame = (now: PointerPart, context: ToolContext) => Rect;

function changing(next: NextFrame, cursor: Cursor): Phase {
  return dragging({
    cursor,
    mark: 'move the frame',
    previewOf: (event, context) => ({ diff: diffTo(next(event, context), context) }),
    done: () => frameTool(cursor),
    cancelled: () => frameTool(),
  });
}

function diffTo(wanted: Rect, { document }: ToolContext): Diff {
  const frame = wholeSquare(wanted, document);
  const { x, y, width } = document.frame;
  if (frame.x === x && frame.y === y && frame.width === width) return [];
  return setCanvas(document, { width: document.width, height: document.height, frame });
}

/** Whole pixels, square, inside the canvas. */
export function wholeSquare(wanted: Rect, canvas: { readonly width: number; readonly height: number }): Rect {
  const most = Math.min(canvas.width, canvas.height);
  const side = Math.min(most, Math.max(Math.min(leastFrame, most), Math.round(Math.max(wanted.width, wanted.height))));
  const square = { x: Math.round(wanted.x), y: Math.round(wanted.y), width: side, height: side };
  return keepInside(square, { x: 0, y: 0, ...canvas });
}

function pulledFrame(frame: Rect, handle: Handle, { at, alt }: PointerPart): Rect {
  return pulled({ rect: frame, rotation: 0 }, handle, { to: at, even: true, centred: alt }, leastFrame);
}

function snapped(rect: Rect, { command }: PointerPart, { document, scale, snapping }: ToolContext): Rect {
  const lines = snapLines({ ...document, frame: bounds(document) });
  const { by } = snapping && !command ? snapRect(rect, lines, snapReach / scale) : unsnapped;
  return shift(rect, by);
}

function centredAt(frame: Rect, at: Point): Rect {
  return { ...frame, ...add(at, { x: -frame.width / 2, y: -frame.height / 2 }) };
}

function handleAt({ at }: PointerPart, { document, scale }: ToolContext): Handle | undefined {
  const held = gripAt({ type: 'box', rect: document.frame }, at, scale);
  return held?.kind === 'resize' ? held.handle : undefined;
}

function cursorAt(event: PointerPart, context: ToolContext): Cursor {
  const handle = handleAt(event, context);
  if (handle !== undefined) return resizeCursor(handle, 0);
  return contains(context.document.frame, event.at) ? 'move' : 'crosshair';
}
