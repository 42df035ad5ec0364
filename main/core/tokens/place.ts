import type { Transformer } from '../../../preload/contract';

/** Where an element of a sequence stands, and what it is. */
export type Place = {
  /** Running index of the segment: every text token is one, a whole picture is one. */
  readonly t: number;
  readonly row: number;
  readonly column: number;
  /** Number of the kind embedding; 0 in packs that tell no kinds apart. */
  readonly kind: number;
};

/** What the manifest says about places. */
export type Layout = Pick<Transformer, 'positions' | 'kinds'>;

type KindName = keyof NonNullable<Layout['kinds']>;

export function kindOf({ kinds }: Layout, name: KindName): number {
  return kinds?.[name] ?? 0;
}

export function textPlace(layout: Layout, t: number): Place {
  const neutral = layout.positions.kind === 'index' ? 0 : layout.positions.neutral;
  return { t, row: neutral, column: neutral, kind: kindOf(layout, 'text') };
}

/** Of text that belongs to a place in the picture: `row` and `column` in cells, the centre of the first cell being 0. */
export function placedText(layout: Layout, t: number, row: number, column: number): Place {
  return { t, row, column, kind: kindOf(layout, 'text') };
}

export function cellPlace(t: number, index: number, columns: number, kind: number): Place {
  return { t, row: Math.floor(index / columns), column: index % columns, kind };
}
