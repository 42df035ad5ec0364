/** What may come next at one point of a sequence. A state is never changed; states may be shared by any number of rows. */
export interface GrammarState {
  /** Ids that may be drawn, in rising order. The same array for the same choice, so that memory can be kept by it. */
  readonly allowed: Int32Array;
  /** The state behind a drawn token, or `undefined` where the sequence ends with it. */
  after(token: number): GrammarState | undefined;
}

/** Any of the allowed ids at every point, until one of `stop` is drawn. */
export function anyOf(allowed: Int32Array, stop: ReadonlySet<number> = new Set()): GrammarState {
  const state: GrammarState = { allowed, after: (token) => (stop.has(token) ? undefined : state) };
  return state;
}

/** All ids of some sets without an id in common, in rising order. */
export function union(...sets: readonly Int32Array[]): Int32Array {
  return Int32Array.from(sets.flatMap((set) => [...set])).sort();
}
