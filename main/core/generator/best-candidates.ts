/** The beam numbered `parent` with one more token; the log-probability is that of all its tokens together, in nats. */
type Candidate = { readonly parent: number; readonly token: number; readonly logProbability: number };

/** The best few of very many offers, best first; of equals those that were offered first. An offer allocates nothing. */
export class BestCandidates {
  readonly #parents: Int32Array;
  readonly #tokens: Int32Array;
  readonly #logProbabilities: Float64Array;
  #count = 0;

  constructor(capacity: number) {
    this.#parents = new Int32Array(capacity);
    this.#tokens = new Int32Array(capacity);
    this.#logProbabilities = new Float64Array(capacity);
  }

  clear(): void {
    this.#count = 0;
  }

  /** Whether an offer of this log-probability would be kept. Nothing impossible is. */
  wants(logProbability: number): boolean {
    const capacity = this.#tokens.length;
    const worst = this.#count < capacity ? Number.NEGATIVE_INFINITY : (this.#logProbabilities[capacity - 1] ?? 0);
    return logProbability > worst;
  }

  offer(parent: number, token: number, logProbability: number): void {
    if (!this.wants(logProbability)) return;
    let place = Math.min(this.#count, this.#tokens.length - 1);
    for (; place > 0 && (this.#logProbabilities[place - 1] ?? 0) < logProbability; place--)
      this.#copy(place - 1, place);
    this.#parents[place] = parent;
    this.#tokens[place] = token;
    this.#logProbabilities[place] = logProbability;
    this.#count = Math.min(this.#count + 1, this.#tokens.length);
  }

  list(): Candidate[] {
    return Array.from({ length: this.#count }, (_, index) => ({
      parent: this.#parents[index] ?? 0,
      token: this.#tokens[index] ?? 0,
      logProbability: this.#logProbabilities[index] ?? 0,
    }));
  }

  #copy(from: number, to: number): void {
    this.#parents[to] = this.#parents[from] ?? 0;
    this.#tokens[to] = this.#tokens[from] ?? 0;
    this.#logProbabilities[to] = this.#logProbabilities[from] ?? 0;
  }
}
