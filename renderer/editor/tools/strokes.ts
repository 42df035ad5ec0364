import { drawnOn, type Stroke, type StrokeKind } from '../stroke';
import { go, type Phase, type PointerPart } from './phase';

/** Brush, eraser, restoring brush and mask brush: a press begins a stroke, letting go ends it. Alt turns the mask brush round. */
export function strokeTool(kind: StrokeKind): Phase {
  return {
    cursor: 'none',
    on: (event) => {
      if (event.kind !== 'down') return go(strokeTool(kind));
      return go(stroking(kind, drawnOn({ kind: turnedRound(kind, event), points: [] }, pointOf(event))));
    },
  };
}

function stroking(kind: StrokeKind, stroke: Stroke): Phase {
  return {
    cursor: 'none',
    preview: { stroke },
    on: (event) => {
      switch (event.kind) {
        case 'move':
          return go(stroking(kind, drawnOn(stroke, pointOf(event))));
        case 'up':
          return go(strokeTool(kind), { kind: 'stroke', stroke });
        case 'cancel':
          return go(strokeTool(kind));
        case 'down':
        case 'double':
        case 'confirm':
          return go(stroking(kind, stroke));
      }
    },
  };
}

function turnedRound(kind: StrokeKind, { alt }: PointerPart): StrokeKind {
  if (!alt) return kind;
  if (kind === 'mask') return 'unmask';
  return kind === 'brush' ? 'eraser' : kind;
}

function pointOf({ at, pressure }: PointerPart) {
  return { x: at.x, y: at.y, pressure };
}
