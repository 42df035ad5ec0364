/** Uniform numbers in [0, 1), each with 53 random bits. */
export interface RandomStream {
  next(): number;
}

type State = [number, number, number, number];

/** The polynomial by which the generator's authors jump 2^64 numbers ahead. */
const jumpWords = [0x8764000b, 0xf542d2d3, 0x6fa035c3, 0x77f2db5b];

/**
 * xoshiro128** by Blackman and Vigna (https://prng.di.unimi.it/xoshiro128starstar.c): 128 bits of state, 32 bits a
 * call, all in whole 32-bit arithmetic, so that it draws the same numbers on every machine.
 */
export class Xoshiro128 implements RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** Four 32-bit words, not all zero. */
  constructor([a, b, c, d]: Readonly<State>) {
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
  }

  next(): number {
    const high = this.nextWord() >>> 5;
    const low = this.nextWord() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** An unsigned 32-bit number. */
  nextWord(): number {
    const word = Math.imul(rotateLeft(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotateLeft(this.#d, 11);
    return word;
  }

  /** Skips 2^64 calls of `nextWord`: from one seed this gives streams that never overlap. */
  jump(): void {
    const sum: State = [0, 0, 0, 0];
    for (const word of jumpWords) {
      for (let bit = 0; bit < 32; bit++) {
        if ((word & (1 << bit)) !== 0) this.#addTo(sum);
        this.nextWord();
      }
    }
    [this.#a, this.#b, this.#c, this.#d] = sum;
  }

  #addTo(sum: State): void {
    sum[0] ^= this.#a;
    sum[1] ^= this.#b;
    sum[2] ^= this.#c;
    sum[3] ^= this.#d;
  }
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
