/** Counts the deaths of a process within the last minute. `now` gives milliseconds. */
export class Deaths {
  readonly #now: () => number;
  #times: readonly number[] = [];

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** One more; tells how many there were within the last minute. */
  note(): number {
    this.#times = [...this.#times, this.#now()].filter((time) => this.#now() - time < 60_000);
    return this.#times.length;
  }

  forget(): void {
    this.#times = [];
  }
}
