import { z, type GenerateRequest, type Plan } from '../../preload/contract';
import { boxLayers, labelledBoxes, planBoxes } from '../editor/boxes';
import type { CanvasDocument } from './canvas-document.svelte';
import { readStored, writeStored, type Storage } from './stored';

/** What stands where: the boxes on the canvas, and whether the model may add to them. */
export class Placing {
  /** Whether the model plans what the boxes leave open; otherwise it draws just these boxes. */
  planning = $state(true);
  /** All that is not a thing, in words; only where nothing is planned. */
  background = $state('');
  readonly #document: CanvasDocument;
  readonly #storage: Storage;
  readonly boxes = $derived.by(() => labelledBoxes(this.#document.current));
  /** Boxes that the model will not be told of, for they lie outside the frame or have no label. */
  readonly leftOut = $derived.by(
    () => boxLayers(this.#document.current).filter(({ visible }) => visible).length - this.boxes.length,
  );

  constructor(document: CanvasDocument, storage: Storage) {
    this.#document = document;
    this.#storage = storage;
    this.planning = readStored(storage, 'planning', z.boolean(), true);
  }

  setPlanning(planning: boolean): void {
    this.planning = planning;
    writeStored(this.#storage, 'planning', planning);
  }

  /** A sentence made of the boxes, where the user wrote none. */
  sentence(written: string): string {
    if (written.trim() !== '' || this.boxes.length === 0) return written;
    return this.boxes.map(({ label }) => label).join(' and ');
  }

  /** The part of a request that says what stands where. */
  request(sentence: string): Pick<GenerateRequest, 'boxes' | 'plan'> {
    const plan = this.planning ? undefined : this.planOf(sentence);
    if (plan !== undefined) return { plan };
    return this.boxes.length === 0 ? {} : { boxes: [...this.boxes] };
  }

  /** The boxes as a whole plan, for what takes no boxes to plan around; nothing where the model is to plan and there are none. */
  planOf(sentence: string): Plan | undefined {
    if (this.planning && this.boxes.length === 0) return undefined;
    return { things: [...this.boxes], background: this.background.trim() || sentence };
  }

  /** Puts the plan on the canvas as boxes that can be dragged; from then on it is drawn as it stands there. */
  adopt(plan: Plan): void {
    this.#document.change('plan', planBoxes(this.#document.current, plan));
    this.background = plan.background;
    this.setPlanning(false);
  }
}
