import { z } from '../../preload/contract';
import { readStored, writeStored, type Storage } from './stored';

export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];
export type Theme = 'light' | 'dark';

/** What is used of `matchMedia('(prefers-color-scheme: dark)')`. */
export interface MediaQuery {
  readonly matches: boolean;
  addEventListener(type: 'change', listener: () => void): void;
}

export class ThemeState {
  choice = $state<ThemeChoice>('system');
  #systemDark = $state(true);
  readonly theme: Theme = $derived(this.choice === 'system' ? (this.#systemDark ? 'dark' : 'light') : this.choice);
  readonly #storage: Storage;

  constructor(storage: Storage, systemDark: MediaQuery) {
    this.#storage = storage;
    this.choice = readStored(storage, 'theme', z.enum(themeChoices), 'system');
    this.#systemDark = systemDark.matches;
    systemDark.addEventListener('change', () => {
      this.#systemDark = systemDark.matches;
    });
  }

  /** Walks through the three choices; from `system` to the theme that is not shown, so that a press always shows. */
  toggle(): void {
    this.choice = this.#next();
    writeStored(this.#storage, 'theme', this.choice);
  }

  #next(): ThemeChoice {
    const other = this.#systemDark ? 'light' : 'dark';
    if (this.choice === 'system') return other;
    return this.choice === other ? (other === 'light' ? 'dark' : 'light') : 'system';
  }
}
