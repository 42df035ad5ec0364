import type { JobRequestInput, ResultPicture } from '../../preload/contract';
import { clamp } from '../editor/geometry';
import type { Drawing } from './drawing.svelte';
import { drawsWhole, picturesOf } from './jobs';
import type { Session } from './session.svelte';
import type { Settings } from './settings.svelte';
import type { Staging } from './staging.svelte';

export interface ForkingParts {
  readonly session: Session;
  readonly settings: Settings;
  readonly staging: Staging;
  readonly drawing: Drawing;
}

/** Another picture with the upper rows of a candidate: what is above a row stays, the rest is drawn anew. */
export class Forking {
  /** How many rows stay. */
  row = $state(1);
  #asked = $state.raw<ResultPicture>();
  readonly #parts: ForkingParts;
  /** How many rows the candidate has, where it was drawn whole; nothing else can be gone on with. */
  readonly rows = $derived.by(() => this.#rows());
  readonly possible = $derived.by(() => this.rows !== undefined && !this.#parts.drawing.busy);
  /** Whether the row is being chosen. */
  readonly open = $derived.by(() => this.possible && this.#asked === this.#parts.staging.picture);

  constructor(parts: ForkingParts) {
    this.#parts = parts;
  }

  toggle(): void {
    const { picture } = this.#parts.staging;
    this.#asked = this.open ? undefined : picture;
    this.row = Math.max(1, Math.floor((this.rows ?? 2) / 2));
  }

  /** At least one row stays and one is drawn. */
  choose(row: number): void {
    this.row = clamp(Math.round(row), 1, (this.rows ?? 2) - 1);
  }

  async draw(): Promise<void> {
    const { drawing } = this.#parts;
    const request = this.#request();
    if (request === undefined || drawing.busy) return;
    this.#asked = undefined;
    await drawing.run(() => Promise.resolve(request));
  }

  #rows(): number | undefined {
    const { staging, session } = this.#parts;
    const grid = session.pack?.image?.grid;
    const length = staging.picture?.codes?.length;
    return grid !== undefined && length === grid[0] * grid[1] && this.#asking() !== undefined ? grid[0] : undefined;
  }

  /** What the candidate was asked for with. */
  #asking() {
    const { staging, session } = this.#parts;
    const { picture } = staging;
    const job = picture && session.jobs.find((each) => picturesOf(each).includes(picture));
    return job !== undefined && drawsWhole(job.request) ? job.request : undefined;
  }

  #request(): JobRequestInput | undefined {
    const { settings, staging } = this.#parts;
    const asked = this.#asking();
    const { codes, recipe } = staging.picture ?? {};
    if (asked === undefined || codes === undefined || recipe === undefined || this.rows === undefined) return undefined;
    const taken = (this.row * codes.length) / this.rows;
    const all = <T>(one: T) => Array.from({ length: settings.pictures }, () => one);
    return {
      ...asked,
      seed: settings.anotherSeed(recipe.seed),
      candidates: settings.pictures,
      settings: { ...asked.settings, ...settings.overrides },
      begun: { plans: recipe.plan === undefined ? [] : all(recipe.plan), codes: all(codes.slice(0, taken)), taken },
    };
  }
}
