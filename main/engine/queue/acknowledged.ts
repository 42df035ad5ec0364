/**
 * Passes on what comes while no more than `limit` are on their way to a receiver who says of each that it was taken. Of what
 * comes meanwhile the newest of each kind waits: a receiver that is slow gets less, never late.
 */
export class Acknowledged<T> {
  readonly #limit: number;
  readonly #kindOf: (value: T) => unknown;
  readonly #pass: (value: T) => void;
  readonly #waiting = new Map<unknown, T>();
  #underWay = 0;

  constructor(limit: number, kindOf: (value: T) => unknown, pass: (value: T) => void) {
    this.#limit = limit;
    this.#kindOf = kindOf;
    this.#pass = pass;
  }

  push(value: T): void {
    this.#waiting.set(this.#kindOf(value), value);
    this.#send();
  }

  /** One has been taken. */
  taken(): void {
    this.#underWay = Math.max(0, this.#underWay - 1);
    this.#send();
  }

  /** Passes on all that waits. */
  flush(): void {
    this.#underWay = Number.NEGATIVE_INFINITY;
    this.#send();
  }

  #send(): void {
    for (const [kind, value] of this.#waiting) {
      if (this.#underWay >= this.#limit) return;
      this.#waiting.delete(kind);
      this.#underWay += 1;
      this.#pass(value);
    }
  }
}
