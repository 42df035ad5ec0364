import { SvelteMap } from 'svelte/reactivity';
import type { AssetId, Rect, Rectangle } from '../../preload/contract';
import type { StudioClient } from '../client/studio-client';
import { toFrame } from '../editor/boxes';
import { middleSquare } from '../editor/square';
import type { CanvasDocument } from './canvas-document.svelte';
import type { Editor } from './editor.svelte';
import type { Staging } from './staging.svelte';

/** What of the canvas the model is to look at. */
export const looks = ['picture', 'frame', 'box'] as const;
export type Look = (typeof looks)[number];

/** A picture that the model can be asked about. */
export interface Sight {
  readonly asset: AssetId;
  /** Which part of the document the model sees, in document pixels. */
  readonly square: Rect;
  /** The part of it that is meant, in parts of the square. */
  readonly box?: Rectangle | undefined;
}

export interface LookingParts {
  readonly client: StudioClient;
  readonly document: CanvasDocument;
  readonly editor: Editor;
  readonly staging: Staging;
}

/** Where the model looks: at a picture, at all that is seen in the frame, or at a box of it. */
export class Looking {
  #wished = $state<Look>();
  /** What was composed of the document: while its pictures are the same, it need not be made again. */
  readonly #composed = new SvelteMap<string, AssetId>();
  /** Where each picture lay when it was asked about. */
  readonly #squares = new SvelteMap<AssetId, Rect>();
  readonly #parts: LookingParts;
  readonly possible: readonly Look[] = $derived.by(() => looks.filter((look) => this.#isPossible(look)));
  readonly look = $derived.by(() => this.#chosen());
  /** Whether the model sees only the middle of the picture, which is not square. */
  readonly cropped = $derived.by(() => this.look === 'picture' && this.#isLong());

  constructor(parts: LookingParts) {
    this.#parts = parts;
  }

  choose(look: Look): void {
    this.#wished = look;
  }

  /** Which part of the document the picture showed when it was asked about. */
  squareOf(asset: AssetId): Rect | undefined {
    return this.#squares.get(asset) ?? (this.#pictureSeen()?.asset === asset ? this.#pictureSeen()?.square : undefined);
  }

  /** What the model looks at now. A box is seen within the frame. */
  async whole(): Promise<Sight | undefined> {
    if (this.look === undefined) return undefined;
    return this.#remember(this.look === 'picture' ? this.#pictureSeen() : await this.#frameSeen());
  }

  /** As {@link whole}, but of a box only what is inside of it. */
  async cut(): Promise<Sight | undefined> {
    const box = this.#box();
    if (this.look !== 'box' || box === undefined) return this.whole();
    return this.#remember({ asset: await this.#compose(box), square: middleSquare(box) });
  }

  #remember(sight: Sight | undefined): Sight | undefined {
    if (sight !== undefined) this.#squares.set(sight.asset, sight.square);
    return sight;
  }

  #chosen(): Look | undefined {
    if (this.#wished !== undefined && this.possible.includes(this.#wished)) return this.#wished;
    return this.possible.includes('box') ? 'box' : this.possible[0];
  }

  #isPossible(look: Look): boolean {
    if (look === 'picture') return this.#pictureSeen() !== undefined;
    return this.#parts.staging.frameTaken && (look === 'frame' || this.#boxInFrame() !== undefined);
  }

  /** The candidate, the selected picture or the topmost one. One that is turned is seen in the frame. */
  #pictureSeen(): Sight | undefined {
    const { staging, document, editor } = this.#parts;
    if (staging.picture !== undefined) return { asset: staging.picture.asset, square: document.current.frame };
    const layer = editor.selected.find((each) => each.type === 'picture') ?? document.picture;
    if (layer === undefined || (layer.rotation ?? 0) !== 0) return undefined;
    return { asset: layer.asset, square: middleSquare(layer.rect) };
  }

  #isLong(): boolean {
    const { staging, document, editor } = this.#parts;
    if (staging.picture !== undefined) return false;
    const rect = (editor.selected.find((each) => each.type === 'picture') ?? document.picture)?.rect;
    return rect !== undefined && Math.abs(rect.width / rect.height - 1) > 0.02;
  }

  async #frameSeen(): Promise<Sight> {
    const { frame } = this.#parts.document.current;
    const box = this.look === 'box' ? this.#boxInFrame() : undefined;
    return { asset: await this.#compose(frame), square: middleSquare(frame), box };
  }

  #box(): Rect | undefined {
    return this.#parts.editor.selected.find((each) => each.type === 'box')?.rect;
  }

  #boxInFrame(): Rectangle | undefined {
    const box = this.#box();
    return box && toFrame(box, middleSquare(this.#parts.document.current.frame));
  }

  async #compose(area: Rect): Promise<AssetId> {
    const { document, client } = this.#parts;
    const { current } = document;
    const key = JSON.stringify([area, current.layers.filter(({ type }) => type === 'picture')]);
    const known = this.#composed.get(key);
    if (known !== undefined) return known;
    const { id } = await client.request('pictures.compose', { document: current, area });
    this.#composed.set(key, id);
    return id;
  }
}
