/** Milliseconds over which the speed is taken. */
const window = 10_000;

/** How fast photos come, over the last moments. */
export class Pace {
  readonly #now: () => number;
  #marks: { readonly at: number; readonly done: number }[] = [];

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#marks = [{ at: now(), done: 0 }];
  }

  /** Photos per second, of `done` in all. */
  at(done: number): number {
    const at = this.#now();
    this.#marks = [...this.#marks.filter((mark) => at - mark.at <= window), { at, done }];
    const [first = { at, done }] = this.#marks;
    return at === first.at ? 0 : (1000 * (done - first.done)) / (at - first.at);
  }
}
