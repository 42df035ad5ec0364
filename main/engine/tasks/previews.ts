import { finishedRows } from '../../core/geometry/grid';
import type { LoadedPack } from '../pack/loaded-pack';
import { PreviewBudget } from './preview-budget';
import { PreviewPainter } from './preview-painter';
import type { PreviewPicture } from './task';

/** Shows how the candidates of one job grow, as often as the time allows. */
export class Previews {
  readonly #pack: LoadedPack;
  readonly #show: (preview: PreviewPicture) => void;
  readonly #painters: readonly PreviewPainter[];
  readonly #budget = new PreviewBudget();
  #shownRows = 0;
  #firstShown: number | undefined;

  constructor(pack: LoadedPack, candidates: number, show: (preview: PreviewPicture) => void) {
    this.#pack = pack;
    this.#show = show;
    this.#painters = Array.from({ length: candidates }, () => new PreviewPainter(pack));
  }

  /** When the first row was shown, on the clock of `performance.now`. */
  get firstShown(): number | undefined {
    return this.#firstShown;
  }

  /** `codes` of every candidate, of which `done` are drawn. A whole picture gets no preview: the result is at hand. */
  async update(codes: readonly Int32Array[], done: number, signal: AbortSignal): Promise<void> {
    const rows = finishedRows(this.#pack.grid, done);
    if (rows === this.#shownRows || rows === this.#pack.grid.rows || !this.#budget.allows) return;
    this.#shownRows = rows;
    await this.#budget.spend(() => this.#paintAll(codes, rows, signal));
  }

  async #paintAll(codes: readonly Int32Array[], rows: number, signal: AbortSignal): Promise<void> {
    for (const [candidate, painter] of this.#painters.entries()) {
      signal.throwIfAborted();
      const own = codes[candidate] ?? new Int32Array(0);
      const picture = await painter.paint(own, rows);
      this.#firstShown ??= performance.now();
      const finished = [...own.subarray(0, rows * this.#pack.grid.columns)];
      this.#show({ candidate, rows, totalRows: this.#pack.grid.rows, codes: finished, picture });
    }
  }
}
