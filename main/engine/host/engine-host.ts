import { randomBytes } from 'node:crypto';
import {
  type EngineView,
  type Job,
  JobId,
  type JobRequest,
  StudioError,
  type StudioErrorData,
  type StudioEvent,
} from '../../../preload/contract';
import type { InstalledPack } from '../../packs';
import type { EngineEvent, EngineResult } from '../protocol';
import { maximumJobs, queueFull } from '../queue/job-queue';
import { EngineKeeper } from './engine-keeper';
import { crashOf, isComputingError, wasKilled } from '../devices/fault';
import { engineDied, engineUnavailable, sourceMissing } from './errors';
import { JobBoard } from './job-board';
import { type Devices, type EngineLauncher, type PictureStore, processorOnly } from './ports';
import { storeResult } from './results';

export type EngineHostOptions = {
  readonly launcher: EngineLauncher;
  readonly pictures: PictureStore;
  readonly emit: (event: StudioEvent) => void;
  /** The processor alone unless told otherwise. */
  readonly devices?: Devices;
  /** Version of the studio, for recipes. */
  readonly version: string;
};

/**
 * The engine as the shells see it. Keeps the jobs while engine processes come and go: when one dies, the job it was
 * working on fails and the others wait for the next process.
 */
export class EngineHost {
  readonly #options: EngineHostOptions;
  readonly #board: JobBoard;
  readonly #keeper: EngineKeeper;
  readonly #devices: Devices;
  #packs: readonly InstalledPack[] = [];
  #begun = false;
  #device: string | undefined;
  #error: StudioErrorData | undefined;
  /** Running jobs that were asked to stop and have not said yet that they did. */
  readonly #stopping = new Set<JobId>();
  /** Jobs that are done once more because a device took the engine along. */
  readonly #repeated = new Set<JobId>();
  #waiters: { resolve: () => void; reject: (error: StudioError) => void }[] = [];

