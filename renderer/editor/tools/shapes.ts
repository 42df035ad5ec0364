import { between, distance, type Point } from '../geometry';
import {
  go,
  tremble,
  type DrawnShape,
  type Phase,
  type PointerPart,
  type ShapeUse,
  type Step,
  type ToolContext,
} from './phase';

/** Draws a rectangle; with Alt it is taken away. */
export function rectangle(use: ShapeUse): Phase {
  return {
    cursor: 'crosshair',
    on: (event) => go(event.kind === 'down' ? stretching(use, event) : rectangle(use)),
  };
}

function stretching(use: ShapeUse, start: PointerPart, now: Point = start.at): Phase {
  return {
    cursor: 'crosshair',
    preview: { area: { rect: between(start.at, now), kind: start.alt ? 'unmask' : use } },
    on: (event, context) => {
      if (event.kind === 'move') return go(stretching(use, start, event.at));
      if (event.kind === 'cancel') return go(rectangle(use));
      if (event.kind !== 'up') return go(stretching(use, start, now));
      if (isClick(start.at, event.at, context)) return go(rectangle(use));
      return done(use, rectangle(use), start, { kind: 'rectangle', rect: between(start.at, event.at) });
    },
  };
}

/** Draws a shape by a line round it; with Alt it is taken away. */
export function lasso(use: ShapeUse): Phase {
  return {
    cursor: 'crosshair',
    on: (event) => go(event.kind === 'down' ? looping(use, event, [event.at]) : lasso(use)),
  };
}

function looping(use: ShapeUse, start: PointerPart, line: readonly Point[]): Phase {
  return {
    cursor: 'crosshair',
    preview: { line },
    on: (event, { scale }) => {
      if (event.kind === 'move') return go(looping(use, start, longer(line, event.at, scale)));
      if (event.kind === 'cancel') return go(lasso(use));
      if (event.kind !== 'up') return go(looping(use, start, line));
      return line.length < 3 ? go(lasso(use)) : done(use, lasso(use), start, { kind: 'polygon', points: line });
    },
  };
}

/** Points nearer than two screen pixels add nothing that one could see. */
function longer(line: readonly Point[], at: Point, scale: number): readonly Point[] {
  const last = line.at(-1);
  return last !== undefined && distance(last, at) * scale < 2 ? line : [...line, at];
}

function done(use: ShapeUse, phase: Phase, { alt }: PointerPart, shape: DrawnShape): Step {
  return go(phase, { kind: use, shape, mode: alt ? 'subtract' : 'add' });
}

function isClick(one: Point, other: Point, { scale }: ToolContext): boolean {
  return Math.min(Math.abs(one.x - other.x), Math.abs(one.y - other.y)) * scale < tremble;
}
