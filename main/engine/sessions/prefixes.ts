import { copyElements, type Elements, sameElements } from '../../core/tokens/elements';

/** A run of elements that was read right after `before`, or first of all, and what came of it. */
export type PrefixPart = {
  readonly before: PrefixPart | undefined;
  readonly elements: Elements;
  /** Keys and values of the run alone, as the graph gave them. */
  readonly present: Float32Array;
  /** What the run's last element predicts. */
  readonly logits: Float32Array;
};

/**
 * Beginnings of sequences that were read lately, such as the picture that one question after the other is asked about.
 * They are kept in the parts in which they were read, so that what is read after them comes out to the last bit as if they
 * had been read again. Those that were not used for longest are forgotten first.
 */
export class Prefixes {
  readonly #maximumBytes: number;
  /** From the least to the most recently used; no part leaves before those that follow it. */
  readonly #parts = new Set<PrefixPart>();
  #bytes = 0;

  constructor(maximumBytes: number) {
    this.#maximumBytes = maximumBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** What came of reading just these elements after `before`. */
  find(before: PrefixPart | undefined, elements: Elements): PrefixPart | undefined {
    for (const part of this.#parts) {
      if (part.before !== before || !sameElements(part.elements, elements)) continue;
      this.#touch(part);
      return part;
    }
    return undefined;
  }

  /** Takes over `present` and `logits`, which must not be written to any more. */
  keep(before: PrefixPart | undefined, elements: Elements, present: Float32Array, logits: Float32Array): PrefixPart {
    const part = { before, elements: copyElements(elements), present, logits };
    this.#parts.add(part);
    this.#bytes += bytesOf(part);
    this.#touch(part);
    this.#forgetOldest();
    return part;
  }

  clear(): void {
    this.#parts.clear();
    this.#bytes = 0;
  }

  /** The part and then all before it become the most recent ones. */
  #touch(part: PrefixPart): void {
    for (let each: PrefixPart | undefined = part; each !== undefined; each = each.before) {
      if (this.#parts.delete(each)) this.#parts.add(each);
    }
  }

  #forgetOldest(): void {
    for (const part of this.#parts) {
      if (this.#bytes <= this.#maximumBytes) return;
      this.#parts.delete(part);
      this.#bytes -= bytesOf(part);
    }
  }
}

function bytesOf({ present, logits }: PrefixPart): number {
  return present.byteLength + logits.byteLength;
}
