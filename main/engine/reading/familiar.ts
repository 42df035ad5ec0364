import type { FamiliarGraph, Familiarity } from '../../../preload/contract';
import { type InstalledPack, readPackFile } from '../../packs';
import { type DeviceName, processor } from '../devices/device';
import { contradiction } from '../pack/contradiction';
import { PictureGraph } from '../sessions';
import type { PictureContent } from './picture-content';

/** Tells pictures like those that a pack was made for from others. */
export class Familiar {
  readonly #settings: FamiliarGraph;
  readonly #graph: PictureGraph;
  readonly #title: string;

  private constructor(settings: FamiliarGraph, graph: PictureGraph, title: string) {
    this.#settings = settings;
    this.#graph = graph;
    this.#title = title;
  }

  /** Undefined in packs that cannot tell. Throws a `StudioError`. */
  static async open(pack: InstalledPack, device: DeviceName = processor): Promise<Familiar | undefined> {
    const { familiar, title } = pack.manifest;
    if (familiar === undefined) return undefined;
    const names = { what: 'judge of familiar pictures', input: familiar.reads, output: 'scores' };
    return new Familiar(
      familiar,
      await PictureGraph.open(await readPackFile(pack, familiar.file), names, device),
      title,
    );
  }

  get reads(): FamiliarGraph['reads'] {
    return this.#settings.reads;
  }

  /** Of one picture, in the form that {@link reads} says. */
  async judge({ data, shape }: PictureContent): Promise<Familiarity> {
    const [score, ...more] = await this.#graph.run(data, [1, ...shape]);
    if (score === undefined || more.length > 0)
      throw contradiction(this.#title, `gives ${more.length + 1} scores for one picture instead of 1`);
    return { score, threshold: this.#settings.threshold };
  }

  dispose(): Promise<void> {
    return this.#graph.dispose();
  }
}
