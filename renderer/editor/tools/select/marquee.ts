import { between, type Point } from '../../geometry';
import { layersIn } from '../../hit';
import { withGroup, type Selection } from '../../selection';
import { go, type Phase } from '../phase';
import { idle } from './idle';

/** Draws a rectangle; what it touches is selected. A plain click selects nothing. */
export function marquee(start: Point, kept: Selection, now: Point = start): Phase {
  return {
    cursor: 'default',
    preview: { area: { rect: between(start, now), kind: 'marquee' } },
    on: (event, { document, selection }) => {
      if (event.kind === 'cancel') return go(idle(), { kind: 'select', selection: kept });
      if (event.kind === 'up')
        return go(idle(), ...(now === start ? [{ kind: 'select', selection: kept } as const] : []));
      if (event.kind !== 'move') return go(marquee(start, kept, now));
      const touched = layersIn(document, between(start, event.at)).flatMap(({ id }) => withGroup(document, id));
      const next = [...new Set([...kept, ...touched])];
      const same = next.length === selection.length && next.every((id) => selection.includes(id));
      return go(marquee(start, kept, event.at), ...(same ? [] : [{ kind: 'select', selection: next } as const]));
    },
  };
}
