import type { RegionClass, RegionGraph } from '../../../preload/contract';
import type { Plane } from '../../core/regions/region-mask';
import { type InstalledPack, readPackFile } from '../../packs';
import { type DeviceName, processor } from '../devices/device';
import { contradiction } from '../pack/contradiction';
import { PictureGraph, type Planes } from '../sessions';

const graphNames = { what: 'finder of regions', input: 'pixels', output: 'probabilities' };
/** Both sides of what the graph looks at are multiples of this. */
const step = 32;
/** Pixels of a side that become one place. */
const reduction = 4;

/** Says what each place of a picture belongs to. */
export class RegionFinder {
  readonly classes: readonly RegionClass[];
  readonly #pixels: number;
  readonly #graph: PictureGraph;
  readonly #title: string;

  private constructor({ classes, pixels }: RegionGraph, graph: PictureGraph, title: string) {
    this.classes = classes;
    this.#pixels = pixels;
    this.#graph = graph;
    this.#title = title;
  }

  /** Undefined in packs that find no regions. Throws a `StudioError`. */
  static async open(pack: InstalledPack, device: DeviceName = processor): Promise<RegionFinder | undefined> {
    const { regions, title } = pack.manifest;
    if (regions === undefined) return undefined;
    const bytes = await readPackFile(pack, regions.file);
    return new RegionFinder(regions, await PictureGraph.open(bytes, graphNames, device), title);
  }

  /** The size at which a picture is looked at. */
  sizeFor(width: number, height: number): { readonly width: number; readonly height: number } {
    const scale = this.#pixels / Math.max(width, height);
    const side = (length: number) => step * Math.max(1, Math.round((length * scale) / step));
    return { width: side(width), height: side(height) };
  }

  /** How likely each place belongs to a class, 0..1, of a picture in the size that {@link sizeFor} says. */
  async find(planes: Planes, name: string): Promise<Plane> {
    const [width, height] = [planes.width / reduction, planes.height / reduction];
    const all = await this.#graph.run(planes.data, [1, 3, planes.height, planes.width]);
    const [expected, channel] = [
      (this.classes.length + 1) * width * height,
      1 + this.classes.findIndex((one) => one.name === name),
    ];
    if (all.length !== expected)
      throw contradiction(this.#title, `finds regions in ${all.length} numbers instead of ${expected}`);
    return { data: all.slice(channel * width * height, (channel + 1) * width * height), width, height };
  }

  dispose(): Promise<void> {
    return this.#graph.dispose();
  }
}
