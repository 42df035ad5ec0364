import { nextStrip } from '../../core/geometry/strip';
import { createRaster, paintRows, type Raster, writePng } from '../codec';
import { codecOf } from '../pack/codec-of';
import type { LoadedPack } from '../pack/loaded-pack';
import type { MadePicture } from './task';

/**
 * Farther rows than this hardly change a strip, whatever the whole receptive field is; the finished picture is decoded
 * whole in any case.
 */
const visibleContext = 3;

export type PreviewPack = Pick<LoadedPack, 'decodeRows' | 'grid' | 'manifest'>;

/** Paints one candidate's finished rows over a transparent picture, decoding new rows only. */
export class PreviewPainter {
  readonly #pack: PreviewPack;
  readonly #raster: Raster;
  readonly #write: typeof writePng;
  #painted = 0;

  constructor(pack: PreviewPack, write = writePng) {
    const { outputPixels } = codecOf(pack.manifest);
    this.#pack = pack;
    this.#write = write;
    this.#raster = createRaster(outputPixels, outputPixels, 4);
  }

  /** `codes` are those of the whole picture; only `finished` > 0 rows of them are read. */
  async paint(codes: Int32Array, finished: number): Promise<void> {
    const { grid, manifest } = this.#pack;
    const strip = nextStrip(grid, this.#painted, finished, Math.min(codecOf(manifest).stripContext, visibleContext));
    const planes = await this.#pack.decodeRows(codes.subarray(strip.from * grid.columns, strip.to * grid.columns));
    const pixelsPerRow = this.#raster.height / grid.rows;
    paintRows(this.#raster, strip.paintFrom * pixelsPerRow, planes, (strip.paintFrom - strip.from) * pixelsPerRow);
    this.#painted = finished;
  }

  /** What is painted so far; nothing may be painted until it resolves. Does not hold up the event loop. */
  async picture(): Promise<MadePicture> {
    const { width, height } = this.#raster;
    return { bytes: await this.#write(this.#raster, 'fast'), width, height };
  }
}
