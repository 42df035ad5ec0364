import type { Layer, Rect } from '../../../../preload/contract';
import { updateLayer } from '../../changes';
import { add } from '../../geometry';
import { shapeOf } from '../../selection';
import { pulled, type Handle } from '../../shape';
import { snapLines, snapPoint, unsnapped } from '../../snap';
import { dragging } from '../dragging';
import { snapReach, type Phase, type PointerPart, type Preview, type ToolContext } from '../phase';
import { idle, resizeCursor } from './idle';

/** Pulls a handle. Pictures keep their ratio unless Shift is held, boxes only if it is; Alt keeps the middle. */
export function resizing(before: Layer, handle: Handle): Phase {
  const shape = shapeOf(before);
  const cursor = resizeCursor(handle, shape.rotation);
  const rest = () => idle(cursor);
  return dragging({ cursor, mark: 'resize', previewOf, done: rest, cancelled: rest });

  function previewOf(event: PointerPart, context: ToolContext): Preview {
    const even = (before.type !== 'box' && before.type !== 'mask') !== event.shift;
    const upright = shape.rotation === 0 && !even && context.snapping && !event.command;
    const axes = { x: handle.across !== 0, y: handle.down !== 0 };
    const { by, guides } = upright
      ? snapPoint(event.at, snapLines(context.document, [before.id]), snapReach / context.scale, axes)
      : unsnapped;
    const rect = pulled(shape, handle, { to: add(event.at, by), even, centred: event.alt });
    return { diff: same(rect, before.rect) ? [] : updateLayer(context.document, { ...before, rect }), guides };
  }
}

function same(one: Rect, other: Rect): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}
