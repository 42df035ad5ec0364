import type { FeatureEncoder } from '../../../preload/contract';
import { cellCount, type Grid } from '../../core/geometry/grid';
import { type InstalledPack, readPackFile } from '../../packs';
import { type DeviceName, processor } from '../devices/device';
import { contradiction } from '../pack/contradiction';
import { PictureGraph, type Planes } from '../sessions';

const graphNames = { what: 'feature encoder', input: 'pixels', output: 'features' };

/** Reads pictures as vectors, one for each cell of a coarse grid. */
export class FeatureReader {
  readonly encoder: FeatureEncoder;
  readonly grid: Grid;
  readonly #graph: PictureGraph;
  readonly #title: string;

  private constructor(encoder: FeatureEncoder, graph: PictureGraph, title: string) {
    const [rows, columns] = encoder.grid;
    this.encoder = encoder;
    this.grid = { rows, columns };
    this.#graph = graph;
    this.#title = title;
  }

  /** The pack's feature encoder, undefined where it has none; `threads` as many as pay unless said. Throws a `StudioError`. */
  static async open(
    pack: InstalledPack,
    device: DeviceName = processor,
    threads?: number,
  ): Promise<FeatureReader | undefined> {
    const { features, title } = pack.manifest;
    if (features === undefined) return undefined;
    const bytes = await readPackFile(pack, features.encoder.file);
    return new FeatureReader(features, await PictureGraph.open(bytes, graphNames, device, threads), title);
  }

  /** [cells, dimension], cells in reading order, of a picture of the encoder's size. */
  async read({ data, width, height }: Planes): Promise<Float32Array> {
    const features = await this.#graph.run(data, [1, 3, height, width]);
    const expected = cellCount(this.grid) * this.encoder.dimension;
    if (features.length === expected) return features;
    throw contradiction(this.#title, `reads a picture as ${features.length} numbers instead of ${expected}`);
  }

  dispose(): Promise<void> {
    return this.#graph.dispose();
  }
}
