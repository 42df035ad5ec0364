import type { Layout, Place } from './place';

/**
 * Tokens as the transformer reads them, field by field: a run of one row's tokens, or one token for each row.
 * Positions hold three numbers (t, row, column) per element, `features` as many as `dimension` says: the vector that is read
 * in the token's place, zero where there is none. In sequences without any the dimension is 0.
 */
export type Elements = {
  readonly count: number;
  readonly tokens: Int32Array;
  readonly keyPositions: Float32Array;
  /** Where the token stands that this element is to predict, or the element's own place in packs without that trick. */
  readonly queryPositions: Float32Array;
  readonly kinds: Int32Array;
  readonly nextKinds: Int32Array;
  readonly dimension: number;
  readonly features: Float32Array;
};

export function createElements(count: number, dimension = 0): Elements {
  return {
    count,
    dimension,
    tokens: new Int32Array(count),
    keyPositions: new Float32Array(3 * count),
    queryPositions: new Float32Array(3 * count),
    kinds: new Int32Array(count),
    nextKinds: new Int32Array(count),
    features: new Float32Array(dimension * count),
  };
}

/** Writes the element at `index`: the token, its own place, and the place of the one that follows it. */
export function setElement(
  elements: Elements,
  index: number,
  token: number,
  own: Place,
  next: Place,
  layout: Layout,
): void {
  const { positions } = layout;
  elements.tokens[index] = token;
  elements.kinds[index] = own.kind;
  elements.nextKinds[index] = next.kind;
  setPosition(elements.keyPositions, index, own);
  setPosition(elements.queryPositions, index, positions.kind !== 'index' && positions.nextCell ? next : own);
}

/** The elements from `start` to `end` as views, not copies. */
export function sliceElements(elements: Elements, start: number, end: number): Elements {
  return {
    count: end - start,
    tokens: elements.tokens.subarray(start, end),
    keyPositions: elements.keyPositions.subarray(3 * start, 3 * end),
    queryPositions: elements.queryPositions.subarray(3 * start, 3 * end),
    kinds: elements.kinds.subarray(start, end),
    nextKinds: elements.nextKinds.subarray(start, end),
    dimension: elements.dimension,
    features: elements.features.subarray(elements.dimension * start, elements.dimension * end),
  };
}

/** The vector that is read at `index`; empty in sequences without any. */
export function featuresAt({ features, dimension }: Elements, index: number): Float32Array {
  return features.subarray(dimension * index, dimension * (index + 1));
}

export function copyElements({ count, dimension, ...fields }: Elements): Elements {
  return {
    count,
    dimension,
    tokens: fields.tokens.slice(),
    keyPositions: fields.keyPositions.slice(),
    queryPositions: fields.queryPositions.slice(),
    kinds: fields.kinds.slice(),
    nextKinds: fields.nextKinds.slice(),
    features: fields.features.slice(),
  };
}

/** Whether a transformer would read both as the same. */
export function sameElements(one: Elements, other: Elements): boolean {
  return (
    sameNumbers(one.tokens, other.tokens) &&
    sameNumbers(one.keyPositions, other.keyPositions) &&
    sameNumbers(one.queryPositions, other.queryPositions) &&
    sameNumbers(one.kinds, other.kinds) &&
    sameNumbers(one.nextKinds, other.nextKinds) &&
    sameNumbers(one.features, other.features)
  );
}

function sameNumbers(one: Int32Array | Float32Array, other: Int32Array | Float32Array): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

function setPosition(positions: Float32Array, index: number, { t, row, column }: Place): void {
  positions[3 * index] = t;
  positions[3 * index + 1] = row;
  positions[3 * index + 2] = column;
}
