/**
 * Passes on what comes, but at most once in `interval` milliseconds; what comes in between is dropped, except that
 * `flush` passes on the last of it.
 */
export class Throttle<T> {
  readonly #interval: number;
  readonly #pass: (value: T) => void;
  readonly #now: () => number;
  #last = Number.NEGATIVE_INFINITY;
  #held: { value: T } | undefined;

  constructor(interval: number, pass: (value: T) => void, now: () => number = () => performance.now()) {
    this.#interval = interval;
    this.#pass = pass;
    this.#now = now;
  }

  push(value: T): void {
    this.#held = { value };
    if (this.#now() - this.#last >= this.#interval) this.flush();
  }

  flush(): void {
    if (this.#held === undefined) return;
    this.#last = this.#now();
    this.#pass(this.#held.value);
    this.#held = undefined;
  }
}
