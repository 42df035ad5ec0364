import type { PackManifest, TokenRange } from '../../../preload/contract';

type StopName = 'eos' | 'break' | 'infill';

/** The transformer's one id space, as the manifest lays it out. */
export class Vocabulary {
  readonly size: number;
  readonly #tokens: PackManifest['tokens'];

  constructor(tokens: PackManifest['tokens']) {
    this.size = tokens.vocabularySize;
    this.#tokens = tokens;
  }

  get pad(): number {
    return this.#tokens.special.pad;
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

  stopTokens(names: readonly StopName[]): ReadonlySet<number> {
    return new Set(names.map((name) => this.#tokens.special[name]));
  }
}

function idsOf([start, end]: TokenRange): Int32Array {
  return Int32Array.from({ length: end - start }, (_, index) => start + index);
}