  constructor(options: EngineHostOptions) {
    this.#options = options;
    this.#board = new JobBoard(
      (job) => options.emit({ type: 'job.changed', job }),
      ({ asset }) => options.pictures.drop(asset),
    );
    this.#devices = options.devices ?? processorOnly;
    this.#keeper = new EngineKeeper(() => options.launcher.launch(this.#packs), {
      started: () => this.#brief(),
      heard: (event) => this.#hear(event),
      died: (reason, final) => this.#mourn(reason, final),
      confused: (error) => this.#note(error),
    });
  }

  /** Starts the engine with these packs, or gives them to the one that runs. */
  start(packs: readonly InstalledPack[]): void {
    this.#packs = packs;
    this.#begun = true;
    this.#configure();
    this.#keeper.start();
    this.#announce();
  }

  /** Queues a job; it waits until the host is started. Throws `asset-missing`, `queue-full`, or `engine-unavailable` when the engine cannot be started. */
  async submit(request: JobRequest): Promise<JobId> {
    const source = await this.#sourceOf(request);
    if (this.#board.open().length >= maximumJobs) throw queueFull();
    if (this.#begun) this.#keeper.start();
    if (this.#keeper.state === 'failed') throw new StudioError(this.#error ?? engineUnavailable(''));
    const id = JobId.parse(`job-${randomBytes(8).toString('hex')}`);
    this.#board.add(id, request, source);
    this.#post(id);
    this.#announce();
    return id;
  }

  /** A job that has ended stays as it is. Throws `job-missing`. */
  cancel(id: JobId): void {
    const { state } = this.#board.require(id);
    if (state === 'queued') this.#end(id, { state: 'cancelled' });
    if (state === 'running') this.#stopping.add(id);
    this.#keeper.post({ type: 'cancel', id });
  }

  /** From the oldest to the newest; of those that have ended only the last ones. */
  jobs(): Job[] {
    return this.#board.jobs();
  }

  /** Resolves with the job when it has ended, however it did. Throws `job-missing`. */
  wait(id: JobId): Promise<Job> {
    return this.#board.wait(id);
  }

  view(): EngineView {
    const error = this.#error ?? this.#devices.notice;
    return {
      state: this.#keeper.state,
      restarts: this.#keeper.deaths,
      jobs: this.#board.open().length,
      ...(this.#device === undefined ? {} : { device: this.#device }),
      ...(error === undefined ? {} : { error }),
    };
  }

  /** The number of the engine's process while there is one. */
  get pid(): number | undefined {
    return this.#keeper.pid;
  }

  /** Resolves when the engine takes jobs; rejects with `engine-unavailable` when it is given up. */
  async whenReady(): Promise<void> {
    if (this.#keeper.state === 'ready') return;
    if (this.#keeper.state === 'failed') throw new StudioError(this.#error ?? engineUnavailable(''));
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  /** Ends the engine process; open jobs are cancelled. */
  async stop(): Promise<void> {
    for (const { id } of this.#board.open()) this.#end(id, { state: 'cancelled' });
    await this.#keeper.stop();
  }

  async #sourceOf(request: JobRequest): Promise<Uint8Array | undefined> {
    if (request.task !== 'caption') return undefined;
    const source = await this.#options.pictures.read(request.source);
    if (source === undefined) throw sourceMissing(request.source);
    return source;
  }

  /** Tells a new process all it has to know. */
  #brief(): void {
    this.#configure();
    for (const { id } of this.#board.open()) this.#post(id);
    this.#announce();
  }

  #configure(): void {
    const { usable: devices } = this.#devices;
    this.#keeper.post({ type: 'configure', studio: this.#options.version, packs: this.#packs, devices });
  }

  #post(id: JobId): void {
    const source = this.#board.sourceOf(id);
    const { request } = this.#board.require(id);
    this.#keeper.post({ type: 'submit', id, request, ...(source === undefined ? {} : { source }) });
  }

  #hear(event: EngineEvent): void {
    switch (event.type) {
      case 'ready':
        this.#greet(event.device);
        break;
      case 'device-dropped':
        this.#devices.drop(event.device, event.trouble);
        this.#announce();
        break;
      case 'device-tried':
        break;
      case 'started':
        this.#board.change(event.id, { state: 'running' });
        break;
      case 'progress':
        this.#board.change(event.id, { progress: event.progress });
        break;
      case 'planned':
        this.#board.change(event.id, { plans: [...event.plans] });
        break;
      case 'preview':
        this.#showPreview(event);
        break;
      case 'finished':
        this.#finish(event.id, event.result);
        break;
      case 'cancelled':
        this.#end(event.id, { state: 'cancelled' });
        break;
      case 'failed':
        this.#fail(event.id, event.error);
        break;
      case 'problem':
        this.#note(event.error);
        break;
    }
  }

  #greet(device: string): void {
    this.#device = device;
    this.#error = undefined;
    for (const { resolve } of this.#waiters.splice(0)) resolve();
    this.#announce();
  }

  #showPreview({ id, candidate, rows, totalRows, codes, picture }: Extract<EngineEvent, { type: 'preview' }>): void {
    if (!this.#board.isOpen(id)) return;
    const asset = this.#options.pictures.put({ ...picture, mime: 'image/png' });
    this.#board.showPreview(id, { candidate, asset, rows, totalRows }, codes);
  }

  #finish(id: JobId, result: EngineResult): void {
    if (!this.#board.isOpen(id)) return;
    this.#devices.settle(true);
    this.#end(id, { state: 'done', result: storeResult(result, this.#options.pictures) });
  }

  #mourn(reason: string, final: boolean): void {
    const running = this.#board.open().filter(({ state }) => state === 'running');
    const dropped = !wasKilled(reason) && this.#dropDevice(reason);
    for (const { id } of running) {
      if (this.#stopping.has(id)) this.#end(id, { state: 'cancelled' });
      else if (dropped && !this.#repeated.has(id)) this.#repeat(id);
      else this.#fail(id, engineDied(reason));
    }
    if (final) this.#giveUp(engineUnavailable(reason));
    this.#announce();
  }

  /** Whether there is another device to go on with than the one that the dead process used. */
  #dropDevice(reason: string): boolean {
    const [device] = this.#devices.usable;
    return device !== undefined && this.#devices.drop(device, crashOf(reason)) !== undefined;
  }

  /** The next process gets the job as if it were new. */
  #repeat(id: JobId): void {
    this.#repeated.add(id);
    this.#board.change(id, { state: 'queued' });
  }

  #fail(id: JobId, error: StudioErrorData): void {
    if (isComputingError(error.code)) this.#devices.settle(false);
    this.#end(id, { state: 'failed', error });
  }

  #giveUp(error: StudioErrorData): void {
    this.#error = error;
    for (const { id } of this.#board.open()) this.#end(id, { state: 'failed', error });
    for (const { reject } of this.#waiters.splice(0)) reject(new StudioError(error));
  }

  #note(error: StudioErrorData): void {
    this.#error = error;
    this.#announce();
  }

  #end(id: JobId, ending: Pick<Job, 'state' | 'result' | 'error'>): void {
    this.#stopping.delete(id);
    this.#repeated.delete(id);
    this.#board.end(id, ending);
    this.#announce();
  }

  #announce(): void {
    this.#options.emit({ type: 'engine.changed', engine: this.view() });
  }
}
