const tickMilliseconds = 100;

/** Time since it was set running, for showing. */
export class Stopwatch {
  milliseconds = $state(0);

  /** Returns the function that stops it. */
  run(): () => void {
    const start = performance.now();
    const ticking = setInterval(() => {
      this.milliseconds = performance.now() - start;
    }, tickMilliseconds);
    return () => clearInterval(ticking);
  }
}
