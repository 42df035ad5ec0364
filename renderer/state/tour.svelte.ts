import { z } from '../../preload/contract';
import type { Studio } from './studio.svelte';
import { readStored, writeStored, type Storage } from './stored';

/** A stop of the tour: what it says, where it points, and what the button does for whoever would rather watch. */
export interface Stop {
  readonly title: string;
  readonly text: string;
  /** Of the element that it stands beside, as a test id. */
  readonly beside: string;
  readonly help: string;
}

export const stops: readonly Stop[] = [
  {
    title: 'Say it',
    text: 'This sentence is ready to be drawn. Boxes show what the model plans, then the picture grows row by row.',
    beside: 'prompt',
    help: 'Draw it',
  },
  {
    title: 'Place it',
    text: 'With the box tool, drag where something shall stand and write what it is. The next picture keeps to it.',
    beside: 'tool-box',
    help: 'Give me the box tool',
  },
  {
    title: 'Change it',
    text: 'Choose Change and say what shall be different. The studio shows which part it draws anew; the rest stays as it is.',
    beside: 'act-change',
    help: 'Write one for me',
  },
];

const storedAs = 'tour';
type Parts = Pick<Studio, 'prompt' | 'session' | 'drawing' | 'staging' | 'editor' | 'document' | 'changing'>;

/** Three stops on an example, each of which goes on by itself when its thing was done. */
export class Tour {
  /** Which stop is shown. */
  at = $state<number>();
  /** Whether it was taken or turned down before. */
  seen = $state(false);
  readonly stop = $derived(this.at === undefined ? undefined : stops[this.at]);
  readonly #parts: Parts;
  readonly #storage: Storage;
  /** What there was when the stop was reached. */
  #before: { readonly picture: unknown; readonly boxes: number } = { picture: undefined, boxes: 0 };

  constructor(parts: Parts, storage: Storage) {
    this.#parts = parts;
    this.#storage = storage;
    this.seen = readStored(storage, storedAs, z.boolean(), false);
  }

  begin(): void {
    const { prompt, session, changing } = this.#parts;
    changing.choose('draw');
    prompt.text = session.pack?.samplePrompts[0] ?? prompt.text;
    this.#goTo(0);
    this.#remember();
  }

  /** To the next stop, or to the end behind the last one. */
  next(): void {
    const next = (this.at ?? stops.length) + 1;
    this.#goTo(next < stops.length ? next : undefined);
  }

  end(): void {
    this.at = undefined;
    this.#remember();
  }

  /** Does what the stop is about. */
  help(): void {
    const { drawing, editor, changing, prompt } = this.#parts;
    if (this.at === 0) void drawing.generate();
    if (this.at === 1) editor.choose('box');
    if (this.at === 2) {
      changing.choose('change');
      prompt.text = changing.ideas[0] ?? 'make it night';
    }
  }

  /** Whether the thing that the stop is about was done; the window asks whenever something has changed. */
  get done(): boolean {
    const { staging, drawing, changing } = this.#parts;
    switch (this.at) {
      case 0:
        return staging.seen !== this.#before.picture && !drawing.busy;
      case 1:
        return this.#namedBoxes() > this.#before.boxes;
      case 2:
        return changing.act === 'change' && drawing.busy;
      default:
        return false;
    }
  }

  #goTo(at: number | undefined): void {
    this.#before = { picture: this.#parts.staging.seen, boxes: this.#namedBoxes() };
    this.at = at;
  }

  #namedBoxes(): number {
    const { layers } = this.#parts.document.current;
    return layers.filter((layer) => layer.type === 'box' && layer.label !== '').length;
  }

  #remember(): void {
    this.seen = true;
    writeStored(this.#storage, storedAs, true);
  }
}
