import { nextStrip } from '../../core/geometry/strip';
import { createRaster, paintRows, type Raster, writePng } from '../codec';
import type { LoadedPack } from '../pack/loaded-pack';
import type { MadePicture } from './task';

/**
 * Farther rows than this hardly change a strip, whatever the whole receptive field is; the finished picture is decoded
 * whole in any case.
 */
const visibleContext = 3;

/** Paints one candidate's finished rows over a transparent picture, decoding new rows only. */
export class PreviewPainter {
  readonly #pack: LoadedPack;
  readonly #raster: Raster;
  #painted = 0;

  constructor(pack: LoadedPack) {
    const { outputPixels } = pack.manifest.image;
    this.#pack = pack;
    this.#raster = createRaster(outputPixels, outputPixels, 4);
  }

  /** `codes` are those of the whole picture; only `finished` > 0 rows of them are read. */
  async paint(codes: Int32Array, finished: number): Promise<MadePicture> {
    const { grid, manifest } = this.#pack;
    const strip = nextStrip(grid, this.#painted, finished, Math.min(manifest.image.stripContext, visibleContext));
    const planes = await this.#pack.decodeRows(codes.subarray(strip.from * grid.columns, strip.to * grid.columns));
    const pixelsPerRow = this.#raster.height / grid.rows;
    paintRows(this.#raster, strip.paintFrom * pixelsPerRow, planes, (strip.paintFrom - strip.from) * pixelsPerRow);
    this.#painted = finished;
    return { bytes: await writePng(this.#raster, 'fast'), width: this.#raster.width, height: this.#raster.height };
  }
}
