/**
 * Seconds of the keystroke-level model (Card, Moran and Newell, 1980) for someone who types slowly: a key, pointing with the
 * mouse, a hand going between mouse and keys, a thought before an act. To look at a picture is an estimate of ours.
 */
const seconds = { key: 0.28, point: 1.1, home: 0.4, think: 1.35, look: 4 } as const;

/** How long a person would take for what a test does at once, beside the time that the studio itself takes. */
export class Hand {
  #human = 0;
  readonly #started = performance.now();

  async key(act: () => Promise<unknown>): Promise<void> {
    this.#human += seconds.think + seconds.home + 2 * seconds.key;
    await act();
  }

  async click(act: () => Promise<unknown>): Promise<void> {
    this.#human += seconds.think + seconds.home + seconds.point + seconds.key;
    await act();
  }

  /** A press, a way and a release; what is typed then, and Enter. */
  async drag(act: () => Promise<unknown>, typed?: string): Promise<void> {
    this.#human += seconds.think + seconds.home + 2 * seconds.point + 2 * seconds.key;
    if (typed !== undefined) this.#human += seconds.home + (typed.length + 1) * seconds.key;
    await act();
  }

  /** Clicks into a field and writes. */
  async write(act: () => Promise<unknown>, words: string): Promise<void> {
    this.#human += seconds.think + 2 * seconds.home + seconds.point + words.length * seconds.key;
    await act();
  }

  /** Sees what came of it. */
  look(): void {
    this.#human += seconds.look;
  }

  /** Both together: of what a person does, nothing is done while the studio works. */
  get taken(): { readonly human: number; readonly machine: number; readonly all: number } {
    const machine = (performance.now() - this.#started) / 1000;
    return { human: this.#human, machine, all: this.#human + machine };
  }
}
