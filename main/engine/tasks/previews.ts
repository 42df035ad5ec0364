import { finishedRows } from '../../core/geometry/grid';
import type { writePng } from '../codec';
import { PreviewBudget } from './preview-budget';
import { PreviewPainter, type PreviewPack } from './preview-painter';
import type { PreviewPicture } from './task';

/**
 * Shows how the candidates of one job grow, as often as the time allows. Rows are decoded between two tokens; the pictures
 * are then written beside the drawing, which waits only for the first: while one is being written, no new one is begun.
 */
export class Previews {
  readonly #pack: PreviewPack;
  readonly #show: (preview: PreviewPicture) => void;
  readonly #painters: readonly PreviewPainter[];
  readonly #budget = new PreviewBudget();
  #shownRows = 0;
  #writing = 0;
  #ended = false;
  #failure: Error | undefined;
  #firstShown: number | undefined;

  constructor(pack: PreviewPack, candidates: number, show: (preview: PreviewPicture) => void, write?: typeof writePng) {
    this.#pack = pack;
    this.#show = show;
    this.#painters = Array.from({ length: candidates }, () => new PreviewPainter(pack, write));
  }

  /** When the first row was shown, on the clock of `performance.now`. */
  get firstShown(): number | undefined {
    return this.#firstShown;
  }

  /**
   * `codes` of every candidate, of which `done` are drawn. A whole picture gets no preview: the result is at hand. Throws
   * what failed in writing the preview before.
   */
  async update(codes: readonly Int32Array[], done: number, signal: AbortSignal): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    const rows = finishedRows(this.#pack.grid, done);
    if (rows === this.#shownRows || rows === this.#pack.grid.rows || this.#writing > 0 || !this.#budget.allows) return;
    this.#shownRows = rows;
    await this.#budget.spend(() => this.#paintAll(codes, rows, signal));
  }

  /** What is still being written is not shown any more. */
  end(): void {
    this.#ended = true;
  }

  async #paintAll(codes: readonly Int32Array[], rows: number, signal: AbortSignal): Promise<void> {
    const isFirst = this.#firstShown === undefined;
    for (const [candidate, painter] of this.#painters.entries()) {
      signal.throwIfAborted();
      const own = codes[candidate] ?? new Int32Array(0);
      await painter.paint(own, rows);
      const shown = this.#write(candidate, painter, rows, [...own.subarray(0, rows * this.#pack.grid.columns)]);
      if (isFirst) await shown;
    }
  }

  async #write(candidate: number, painter: PreviewPainter, rows: number, codes: readonly number[]): Promise<void> {
    this.#writing++;
    try {
      const picture = await painter.picture();
      if (this.#ended) return;
      this.#firstShown ??= performance.now();
      this.#show({ candidate, rows, totalRows: this.#pack.grid.rows, codes, picture });
    } catch (thrown) {
      this.#failure = thrown instanceof Error ? thrown : new Error(String(thrown));
    } finally {
      this.#writing--;
    }
  }
}
