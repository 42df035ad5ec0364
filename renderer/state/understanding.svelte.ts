import { z, type AssetId, type Job, type JobId, type JobRequestInput, type TaskName } from '../../preload/contract';
import { addLayer } from '../editor/changes';
import { freeLayerId } from '../editor/document';
import type { CanvasDocument } from './canvas-document.svelte';
import { exchangesOf, turnsOf, type Exchange } from './exchange';
import type { FoundPlaces } from './found-places.svelte';
import { isActive } from './jobs';
import type { Looking, Sight } from './looking.svelte';
import type { Notices } from './notices.svelte';
import type { Reader } from './reader.svelte';
import { boxQuestion, descriptionRequests, isPlaceQuestion, type DescriptionLength } from './questions';
import type { Session } from './session.svelte';
import { readStored, writeStored, type Storage } from './stored';

export interface UnderstandingParts {
  readonly session: Session;
  readonly document: CanvasDocument;
  readonly notices: Notices;
  readonly looking: Looking;
  readonly places: FoundPlaces;
  readonly reader: Reader;
  readonly storage: Storage;
}

/** Descriptions that are asked for at once. */
const alternatives = 3;
const abilities = ['caption', 'ask', 'locate', 'segment', 'depth'] as const satisfies readonly TaskName[];
export type Ability = (typeof abilities)[number];

/** What the model says about what is on the canvas: descriptions, answers, places, maps. */
export class Understanding {
  open = $state(false);
  /** The question that is being written. */
  question = $state('');
  #sending = $state(false);
  #cleared = $state.raw<readonly JobId[]>([]);
  /** Place in what was asked before; one past the end is the question that is being written. */
  #place = $state<number>();
  readonly #parts: UnderstandingParts;
  readonly exchanges: readonly Exchange[] = $derived.by(() =>
    exchangesOf(this.#parts.session.jobs).filter(({ id }) => !this.#cleared.includes(id)),
  );
  readonly running = $derived(this.exchanges.findLast(({ state }) => state === 'queued' || state === 'running'));
  readonly busy = $derived(this.#sending || this.running !== undefined);
  /** What the pack that looks was not made for. */
  readonly missing: readonly Ability[] = $derived.by(() => abilities.filter((task) => !this.can(task)));
  readonly ready = $derived.by(
    () => this.#parts.session.engine?.state === 'ready' && this.#parts.looking.look !== undefined && !this.busy,
  );

  constructor(parts: UnderstandingParts) {
    this.#parts = parts;
    this.open = readStored(parts.storage, 'understand', z.boolean(), false);
  }

  can(task: Ability): boolean {
    return this.#parts.reader.can(task);
  }

  /** Whether it is described in the lengths that are asked for in words. */
  get describesAtLength(): boolean {
    return this.#parts.reader.surelyCan('ask') && this.#parts.reader.surelyCan('read');
  }

  toggle(): void {
    this.open = !this.open;
    writeStored(this.#parts.storage, 'understand', this.open);
  }

  /** Says what is seen, with other wordings. */
  describe(): Promise<void> {
    return this.#about('cut', ({ asset }) => ({ task: 'caption', source: asset, alternatives }));
  }

  describeAt(length: DescriptionLength): Promise<void> {
    return this.#about('cut', ({ asset }) => this.#asking(descriptionRequests[length], { asset }));
  }

  /** Asks what was written; a question for a place is answered by one. */
  async ask(): Promise<void> {
    const question = this.question.trim();
    if (question === '' || !this.ready || !(this.can('ask') || this.can('locate'))) return;
    // A pack without places answers in words; as long as it is not known which one looks, that is asked for.
    const places = this.#parts.reader.surelyCan('locate');
    const seeking = (places && isPlaceQuestion(question)) || !this.can('ask');
    this.question = '';
    this.#place = undefined;
    await this.#about('whole', (sight) =>
      seeking ? { task: 'locate', source: sight.asset, thing: question } : this.#asking(question, sight),
    );
  }

  /** Asks what is in the box. */
  identify(): Promise<void> {
    return this.#about('whole', (sight) => this.#asking(boxQuestion, sight));
  }

  /** Draws a map of what is seen, which becomes a layer. */
  map(task: 'segment' | 'depth'): Promise<void> {
    return this.#about('whole', ({ asset }) => ({ task, source: asset, seed: 0 }));
  }

  async cancel(): Promise<void> {
    const { running } = this;
    if (running !== undefined) await this.#parts.notices.guard(() => this.#parts.session.cancel(running.id));
  }

  clear(): void {
    this.#cleared = [...this.#cleared, ...this.exchanges.map(({ id }) => id)];
    this.#parts.places.drop();
  }

  /** Shows the place of an answer on the canvas, or no longer. */
  togglePlace({ id, place, source }: Exchange): void {
    const { places, looking } = this.#parts;
    const square = looking.squareOf(source);
    if (places.has(id)) places.drop(id);
    else if (place !== undefined && square !== undefined) places.show(id, place, square);
  }

  /** Whether it is known where in the document the picture of an answer lies. */
  isPlaceable({ place, source }: Exchange): boolean {
    return place !== undefined && this.#parts.looking.squareOf(source) !== undefined;
  }

  older(): void {
    this.#recall(-1);
  }

  newer(): void {
    this.#recall(1);
  }

  #recall(step: number): void {
    const all = this.exchanges.map(({ asked: question }) => question);
    const asked = all.filter((question, index) => all.indexOf(question) === index);
    const place = (this.#place ?? asked.length) + step;
    if (place < 0 || place > asked.length) return;
    this.#place = place;
    this.question = asked[place] ?? '';
  }

  #asking(question: string, { asset, box }: Pick<Sight, 'asset' | 'box'>): JobRequestInput {
    const { jobs } = this.#parts.session;
    const plan = planOf(jobs, asset);
    return {
      task: 'ask',
      source: asset,
      question,
      history: turnsOf(this.exchanges, asset, jobs).slice(-maximumHistory),
      ...(box === undefined ? {} : { box }),
      ...(plan === undefined ? {} : { plan }),
    };
  }

  async #about(part: 'whole' | 'cut', request: (sight: Sight) => JobRequestInput): Promise<void> {
    if (!this.ready) return;
    const { looking, notices } = this.#parts;
    this.#sending = true;
    await notices.guard(async () => {
      const sight = await looking[part]();
      if (sight !== undefined) await this.#submit(request(sight), sight);
    });
    this.#sending = false;
  }

