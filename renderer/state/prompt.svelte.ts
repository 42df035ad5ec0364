import { z } from '../../preload/contract';
import { readStored, writeStored, type Storage } from './stored';

export const maximumRemembered = 100;
const Remembered = z.array(z.string().max(10_000)).max(maximumRemembered);

/** The sentence being written and those written before, oldest first. */
export class PromptState {
  text = $state('');
  #remembered = $state.raw<readonly string[]>([]);
  /** Place in the remembered sentences; one past the end is the sentence being written. */
  #place: number;
  #draft = '';
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
    this.#remembered = readStored(storage, 'prompts', Remembered, []);
    this.#place = this.#remembered.length;
  }

  /** Remembers the present sentence; one that was used before moves to the end. */
  remember(): void {
    const text = this.text.trim();
    if (text === '' || text.length > 10_000) return;
    this.#remembered = [...this.#remembered.filter((other) => other !== text), text].slice(-maximumRemembered);
    this.#place = this.#remembered.length;
    writeStored(this.#storage, 'prompts', this.#remembered);
  }

  /** The sentences that were used before, newest first. */
  get earlier(): readonly string[] {
    return this.#remembered.toReversed();
  }

  /** Takes one of them up; from there one goes on to older and newer ones. */
  recall(sentence: string): void {
    const place = this.#remembered.indexOf(sentence);
    if (place < 0) return;
    if (this.#place === this.#remembered.length) this.#draft = this.text;
    this.#show(place);
  }

  older(): void {
    if (this.#place === 0) return;
    if (this.#place === this.#remembered.length) this.#draft = this.text;
    this.#show(this.#place - 1);
  }

  newer(): void {
    if (this.#place < this.#remembered.length) this.#show(this.#place + 1);
  }

  #show(place: number): void {
    this.#place = place;
    this.text = this.#remembered[place] ?? this.#draft;
  }
}
