/** Where work waits while it is paused. */
export class Gate {
  #opened: Promise<void> | undefined;
  #open: (() => void) | undefined;

  get closed(): boolean {
    return this.#opened !== undefined;
  }

  close(): void {
    this.#opened ??= new Promise((resolve) => (this.#open = resolve));
  }

  open(): void {
    this.#open?.();
    this.#opened = undefined;
  }

  /** Resolves at once while the gate is open. */
  async pass(signal: AbortSignal): Promise<void> {
    await this.#opened;
    signal.throwIfAborted();
  }
}
