/** Milliseconds to wait before the first, second and every further start. */
const waits = [200, 1000, 5000];
const maximumDeaths = 5;
const window = 60_000;

/** Decides whether and when an engine that died is started again. */
export class Restarts {
  readonly #now: () => number;
  #deaths: readonly number[] = [];
  #total = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** All deaths so far. */
  get total(): number {
    return this.#total;
  }

  /** Whether it died so often in the last minute that starting it again makes no sense now. */
  get hopeless(): boolean {
    return this.#recent().length >= maximumDeaths;
  }

  /** Notes a death. Tells how long to wait before the next start, in milliseconds; undefined when it is hopeless. */
  died(): number | undefined {
    this.#total++;
    this.#deaths = [...this.#recent(), this.#now()];
    return this.hopeless ? undefined : waits[Math.min(this.#deaths.length, waits.length) - 1];
  }

  #recent(): readonly number[] {
    return this.#deaths.filter((death) => this.#now() - death < window);
  }
}
