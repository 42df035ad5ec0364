import { between, distance, type Point } from '../geometry';
import { go, tremble, type MaskShape, type Phase, type PointerPart, type Step, type ToolContext } from './phase';

/** A mask by a rectangle; with Alt it is taken away. */
export function maskRectangle(): Phase {
  return {
    cursor: 'crosshair',
    on: (event) => go(event.kind === 'down' ? stretching(event) : maskRectangle()),
  };
}

function stretching(start: PointerPart, now: Point = start.at): Phase {
  return {
    cursor: 'crosshair',
    preview: { area: { rect: between(start.at, now), kind: start.alt ? 'unmask' : 'mask' } },
    on: (event, context) => {
      if (event.kind === 'move') return go(stretching(start, event.at));
      if (event.kind === 'cancel') return go(maskRectangle());
      if (event.kind !== 'up') return go(stretching(start, now));
      if (isClick(start.at, event.at, context)) return go(maskRectangle());
      return done(maskRectangle(), start, { kind: 'rectangle', rect: between(start.at, event.at) });
    },
  };
}

/** A mask by a line drawn round it; with Alt it is taken away. */
export function lasso(): Phase {
  return {
    cursor: 'crosshair',
    on: (event) => go(event.kind === 'down' ? looping(event, [event.at]) : lasso()),
  };
}

function looping(start: PointerPart, line: readonly Point[]): Phase {
  return {
    cursor: 'crosshair',
    preview: { line },
    on: (event, { scale }) => {
      if (event.kind === 'move') return go(looping(start, longer(line, event.at, scale)));
      if (event.kind === 'cancel') return go(lasso());
      if (event.kind !== 'up') return go(looping(start, line));
      return line.length < 3 ? go(lasso()) : done(lasso(), start, { kind: 'polygon', points: line });
    },
  };
}

/** Points nearer than two screen pixels add nothing that one could see. */
function longer(line: readonly Point[], at: Point, scale: number): readonly Point[] {
  const last = line.at(-1);
  return last !== undefined && distance(last, at) * scale < 2 ? line : [...line, at];
}

function done(phase: Phase, { alt }: PointerPart, shape: MaskShape): Step {
  return go(phase, { kind: 'mask', shape, mode: alt ? 'subtract' : 'add' });
}

function isClick(one: Point, other: Point, { scale }: ToolContext): boolean {
  return Math.min(Math.abs(one.x - other.x), Math.abs(one.y - other.y)) * scale < tremble;
}
