import { gripAt, handledLayer, layerAt } from '../../hit';
import type { Handle } from '../../shape';
import { shapeOf, toggle, withGroup } from '../../selection';
import { go, type Act, type Cursor, type Phase, type PointerPart, type Step, type ToolContext } from '../phase';
import { marquee } from './marquee';
import { pressing } from './pressing';
import { resizing } from './resizing';
import { turning } from './turning';

/** Nothing is pressed. The cursor says what a press would do. */
export function idle(cursor: Cursor = 'default'): Phase {
  return {
    cursor,
    on: (event, context) => {
      switch (event.kind) {
        case 'down':
          return press(event, context);
        case 'move':
          return go(idle(cursorAt(event, context)));
        case 'double':
          return go(idle(cursor), ...namingAt(event, context));
        case 'cancel':
          return go(idle(), { kind: 'select', selection: [] });
        case 'up':
        case 'confirm':
          return go(idle(cursor));
      }
    },
  };
}

function press(event: PointerPart, context: ToolContext): Step {
  const held = grip(event, context);
  if (held !== undefined) return go(held);
  const layer = layerAt(context.document, event.at);
  if (layer === undefined) return go(marquee(event.at, event.shift ? context.selection : []));
  const ids = withGroup(context.document, layer.id);
  if (event.shift) return go(idle('move'), { kind: 'select', selection: toggle(context.selection, ids) });
  const selected = context.selection.includes(layer.id);
  const acts = selected ? [] : [{ kind: 'select', selection: ids } as const];
  return go(pressing(event, selected ? context.selection : ids, ids), ...acts);
}

/** The gesture of the handle under the pointer, if there is one. */
export function grip({ at }: PointerPart, { document, selection, scale }: ToolContext): Phase | undefined {
  const layer = handledLayer(document, selection);
  const held = layer === undefined ? undefined : gripAt(layer, at, scale);
  if (layer === undefined || held === undefined) return undefined;
  return held.kind === 'turn' ? turning(layer, at) : resizing(layer, held.handle);
}

export function cursorAt({ at }: PointerPart, { document, selection, scale }: ToolContext): Cursor {
  const layer = handledLayer(document, selection);
  const held = layer === undefined ? undefined : gripAt(layer, at, scale);
  if (held?.kind === 'turn') return 'turn';
  if (held !== undefined && layer !== undefined) return resizeCursor(held.handle, shapeOf(layer).rotation);
  return layerAt(document, at) === undefined ? 'default' : 'move';
}

/** A double click on a box gives it another label. */
export function namingAt({ at }: PointerPart, { document }: ToolContext): readonly Act[] {
  const layer = layerAt(document, at);
  return layer?.type === 'box' ? [{ kind: 'name', layer: layer.id, fresh: false }] : [];
}

const directions = ['ew', 'nwse', 'ns', 'nesw'] as const;

/** The double arrow that points the way the handle moves, also on a turned shape. */
export function resizeCursor({ across, down }: Handle, rotation: number): Cursor {
  const angle = (Math.atan2(down, across) * 180) / Math.PI + rotation;
  const eighth = ((Math.round(angle / 45) % 4) + 4) % 4;
  return `${directions[eighth] ?? 'ew'}-resize`;
}
