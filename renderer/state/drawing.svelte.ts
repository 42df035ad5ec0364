import type { Job, JobRequestInput, ResultPicture } from '../../preload/contract';
import type { CanvasDocument } from './canvas-document.svelte';
import type { Controlling } from './controlling.svelte';
import {
  activeDrawing,
  drawsWhole,
  waitingDrawings,
  goingOn,
  isActive,
  picturesOf,
  pictureToShow,
  previewOf,
  shareDone,
} from './jobs';
import type { Notices } from './notices.svelte';
import type { Placing } from './placing.svelte';
import type { PromptState } from './prompt.svelte';
import type { References } from './references.svelte';
import type { Session } from './session.svelte';
import type { Settings } from './settings.svelte';
import type { Staging } from './staging.svelte';

export interface DrawingParts {
  readonly session: Session;
  readonly document: CanvasDocument;
  readonly prompt: PromptState;
  readonly settings: Settings;
  readonly staging: Staging;
  readonly placing: Placing;
  readonly controlling: Controlling;
  readonly references: References;
  readonly notices: Notices;
}

/** From the sentence to the picture on the canvas. */
export class Drawing {
  /** Which of the pictures being drawn the canvas shows; nothing while the user looks at an older picture. */
  watched = $state<number>();
  #sending = $state(false);
  readonly #parts: DrawingParts;
  readonly job = $derived.by(() => activeDrawing(this.#session.jobs));
  /** What is drawn after it, in this order. */
  readonly waiting = $derived.by(() => waitingDrawings(this.#session.jobs).filter(({ id }) => id !== this.job?.id));
  readonly busy = $derived(this.#sending || this.job !== undefined);
  readonly ready = $derived.by(() => this.#session.engine?.state === 'ready' && this.#canGenerate());
  readonly preview = $derived.by(() => this.#watchedPreview());
  /** The cells that are drawn anew in the picture that the canvas shows being drawn. */
  readonly region = $derived.by(() => (this.watched === undefined ? undefined : this.job?.regions?.[this.watched]));
  /** The plan of the picture that the canvas shows being drawn. */
  readonly plan = $derived.by(() => (this.watched === undefined ? undefined : this.job?.plans?.[this.watched]));
  /** What goes on with the newest drawing, if it was interrupted. */
  readonly interrupted = $derived.by(() => goingOn(this.#session.jobs));
  readonly percent = $derived(this.job === undefined ? undefined : Math.floor(shareDone(this.job) * 100));

  constructor(parts: DrawingParts) {
    this.#parts = parts;
    // Whoever looks at another picture does not watch the one that grows.
    parts.staging.onChosen(() => (this.watched = undefined));
  }

  /** Draws what is written, or puts it behind what is being drawn. */
  async generate(): Promise<void> {
    if (!this.ready || (this.#sending && this.job === undefined)) return;
    this.#parts.prompt.remember();
    if (this.busy) await this.#parts.notices.guard(() => this.#add());
    else await this.#parts.notices.guard(() => this.#draw(() => this.#request()));
  }

  /** Does what another part of the window asks for, with all that is shown of a drawing; `candidate` is shown of it. */
  async run(make: () => Promise<JobRequestInput>, candidate = 0): Promise<void> {
    if (this.busy) return;
    await this.#parts.notices.guard(() => this.#draw(make, candidate));
  }

  /** Goes on with the picture that was interrupted last. */
  async goOn(): Promise<void> {
    const request = this.interrupted;
    if (request === undefined || this.busy || !this.ready) return;
    await this.#parts.notices.guard(() => this.#draw(() => request));
  }

  /** Ends the job that draws, or the one that is named. */
  async cancel(job = this.job): Promise<void> {
    if (job !== undefined) await this.#parts.notices.guard(() => this.#session.cancel(job.id));
  }

  /** Draws it as the next one. */
  async first(job: Job): Promise<void> {
    await this.#parts.notices.guard(() => this.#session.first(job.id));
  }

  /** After a reload: goes on showing the job that runs, or shows the last picture; its sentence is there again. */
  resume(): void {
    this.#restorePrompt();
    if (this.job === undefined) this.#restoreLast();
    else void this.#follow(this.job);
  }

  get #session(): Session {
    return this.#parts.session;
  }

  #restorePrompt(): void {
    const request = this.#session.jobs.map((job) => job.request).findLast(drawsWhole);
    if (request !== undefined && this.#parts.prompt.text === '') this.#parts.prompt.text = request.prompt;
  }

  #restoreLast(): void {
    const last = this.#session.jobs.findLast((job) => picturesOf(job).length > 0);
    const picture = last && picturesOf(last)[0];
    if (picture === undefined) return;
    const { document, staging } = this.#parts;
    document.restore(arriving(picture));
    const { layers } = document.current;
    // A candidate that was not accepted yet lies over the document again.
    if (!layers.some((layer) => layer.type === 'picture' && layer.asset === picture.asset)) staging.choose(picture);
  }

  /** Whoever gave boxes wants to know how well they were obeyed. */
  #readsBack(): boolean {
    return this.#parts.placing.boxes.length > 0 && (this.#session.pack?.tasks.includes('read') ?? false);
  }

  #canGenerate(): boolean {
    return this.#session.pack?.tasks.includes('generate') ?? false;
  }

  #negative(): { negative?: string } {
    const negative = this.#parts.settings.negative.trim();
    return negative !== '' && this.#session.pack?.negative === true ? { negative } : {};
  }

  #watchedPreview() {
    if (this.job === undefined || this.watched === undefined) return undefined;
    return previewOf(this.job, this.watched);
  }

  async #draw(make: () => JobRequestInput | Promise<JobRequestInput>, candidate = 0): Promise<void> {
    this.#sending = true;
    try {
      const id = await this.#session.submit(await make());
      this.watched = candidate;
      this.#settle(await this.#session.ended(id));
      await this.#followRest();
    } finally {
      this.#sending = false;
    }
  }

  async #add(): Promise<void> {
    await this.#session.submit(await this.#request());
  }

  async #follow(job: Job): Promise<void> {
    this.watched = 0;
    this.#settle(await this.#session.ended(job.id));
    await this.#followRest();
  }

  /** One after the other, what was put behind. */
  async #followRest(): Promise<void> {
    if (this.job !== undefined) await this.#follow(this.job);
  }

  async #request(): Promise<JobRequestInput> {
    const { prompt, settings, placing, controlling, references } = this.#parts;
    const sentence = placing.sentence(prompt.text);
    const common = {
      pack: this.#session.pack?.id,
      prompt: sentence,
      ...(this.#readsBack() ? { readBack: true } : {}),
      seed: settings.seedForDrawing(),
      candidates: settings.pictures,
      settings: settings.overrides,
    };
    const control = await controlling.request();
    if (control === undefined)
      return {
        task: 'generate',
        ...common,
        ...this.#negative(),
        ...placing.request(sentence),
        ...references.request(),
      };
    // What stands where is read from the control, unless someone says it.
    const plan = placing.planOf(sentence);
    return { task: 'control', ...common, ...control, ...(plan === undefined ? {} : { plan }) };
  }

  #settle(job: Job): void {
    if (isActive(job)) return;
    if (job.error !== undefined) this.#parts.notices.alert(job.error);
    const picture = this.watched === undefined ? undefined : pictureToShow(job, this.watched);
    if (picture !== undefined) this.#show(picture, picturesOf(job).length);
    this.watched = undefined;
  }

  /** An empty frame takes a picture that is alone; whatever lies there is not covered until the user says so. */
  #show(picture: ResultPicture, candidates: number): void {
    const { document, staging } = this.#parts;
    if (candidates === 1 && !staging.frameTaken && picture.changed === undefined)
      document.place('draw a picture', arriving(picture));
    else staging.choose(picture);
  }
}

export function arriving(picture: ResultPicture) {
  return { ...picture, name: picture.recipe.prompt };
}
