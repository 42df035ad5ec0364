/** What the judge's graph gives for the cells of one picture: [classes, rows, columns] each. */
export type CellScores = {
  readonly kinds: Float32Array;
  readonly colours: Float32Array;
  /** Above 0 where a cell and its left (first plane) or upper neighbour (second plane) are of one thing. */
  readonly joined: Float32Array;
};

export type Grid = { readonly rows: number; readonly columns: number };
/** In cells; x1 and y1 are exclusive. */
export type CellBox = { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
export type Instance = { readonly kind: number; readonly colour: number; readonly box: CellBox };

/** A smaller patch is no thing. */
const leastCells = 4;

/** The things in a picture. The recipe measures the judge by the same rules: judge/instances.py. */
export function instances(
  scores: CellScores,
  grid: Grid,
  shown: readonly number[] = kindsOfCells(scores.kinds, grid.rows * grid.columns),
): Instance[] {
  const cells = grid.rows * grid.columns;
  return components(shown, scores.joined, grid)
    .filter((members) => members.length >= leastCells)
    .map((members) => ({
      kind: shown[members[0] ?? 0] ?? 0,
      colour: likeliest(scores.colours, members, cells),
      box: boxOf(members, grid),
    }));
}

/** The number of the likeliest kind in each cell. */
export function kindsOfCells(scores: Float32Array, cells: number): number[] {
  return Array.from({ length: cells }, (_, cell) => likeliest(scores, [cell], cells));
}

/** The class that most of the cells' scores speak for; class 0 is that of no thing. */
function likeliest(scores: Float32Array, members: readonly number[], cells: number): number {
  const sums = Array.from({ length: scores.length / cells }, (_, kind) =>
    members.reduce((sum, cell) => sum + (scores[kind * cells + cell] ?? 0), 0),
  );
  return sums.indexOf(Math.max(...sums));
}

/** Cells of one kind that are joined, directly or through others. */
function components(shown: readonly number[], joined: Float32Array, grid: Grid): number[][] {
  const seen = new Set<number>();
  const found: number[][] = [];
  for (const [start, kind] of shown.entries()) {
    if (kind === 0 || seen.has(start)) continue;
    seen.add(start);
    const members = [start];
    for (const cell of members) {
      for (const other of joinedNeighbours(cell, joined, grid)) {
        if (seen.has(other) || shown[other] !== kind) continue;
        seen.add(other);
        members.push(other);
      }
    }
    found.push(members);
  }
  return found;
}

function joinedNeighbours(cell: number, joined: Float32Array, { rows, columns }: Grid): number[] {
  const column = cell % columns;
  const up = rows * columns;
  const isJoined = (place: number) => (joined[place] ?? 0) > 0;
  return [
    ...(column > 0 && isJoined(cell) ? [cell - 1] : []),
    ...(column + 1 < columns && isJoined(cell + 1) ? [cell + 1] : []),
    ...(cell >= columns && isJoined(up + cell) ? [cell - columns] : []),
    ...(cell + columns < up && isJoined(up + cell + columns) ? [cell + columns] : []),
  ];
}

/** Around the rows and columns that are at least half as full as the fullest: a stray cell does not widen a box. */
function boxOf(members: readonly number[], { columns }: Grid): CellBox {
  const [x0, x1] = extent(members.map((cell) => cell % columns));
  const [y0, y1] = extent(members.map((cell) => Math.floor(cell / columns)));
  return { x0, y0, x1, y1 };
}

function extent(places: readonly number[]): [number, number] {
  const counts = new Map<number, number>();
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const full = [...counts].filter(([, count]) => 2 * count >= most).map(([place]) => place);
  return [Math.min(...full), Math.max(...full) + 1];
}
