import { compose, fromPlanes, type Source, squarePlanes, writePng } from '../codec';
import type { LoadedPack } from '../pack/loaded-pack';
import { blendOf } from './blend';
import type { Growth } from './draw-cells';
import { PreviewBudget } from './preview-budget';
import type { PreviewPicture } from './task';

/** Shows the square of a picture while cells of it are drawn anew, as often as the time allows. */
export class RegionPreviews implements Growth {
  readonly #pack: LoadedPack;
  readonly #source: Source;
  readonly #cells: readonly (readonly number[])[];
  readonly #show: (preview: PreviewPicture) => void;
  readonly #budget = new PreviewBudget();
  #square: Promise<Source> | undefined;
  #shown = 0;
  #firstShown: number | undefined;

  constructor(
    pack: LoadedPack,
    source: Source,
    cells: readonly (readonly number[])[],
    show: (preview: PreviewPicture) => void,
  ) {
    this.#pack = pack;
    this.#source = source;
    this.#cells = cells;
    this.#show = show;
  }

  /** When something new was shown first, on the clock of `performance.now`. */
  get firstShown(): number | undefined {
    return this.#firstShown;
  }

  /** Shows about a row of cells more at a time, and not the whole: then the result is at hand. */
  async update(codes: readonly Int32Array[], done: number, signal: AbortSignal): Promise<void> {
    const most = Math.max(...this.#cells.map(({ length }) => length));
    if (done < this.#shown + this.#pack.grid.columns || done >= most || !this.#budget.allows) return;
    this.#shown = done;
    await this.#budget.spend(() => this.#paintAll(codes, done, signal));
  }

  /** Nothing is written beside the drawing. */
  end(): void {}

  async #paintAll(codes: readonly Int32Array[], done: number, signal: AbortSignal): Promise<void> {
    const { grid } = this.#pack;
    for (const [candidate, own] of codes.entries()) {
      signal.throwIfAborted();
      const cells = (this.#cells[candidate] ?? []).slice(0, done);
      const picture = await this.#paint(own, cells);
      this.#firstShown ??= performance.now();
      const rows = Math.floor((cells.at(-1) ?? 0) / grid.columns);
      const begun = cells.map((cell) => own[cell] ?? 0);
      this.#show({ candidate, rows, totalRows: grid.rows, codes: begun, picture });
    }
  }

  async #paint(codes: Int32Array, cells: readonly number[]) {
    const drawn = fromPlanes(await this.#pack.decodeRows(codes));
    this.#square ??= this.#sourceSquare(drawn.width);
    const raster = compose(await this.#square, drawn, blendOf(cells, this.#pack, drawn.width));
    return { bytes: await writePng(raster, 'fast'), width: raster.width, height: raster.height };
  }

  /** The source's square as large as the pack's pictures. */
  async #sourceSquare(side: number): Promise<Source> {
    return { raster: fromPlanes(await squarePlanes(this.#source, side)), left: 0, top: 0, side };
  }
}
