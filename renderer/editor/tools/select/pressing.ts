import { distance } from '../../geometry';
import type { Selection } from '../../selection';
import { go, tremble, type Phase, type PointerPart } from '../phase';
import { idle } from './idle';
import { moving } from './moving';

/** A layer is pressed: a drag moves all that is selected, letting go selects `own` alone. */
export function pressing(start: PointerPart, moved: Selection, own: Selection): Phase {
  const phase: Phase = {
    cursor: 'move',
    on: (event, context) => {
      switch (event.kind) {
        case 'move': {
          const still = distance(start.at, event.at) * context.scale < tremble;
          return still ? go(phase) : moving(start.at, moved, context.document).on(event, context);
        }
        case 'up':
          return go(idle('move'), { kind: 'select', selection: own });
        case 'cancel':
          return go(idle('move'));
        case 'down':
        case 'double':
        case 'confirm':
          return go(phase);
      }
    },
  };
  return phase;
}
