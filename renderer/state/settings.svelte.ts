import { Seed, z, type Recipe, type SamplingSettings } from '../../preload/contract';
import { readStored, writeStored, type Storage } from './stored';

export const mostPictures = 4;
const Kept = z.object({ seed: Seed, seedLocked: z.boolean(), pictures: z.int().min(1).max(mostPictures) });

/** The settings that are one number each. */
export type SettingName = 'temperature' | 'topP' | 'guidance';

/** Draws a whole number from 0 up to, not including, 2^32. */
export type Dice = () => number;

/** How the next pictures are drawn: what the user has set, over what the pack recommends. */
export class Settings {
  seed = $state(0);
  seedLocked = $state(false);
  pictures = $state(1);
  /** Only what differs from the pack's defaults. */
  overrides = $state.raw<Partial<SamplingSettings>>({});
  /** What the next pictures are not to show, for packs that take such words. */
  negative = $state('');
  readonly changed = $derived(Object.keys(this.overrides).length > 0 || this.negative.trim() !== '');
  readonly #storage: Storage;
  readonly #dice: Dice;

  constructor(storage: Storage, dice: Dice) {
    this.#storage = storage;
    this.#dice = dice;
    const kept = readStored(storage, 'settings', Kept, { seed: dice(), seedLocked: false, pictures: 1 });
    Object.assign(this, kept);
  }

  set(name: SettingName, value: number, defaults: SamplingSettings): void {
    const { [name]: _, ...others } = this.overrides;
    this.overrides = value === defaults[name] ? others : { ...others, [name]: value };
  }

  reset(): void {
    this.overrides = {};
    this.negative = '';
  }

  /** Whoever rolls by hand wants the seed they see. */
  rollAndLock(): void {
    this.seedLocked = true;
    this.#roll();
  }

  /** Takes a typed seed and locks it; what is not a seed changes nothing. */
  typeSeed(text: string): void {
    const seed = Seed.safeParse(text.trim() === '' ? Number.NaN : Number(text));
    if (!seed.success) return;
    this.seed = seed.data;
    this.seedLocked = true;
    this.keep();
  }

  toggleLock(): void {
    this.seedLocked = !this.seedLocked;
    this.keep();
  }

  /** To be called when drawing starts: a seed that is not locked is another one each time. */
  seedForDrawing(): number {
    if (!this.seedLocked) this.#roll();
    return this.seed;
  }

  /** As {@link seedForDrawing}, for what would come out the same with that one: a locked seed makes way for another. */
  anotherSeed(than: number): number {
    if (this.seedForDrawing() === than) this.#roll();
    return this.seed;
  }

  /** Sets everything so that the next drawing makes this picture again. */
  recall(recipe: Recipe): void {
    this.seed = recipe.seed;
    this.seedLocked = true;
    this.pictures = Math.min(mostPictures, Math.max(this.pictures, recipe.candidate + 1));
    this.recallDrawing(recipe);
    this.keep();
  }

  /** As {@link recall}, of how it was drawn alone. */
  recallDrawing({ settings, negative = '' }: Recipe): void {
    this.overrides = { ...settings };
    this.negative = negative;
  }

  keep(): void {
    const { seed, seedLocked, pictures } = this;
    writeStored(this.#storage, 'settings', { seed, seedLocked, pictures });
  }

  #roll(): void {
    this.seed = this.#dice();
    this.keep();
  }
}
