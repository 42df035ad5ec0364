import type { StudioDocument } from '../../../../preload/contract';
import { moveLayers, pasteLayers } from '../../arrange';
import type { Diff } from '../../diff';
import { add, shift, subtract, type Point } from '../../geometry';
import { selectedLayers, selectionBounds, type Selection } from '../../selection';
import { snapLines, snapRect, unsnapped } from '../../snap';
import { go, snapReach, type Phase, type PointerPart, type Preview, type ToolContext } from '../phase';
import { idle } from './idle';

/** Moves what is selected; with Alt a copy of it, with Shift along one axis only. */
export function moving(start: Point, moved: Selection, before: StudioDocument, preview: Preview = {}): Phase {
  return {
    cursor: 'move',
    preview,
    on: (event, context) => {
      switch (event.kind) {
        case 'move':
          return go(moving(start, moved, before, previewOf(event, context)));
        case 'up': {
          const { diff, copies } = result(event, context);
          if (diff.length === 0) return go(idle('move'));
          const mark = copies === undefined ? 'move' : 'copy';
          const acts = copies === undefined ? [] : [{ kind: 'select', selection: copies } as const];
          return go(idle('move'), { kind: 'commit', mark, diff }, ...acts);
        }
        case 'cancel':
          return go(idle('move'));
        case 'down':
        case 'double':
        case 'confirm':
          return go(moving(start, moved, before, preview));
      }
    },
  };

  function previewOf(event: PointerPart, context: ToolContext): Preview {
    const { diff, guides } = result(event, context);
    return { diff, guides };
  }

  function result(event: PointerPart, context: ToolContext) {
    const { by, guides } = travel(event, context);
    if (!event.alt) return { diff: moveLayers(before, moved, by) satisfies Diff, guides };
    const pasted = pasteLayers(before, selectedLayers(before, moved), by);
    return { diff: pasted.diff, guides, copies: pasted.ids };
  }

  function travel({ at, shift: straight, command }: PointerPart, { scale, snapping }: ToolContext) {
    const free = straight ? alongOneAxis(subtract(at, start)) : subtract(at, start);
    const area = selectionBounds(before, moved);
    const snaps = snapping && !command && area !== undefined;
    const { by, guides } = snaps ? snapRect(shift(area, free), snapLines(before, moved), snapReach / scale) : unsnapped;
    const fitted = add(free, by);
    return { by: straight ? { x: free.x === 0 ? 0 : fitted.x, y: free.y === 0 ? 0 : fitted.y } : fitted, guides };
  }
}

function alongOneAxis({ x, y }: Point): Point {
  return Math.abs(x) >= Math.abs(y) ? { x, y: 0 } : { x: 0, y };
}
