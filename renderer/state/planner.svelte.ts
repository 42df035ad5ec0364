import { StudioError } from '../../preload/contract';
import type { CanvasDocument } from './canvas-document.svelte';
import type { Notices } from './notices.svelte';
import type { Placing } from './placing.svelte';
import type { PromptState } from './prompt.svelte';
import type { Session } from './session.svelte';
import type { Settings } from './settings.svelte';

export interface PlannerParts {
  readonly session: Session;
  readonly document: CanvasDocument;
  readonly placing: Placing;
  readonly prompt: PromptState;
  readonly settings: Settings;
  readonly notices: Notices;
}

/** Turns the sentence into boxes on the canvas before anything is drawn. */
export class Planner {
  busy = $state(false);
  readonly #parts: PlannerParts;

  constructor(parts: PlannerParts) {
    this.#parts = parts;
  }

  get ready(): boolean {
    const { session, placing, prompt } = this.#parts;
    return !this.busy && session.engine?.state === 'ready' && placing.planning && prompt.text.trim() !== '';
  }

  /** The boxes that are there stay where they are; from then on the plan is drawn as it stands on the canvas. */
  async plan(): Promise<void> {
    if (!this.ready) return;
    this.busy = true;
    await this.#parts.notices.guard(() => this.#plan());
    this.busy = false;
  }

  async #plan(): Promise<void> {
    const { session, placing, prompt, settings } = this.#parts;
    const request = { pack: session.pack?.id, prompt: prompt.text, boxes: [...placing.boxes] };
    prompt.remember();
    const id = await session.submit({ task: 'plan', ...request, seed: settings.seedForDrawing() });
    const { error, result } = await session.ended(id);
    if (error !== undefined) throw new StudioError(error);
    if (result?.kind === 'plan') placing.adopt(result.plan);
  }
}
