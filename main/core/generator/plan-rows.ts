export type RowFork = { readonly from: number; readonly to: number };

export type RowPlan = {
  /** The row of each child, in the order of the children. */
  readonly rows: readonly number[];
  /** Copies to make, in any order: no row that is read is also written to. */
  readonly forks: readonly RowFork[];
};

/**
 * Finds rows for beams that go on from others: `parents` holds, for each child, the row its parent lies in. The first child
 * of a parent stays there; every further one is copied into a row nobody goes on from. As beams need no order among the
 * rows this never moves a row that lives, takes the fewest copies there are, and no row to spare.
 *
 * Throws `RangeError` for more children than `rowCount`.
 */
export function planRows(parents: readonly number[], rowCount: number): RowPlan {
  if (parents.length > rowCount) throw new RangeError(`${parents.length} beams do not fit into ${rowCount} rows.`);
  const living = new Set(parents);
  const free = Array.from({ length: rowCount }, (_, row) => row).filter((row) => !living.has(row));
  const forks: RowFork[] = [];
  const rows = parents.map((from) => {
    if (living.delete(from)) return from;
    const to = free.shift() ?? from;
    forks.push({ from, to });
    return to;
  });
  return { rows, forks };
}
