import type { Layer } from '../../../../preload/contract';
import { updateLayer } from '../../changes';
import type { Diff } from '../../diff';
import { centreOf, subtract, type Point } from '../../geometry';
import { dragging } from '../dragging';
import type { Phase, PointerPart, ToolContext } from '../phase';
import { idle } from './idle';

const steps = 15;
/** Degrees within which an upright picture stays upright. */
const rest = 2;

/** Turns a picture about its middle; with Shift in steps of 15 degrees. */
export function turning(before: Layer, start: Point): Phase {
  return dragging({
    cursor: 'turn',
    mark: 'turn',
    previewOf: (event, context) => ({ angle: angleAt(event), diff: diffAt(event, context) }),
    done: () => idle('turn'),
    cancelled: () => idle(),
  });

  function angleAt({ at, shift }: PointerPart): number {
    const middle = centreOf(before.rect);
    const turned = startAngle(before) + degrees(subtract(at, middle)) - degrees(subtract(start, middle));
    const whole = ((((turned + 180) % 360) + 360) % 360) - 180;
    if (shift) return Math.round(whole / steps) * steps;
    const quarter = Math.round(whole / 90) * 90;
    return Math.abs(whole - quarter) <= rest ? quarter : Math.round(whole * 10) / 10;
  }

  function diffAt(event: PointerPart, { document }: ToolContext): Diff {
    const angle = angleAt(event);
    if (before.type !== 'picture' || angle === startAngle(before)) return [];
    return updateLayer(document, { ...before, rotation: angle });
  }
}

function startAngle(layer: Layer): number {
  return layer.type === 'picture' ? (layer.rotation ?? 0) : 0;
}

function degrees({ x, y }: Point): number {
  return (Math.atan2(y, x) * 180) / Math.PI;
}
