/** Share of a job's time that may go into previews. */
const share = 0.15;

/** Keeps previews from slowing the job: the first row is always shown, later ones while there is time to spare. */
export class PreviewBudget {
  readonly #now: () => number;
  readonly #started: number;
  #spent = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#started = now();
  }

  get allows(): boolean {
    return this.#spent === 0 || this.#spent <= share * (this.#now() - this.#started);
  }

  /** Runs what it costs time to do, and remembers how long it took. */
  async spend<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#now();
    try {
      return await work();
    } finally {
      this.#spent += this.#now() - before;
    }
  }
}
