import { type AssetId, type Job, maximumCandidates } from '../../preload/contract';
import type { StudioClient } from '../client/studio-client';

export interface ReceiptParts {
  readonly client: Pick<StudioClient, 'request'>;
  /** Calls back when the window has painted once more; not while it is hidden. */
  readonly nextFrame: (painted: () => void) => void;
}

/** Tells the host which previews the window has shown: it sends no more of them than the window keeps up with. */
export class PreviewReceipts {
  readonly #parts: ReceiptParts;
  #known: ReadonlySet<AssetId> = new Set();

  constructor(parts: ReceiptParts) {
    this.#parts = parts;
  }

  /** What is new among the previews of these jobs is told when it has been painted. */
  tell(jobs: readonly Job[]): void {
    const all = jobs.flatMap(({ previews }) => previews.map(({ asset }) => asset));
    const previews = all.filter((asset) => !this.#known.has(asset)).slice(-maximumCandidates);
    this.#known = new Set(all);
    if (previews.length === 0) return;
    // A host that does not answer sends no previews either.
    this.#parts.nextFrame(() => {
      this.#parts.client.request('jobs.previewsShown', { previews }).catch(() => undefined);
    });
  }
}
