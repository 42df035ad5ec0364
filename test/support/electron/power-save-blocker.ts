import type { PowerSaveBlocker } from 'electron';

class StandInPowerSaveBlocker implements PowerSaveBlocker {
  readonly #started = new Set<number>();
  #count = 0;

  start(): number {
    this.#started.add(++this.#count);
    return this.#count;
  }

  stop(id: number): boolean {
    return this.#started.delete(id);
  }

  isStarted(id: number): boolean {
    return this.#started.has(id);
  }

  /** How many hold the machine awake now. */
  get holding(): number {
    return this.#started.size;
  }
}

export const powerSaveBlocker = new StandInPowerSaveBlocker();