  async #submit(request: JobRequestInput, sight: Sight): Promise<void> {
    const { session, reader } = this.#parts;
    const id = await session.submit({ ...request, pack: reader.pack?.id });
    this.#show(await session.ended(id), sight);
  }

  /** What came of it goes onto the canvas, where it is more than words. */
  #show(job: Job, { square }: Sight): void {
    const { places, document } = this.#parts;
    const place = this.exchanges.find(({ id }) => id === job.id)?.place;
    if (place !== undefined) places.show(job.id, place, square);
    const map = job.result?.kind === 'pictures' ? job.result.pictures[0] : undefined;
    if (map === undefined) return;
    const control = job.request.task === 'depth' ? 'depth' : 'segmentation';
    const id = freeLayerId(document.current, 'control');
    const shown = { visible: true, locked: false, opacity: 1, rect: square, strength: 1 };
    const name = control === 'depth' ? 'Depth' : 'Segmentation';
    document.change(
      name.toLowerCase(),
      addLayer(document.current, { type: 'control', id, name, control, asset: map.asset, ...shown }),
    );
  }
}

const maximumHistory = 12;

/** What the model has read of the picture for an earlier answer. */
function planOf(jobs: readonly Job[], source: AssetId) {
  const answered = jobs.findLast(
    ({ request, result }) => 'source' in request && request.source === source && result?.kind === 'answer',
  );
  return answered !== undefined && !isActive(answered) && answered.result?.kind === 'answer'
    ? answered.result.plan
    : undefined;
}
