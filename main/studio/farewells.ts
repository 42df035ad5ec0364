import { randomBytes } from 'node:crypto';
import { FarewellId } from '../../preload/contract';

/** Milliseconds that a window may take; one that hangs must not keep the studio open. */
const patience = 3000;

/** Windows that are about to close and first hand over what they have not sent yet. */
export class Farewells {
  readonly #waiting = new Map<FarewellId, () => void>();

  /** Tells a window to hand over; resolves when it says that it did, or after three seconds. */
  async await(tell: (farewell: FarewellId) => void): Promise<void> {
    const farewell = FarewellId.parse(`farewell-${randomBytes(8).toString('hex')}`);
    let late: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#waiting.set(farewell, resolve);
      late = setTimeout(resolve, patience);
      tell(farewell);
    });
    clearTimeout(late);
    this.#waiting.delete(farewell);
  }

  /** The window has handed over all it had. One that nobody waits for any more changes nothing. */
  said(farewell: FarewellId): void {
    this.#waiting.get(farewell)?.();
  }
}
