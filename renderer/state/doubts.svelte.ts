import type { JobRequestInput, ResultPicture } from '../../preload/contract';
import { cellAt, doubtfulPlace, mostDoubtful } from '../editor/doubt';
import type { Point } from '../editor/geometry';
import type { Drawing } from './drawing.svelte';
import type { Session } from './session.svelte';
import type { Settings } from './settings.svelte';
import type { Staging } from './staging.svelte';

export interface DoubtsParts {
  readonly session: Session;
  readonly settings: Settings;
  readonly staging: Staging;
  readonly drawing: Drawing;
}

/** Where the model was unsure of a candidate, and drawing such a place once more. */
export class Doubts {
  /** The cell under the pointer. */
  #cell = $state<number>();
  readonly #parts: DoubtsParts;
  /** Of each cell that was drawn, in nats. */
  readonly doubt: ReadonlyMap<number, number> = $derived.by(() => doubtOf(this.#parts.staging.picture));
  /** Whether a place of the candidate can be drawn anew. */
  readonly possible = $derived.by(() => {
    const { session, drawing } = this.#parts;
    return this.doubt.size > 0 && this.#grid !== undefined && !drawing.busy && session.can('inpaint');
  });
  /** The cells that a click draws anew; nothing unless doubts are shown. */
  readonly place = $derived.by(() => {
    const shown = this.#parts.staging.heat && this.possible && this.#cell !== undefined;
    return shown ? this.#around(this.#cell) : undefined;
  });

  constructor(parts: DoubtsParts) {
    this.#parts = parts;
  }

  /** Where the pointer is, in document pixels. */
  point(at: Point | undefined): void {
    const { staging } = this.#parts;
    const seen = at !== undefined && staging.heat && this.#grid !== undefined && staging.picture !== undefined;
    this.#cell = seen ? cellAt(at, staging.areaOf(staging.picture.asset), this.#grid) : undefined;
  }

  /** Draws the place under the pointer anew. */
  async redraw(): Promise<void> {
    await this.#redraw(this.place);
  }

  /** Draws the place anew that the model was least sure of. */
  async redrawWorst(): Promise<void> {
    await this.#redraw(this.#around(mostDoubtful(this.doubt)));
  }

  get #grid(): readonly [number, number] | undefined {
    return this.#parts.session.pack?.image?.grid;
  }

  #around(cell: number | undefined): readonly number[] | undefined {
    if (cell === undefined || this.#grid === undefined) return undefined;
    const place = doubtfulPlace(this.doubt, cell, this.#grid);
    return place.length === 0 ? undefined : place;
  }

  async #redraw(cells: readonly number[] | undefined): Promise<void> {
    const { staging, drawing } = this.#parts;
    const { picture } = staging;
    if (picture === undefined || cells === undefined || !this.possible) return;
    await drawing.run(() => Promise.resolve(this.#request(picture, cells)));
  }

  /** The same is to stand there as before. */
  #request({ asset, recipe }: ResultPicture, cells: readonly number[]): JobRequestInput {
    const { session, settings, staging } = this.#parts;
    const part = staging.lineage.get(asset)?.part;
    const known = recipe.plan === undefined ? {} : { before: recipe.plan, after: recipe.plan };
    return {
      ...{ task: 'inpaint', pack: session.pack?.id, source: asset, prompt: '', region: { cells: [...cells] } },
      ...(part === undefined ? {} : { part }),
      ...known,
      seed: settings.anotherSeed(recipe.seed),
      candidates: settings.pictures,
      settings: settings.overrides,
    };
  }
}

function doubtOf(picture: ResultPicture | undefined): ReadonlyMap<number, number> {
  const { uncertainty = [], cells } = picture ?? {};
  return new Map(uncertainty.map((nats, index) => [cells?.[index] ?? index, nats]));
}
