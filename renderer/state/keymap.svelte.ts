import { z } from '../../preload/contract';
import { chordOf, chordText, type KeyPress, matchesChord, sameChord } from './chord';
import { readStored, writeStored, type Storage } from './stored';

const storedAs = 'keys';
const Own = z.record(z.string(), z.string());

/** Keys that mean the same everywhere, and those that several things share by turns. */
const fixedKeys = /(^|\+)(Escape|Enter|Tab|Space|Delete|Backspace|Arrow\w+)$/;

/** What has a chord by default. */
export type Keyed = { readonly label: string; readonly chords: readonly string[] };

/** Where the user wants other keys than the usual ones. A chord is known by what it is by default. */
export class Keymap {
  /** The user's chord by the default one. */
  #own = $state.raw<Readonly<Record<string, string>>>({});
  readonly changed = $derived(Object.keys(this.#own).length > 0);
  readonly #storage: Storage;
  readonly #platform: () => string | undefined;

  constructor(storage: Storage, platform: () => string | undefined) {
    this.#storage = storage;
    this.#platform = platform;
    this.#own = readStored(storage, storedAs, Own, {});
  }

  chord(usual: string): string {
    return Object.hasOwn(this.#own, usual) ? (this.#own[usual] ?? usual) : usual;
  }

  isOwn(usual: string): boolean {
    return this.chord(usual) !== usual;
  }

  /** Whether the user may give it other keys. */
  canMove(usual: string): boolean {
    return !fixedKeys.test(usual);
  }

  matches(press: KeyPress, usual: string): boolean {
    return matchesChord(press, this.chord(usual));
  }

  /** The chord as it stands on the keyboard. */
  text(usual: string): string {
    return chordText(this.chord(usual), this.#platform());
  }

  /**
   * Gives what is on the chord `usual` the pressed keys. Gives back why that cannot be: the label of what has them, or
   * `keys` where no chord was pressed. Undefined where it was done.
   */
  move(usual: string, press: KeyPress, all: readonly Keyed[]): { readonly taken: string } | 'keys' | undefined {
    const wanted = chordOf(press);
    if (wanted === undefined || !this.canMove(wanted)) return 'keys';
    const others = all.filter(({ chords }) => !chords.includes(usual));
    const taken = others.find(({ chords }) => chords.some((chord) => sameChord(this.chord(chord), wanted)));
    if (taken !== undefined) return { taken: taken.label };
    const { [usual]: _, ...rest } = this.#own;
    this.#keep(sameChord(wanted, usual) ? rest : { ...rest, [usual]: wanted });
    return undefined;
  }

  reset(): void {
    this.#keep({});
  }

  #keep(own: Readonly<Record<string, string>>): void {
    this.#own = own;
    writeStored(this.#storage, storedAs, own);
  }
}
