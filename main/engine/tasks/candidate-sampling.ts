import type { SamplingSettings } from '../../../preload/contract';
import { ended } from '../../core/generator/generate';
import { strategyOf } from '../../core/sampling/candidate-pool';
import type { SamplerSettings } from '../../core/sampling/sampler';

/** How each candidate of one drawing is sampled: the same for all unless the settings tell them apart. */
export class CandidateSampling {
  readonly #settings: readonly SamplerSettings[];
  readonly #seen: readonly Set<number>[];

  /** `scales` lie between the guidance streams; contrastive decoding needs at least one. */
  constructor(settings: SamplingSettings, scales: readonly number[], candidates: number) {
    const plain = plainSettings(settings, scales);
    const contrastive = contrastiveSettings(plain, settings);
    const half = settings.contrast?.candidates === 'half';
    const shared = Array.from({ length: candidates }, (_, candidate) =>
      half && strategyOf(candidate) === 'top-p' ? plain : contrastive,
    );
    const penalty = settings.repetition ?? 1;
    this.#seen = penalty === 1 ? [] : shared.map(() => new Set());
    this.#settings = shared.map((own, candidate) => {
      const seen = this.#seen[candidate];
      return seen === undefined ? own : { ...own, repetition: { penalty, seen } };
    });
  }

  of(candidate: number): SamplerSettings {
    const settings = this.#settings[candidate];
    if (settings === undefined) throw new RangeError(`There is no candidate ${candidate}.`);
    return settings;
  }

  /** One token for each candidate, as a round gives them. */
  remember(tokens: Int32Array): void {
    for (const [candidate, seen] of this.#seen.entries()) {
      const token = tokens[candidate] ?? ended;
      if (token !== ended) seen.add(token);
    }
  }
}

function plainSettings({ temperature, topP, topK }: SamplingSettings, scales: readonly number[]): SamplerSettings {
  return { temperature, topP, scales, topK };
}

function contrastiveSettings(plain: SamplerSettings, { contrast }: SamplingSettings): SamplerSettings {
  return contrast === undefined ? plain : { ...plain, cdk: { k: contrast.k, alpha: contrast.alpha } };
}
