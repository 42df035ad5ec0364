import type { AssetId } from '../../../preload/contract';

/** Milliseconds that a window is waited for; one that is hidden, hangs or is gone gets a preview in this time, no more. */
const patience = 1000;

type Waiting = { readonly taken: () => void; readonly late: NodeJS.Timeout };

/**
 * Previews on their way to the windows, so that the engine makes no more of them than are looked at. Until a window has said
 * for the first time that it shows one, nobody is waited for: a command has none. Of several windows the quickest counts.
 */
export class PreviewReceipts {
  /** From the oldest to the newest. */
  readonly #waiting = new Map<AssetId, Waiting>();
  #windowsTell = false;

  /** Calls back once: when a window shows this preview or a later one, when all take too long, or at once for none. */
  await(preview: AssetId | undefined, taken: () => void): void {
    if (preview === undefined || !this.#windowsTell) {
      taken();
      return;
    }
    const late = setTimeout(() => this.#settle(preview), patience).unref();
    this.#waiting.set(preview, { taken, late });
  }

  /** A window shows these; it does not go back to older ones. */
  shown(previews: readonly AssetId[]): void {
    this.#windowsTell = true;
    const newest = [...this.#waiting.keys()].findLastIndex((waiting) => previews.includes(waiting));
    for (const preview of [...this.#waiting.keys()].slice(0, newest + 1)) this.#settle(preview);
  }

  #settle(preview: AssetId): void {
    const waiting = this.#waiting.get(preview);
    this.#waiting.delete(preview);
    clearTimeout(waiting?.late);
    waiting?.taken();
  }
}
