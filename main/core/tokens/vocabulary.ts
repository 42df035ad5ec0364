import type { PackManifest, Rectangle, TokenRange } from '../../../preload/contract';

export type StopName = 'eos' | 'break' | 'infill';

/** The transformer's one id space, as the manifest lays it out. */
export class Vocabulary {
  readonly size: number;
  readonly #tokens: PackManifest['tokens'];

  constructor(tokens: PackManifest['tokens']) {
    this.size = tokens.vocabularySize;
    this.#tokens = tokens;
  }

  get break(): number {
    return this.#tokens.special.break;
  }

  get eos(): number {
    return this.#tokens.special.eos;
  }

  get pad(): number {
    return this.#tokens.special.pad;
  }

  /** Stands in a cell of a picture that is to be filled. */
  get hole(): number {
    return this.#tokens.special.hole;
  }

  /** The id of a code of the image codebook. Throws RangeError for one that the codebook does not have. */
  imageToken(code: number): number {
    const [start, end] = this.#tokens.ranges.image;
    if (code < 0 || start + code >= end) throw new RangeError(`The image codebook has no code ${code}.`);
    return start + code;
  }

  imageCode(token: number): number {
    return token - this.#tokens.ranges.image[0];
  }

  /** The ids that may be drawn inside a picture, in rising order. */
  imageTokens(): Int32Array {
    return idsOf(this.#tokens.ranges.image);
  }

  /** The ids that may be drawn while writing text, in rising order. */
  textTokens(stop: ReadonlySet<number>): Int32Array {
    return Int32Array.from(new Set([...idsOf(this.#tokens.ranges.text), ...stop])).sort();
  }

  /** The location token that says best how far along a side something lies; 0 is its start, 1 its end. */
  locationToken(fraction: number): number {
    const [start, end] = this.#tokens.ranges.location;
    return start + Math.round(Math.min(1, Math.max(0, fraction)) * (end - start - 1));
  }

  /** The four location tokens of a box: x0, y0, x1, y1. */
  boxTokens({ x0, y0, x1, y1 }: Rectangle): readonly number[] {
    return [x0, y0, x1, y1].map((fraction) => this.locationToken(fraction));
  }

  /** How far along a side a location token lies, 0..1. */
  locationFraction(token: number): number {
    const [start, end] = this.#tokens.ranges.location;
    return (token - start) / (end - start - 1);
  }

  /** The ids of all locations, from the start of a side to its end. */
  locationTokens(): Int32Array {
    return idsOf(this.#tokens.ranges.location);
  }

  /** Whether it has words for places in a picture. */
  get tellsPlaces(): boolean {
    const [start, end] = this.#tokens.ranges.location;
    return end - start > 1;
  }

  isLocation(token: number): boolean {
    const [start, end] = this.#tokens.ranges.location;
    return token >= start && token < end;
  }

  stopTokens(names: readonly StopName[]): ReadonlySet<number> {
    return new Set(names.map((name) => this.#tokens.special[name]));
  }
}

function idsOf([start, end]: TokenRange): Int32Array {
  return Int32Array.from({ length: end - start }, (_, index) => start + index);
}
