import { type Features, frechetDistance, statisticsOf } from './frechet';
import type { Judge } from './judge';
import type { Scores } from './seen';
import type { SuiteScene } from './suite';

/** Fewer pictures tell nothing about a distribution of that many numbers. */
export const fewestPictures = 100;

export type Distance = {
  readonly pictures: number;
  /** Fréchet distance, with the judge's features, of the drawn pictures to the renderer's own of the same scenes. */
  readonly distance: number;
  /** The same between every other of the renderer's pictures and the rest: what chance makes of half as many. */
  readonly floor: number;
};

/** What the judge's graph says of a picture as a list of numbers: scores of cells by their mean and largest value, others as they are. */
export function featuresOf(scores: Scores, cells: number): Features {
  return Float64Array.from(
    Object.values(scores).flatMap((values) => (values.length % cells === 0 ? pooled(values, cells) : [...values])),
  );
}

function pooled(values: Float32Array, cells: number): number[] {
  const channels = Array.from({ length: values.length / cells }, (_, index) =>
    values.subarray(index * cells, (index + 1) * cells),
  );
  return channels.flatMap((channel) => [channel.reduce((sum, one) => sum + one, 0) / cells, Math.max(...channel)]);
}

/** Collects the features of drawn pictures and of what the renderer makes of the same scenes. */
export class Likeness {
  readonly #judge: Pick<Judge, 'features'>;
  readonly #rendered: (scene: SuiteScene) => Promise<Uint8Array>;
  readonly #pairs: { readonly drawn: Features; readonly rendered: Features }[] = [];

  constructor(judge: Pick<Judge, 'features'>, rendered: (scene: SuiteScene) => Promise<Uint8Array>) {
    this.#judge = judge;
    this.#rendered = rendered;
  }

  async note(scene: SuiteScene, drawn: Uint8Array): Promise<void> {
    const rendered = await this.#judge.features(await this.#rendered(scene));
    this.#pairs.push({ drawn: await this.#judge.features(drawn), rendered });
  }

  /** Undefined for fewer than `fewestPictures`. */
  distance(): Distance | undefined {
    if (this.#pairs.length < fewestPictures) return undefined;
    const rendered = this.#pairs.map((pair) => pair.rendered);
    const drawn = this.#pairs.map((pair) => pair.drawn);
    const half = (rest: number) => statisticsOf(rendered.filter((_, index) => index % 2 === rest));
    return {
      pictures: drawn.length,
      distance: frechetDistance(statisticsOf(drawn), statisticsOf(rendered)),
      floor: frechetDistance(half(0), half(1)),
    };
  }
}
