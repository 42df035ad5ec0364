/** Share of a job's time that may go into previews. */
const share = 0.1;
/** Shortest time between two previews in milliseconds: each also costs the window a picture to load and to paint. */
const interval = 80;

/** Keeps previews from slowing the job: the first row is always shown, later ones while there is time to spare. */
export class PreviewBudget {
  readonly #now: () => number;
  readonly #started: number;
  #last = Number.NEGATIVE_INFINITY;
  #spent = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#started = now();
  }

  get allows(): boolean {
    const now = this.#now();
    return this.#spent === 0 || (now - this.#last >= interval && this.#spent <= share * (now - this.#started));
  }

  /** Runs what it costs time to do, and remembers how long it took. */
  async spend<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#now();
    this.#last = before;
    try {
      return await work();
    } finally {
      this.#spent += this.#now() - before;
    }
  }
}
