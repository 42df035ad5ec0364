import type { JobProgress } from '../../../preload/contract';

/** Counts the rounds of a generation; the clock starts when it is made. */
export class ProgressMeter {
  readonly #total: number;
  readonly #candidates: number;
  readonly #report: (progress: JobProgress) => void;
  readonly #started = performance.now();

  constructor(total: number, candidates: number, report: (progress: JobProgress) => void) {
    this.#total = total;
    this.#candidates = candidates;
    this.#report = report;
  }

  advanceTo(done: number): void {
    const seconds = Math.max(1e-3, (performance.now() - this.#started) / 1000);
    this.#report({ done, total: this.#total, tokensPerSecond: (done * this.#candidates) / seconds });
  }
}
