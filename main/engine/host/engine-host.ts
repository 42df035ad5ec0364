import { randomBytes } from 'node:crypto';
import {
  type AssetId,
  type EngineView,
  type Job,
  JobId,
  type JobRequest,
  type StudioErrorData,
  type StudioEvent,
  picturesOf,
} from '../../../preload/contract';
import type { InstalledPack } from '../../packs';
import type { EngineCommand } from '../protocol';
import { maximumJobs, queueFull } from '../queue/job-queue';
import type { PictureFiles } from '../protocol';
import type { EmbedWish } from '../retriever/retriever-shelf';
import { EmbedDesk } from './embed-desk';
import { EngineKeeper } from './engine-keeper';
import { EngineStatus } from './engine-status';
import { engineUnavailable, pictureMissing } from './errors';
import { hear } from './hear';
import { JobBoard } from './job-board';
import { JobFates } from './job-fates';
import { type Devices, type EngineLauncher, type PictureStore, processorOnly } from './ports';
import { PreviewReceipts } from './preview-receipts';

export type EngineHostOptions = {
  readonly launcher: EngineLauncher;
  readonly pictures: PictureStore;
  readonly emit: (event: StudioEvent) => void;
  /** The processor alone unless told otherwise. */
  readonly devices?: Devices;
  /** Version of the studio, for recipes. */
  readonly version: string;
  /** Told when the process ended without being asked to, with how it ended and its last words. */
  readonly died?: (reason: string) => void;
};

/**
 * The engine as the shells see it. Keeps the jobs while engine processes come and go: when one dies, the job it was
 * working on fails and the others wait for the next process.
 */
export class EngineHost {
  readonly #options: EngineHostOptions;
  readonly #devices: Devices;
  readonly #board: JobBoard;
  readonly #fates: JobFates;
  readonly #status = new EngineStatus();
  readonly #embeds = new EmbedDesk();
  readonly #receipts = new PreviewReceipts();
  readonly #keeper: EngineKeeper;
  #packs: readonly InstalledPack[] = [];
  #begun = false;

  constructor(options: EngineHostOptions) {
    const { pictures, emit } = options;
    this.#options = options;
    this.#devices = options.devices ?? processorOnly;
    this.#board = new JobBoard(
      (job) => emit({ type: 'job.changed', job }),
      ({ asset }) => pictures.drop(asset),
    );
    const announce = () => this.#announce();
    const note = (error: StudioErrorData) => this.#note(error);
    const post = (command: EngineCommand) => this.#keeper.post(command);
    this.#fates = new JobFates({ board: this.#board, devices: this.#devices, pictures, ended: announce });
    const told = { board: this.#board, fates: this.#fates, status: this.#status, devices: this.#devices };
    const [embeds, receipts] = [this.#embeds, this.#receipts];
    this.#keeper = new EngineKeeper(() => options.launcher.launch(this.#packs), {
      started: () => this.#brief(),
      heard: (event) => hear({ ...told, embeds, receipts, note, announce, post }, event),
      died: (reason, final) => this.#mourn(reason, final),
      confused: note,
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
    const files = await this.#filesOf(request);
    if (this.#board.open().length >= maximumJobs) throw queueFull();
    if (this.#begun) this.#keeper.start();
    this.#status.requireHope(this.#keeper.state);
    const id = JobId.parse(`job-${randomBytes(8).toString('hex')}`);
    this.#board.add(id, request, files);
    this.#post(id);
    this.#announce();
    return id;
  }

  /** A job that has ended stays as it is. Throws `job-missing`. */
  cancel(id: JobId): void {
    this.#fates.cancel(id);
    this.#keeper.post({ type: 'cancel', id });
  }

  /** Of the jobs that wait it is the next one. Throws `job-missing`. */
  first(id: JobId): void {
    this.#board.first(id);
    this.#keeper.post({ type: 'first', id });
    this.#announce();
  }

  /**
   * Vectors of texts, then of square pictures, by the retriever of an installed pack. `urgent` ones overtake all jobs, others
   * wait as work in the background. Rejects with `engine-died` when the process dies meanwhile, and `engine-unavailable`.
   */
  async embed(wish: EmbedWish, urgent: boolean): Promise<readonly Float32Array[]> {
    await this.whenReady();
    return this.#embeds.ask(wish, urgent, (command) => this.#keeper.post(command));
  }

  /** A window shows these previews, so the engine may send the next ones. */
  previewsShown(previews: readonly AssetId[]): void {
    this.#receipts.shown(previews);
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
    const { device } = this.#status;
    const error = this.#status.error ?? this.#devices.notice;
    return {
      state: this.#keeper.state,
      restarts: this.#keeper.deaths,
      jobs: this.#board.open().length,
      ...(device === undefined ? {} : { device }),
      ...(error === undefined ? {} : { error }),
    };
  }

  /** The number of the engine's process while there is one. */
  get pid(): number | undefined {
    return this.#keeper.pid;
  }

  /** Resolves when the engine takes jobs; rejects with `engine-unavailable` when it is given up. */
  whenReady(): Promise<void> {
    return this.#status.whenReady(this.#keeper.state);
  }

  /** Ends the engine process; open jobs are cancelled. */
  async stop(): Promise<void> {
    this.#fates.cancelAll();
    this.#embeds.drop('the studio stops');
    await this.#keeper.stop();
  }

  async #filesOf(request: JobRequest): Promise<PictureFiles> {
    return Promise.all(
      picturesOf(request).map(async (id) => {
        const bytes = await this.#options.pictures.read(id);
        if (bytes === undefined) throw pictureMissing(id);
        return { id, bytes };
      }),
    );
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
    const { request } = this.#board.require(id);
    this.#keeper.post({ type: 'submit', id, request, pictures: this.#board.picturesOf(id) });
  }

  #mourn(reason: string, final: boolean): void {
    this.#options.died?.(reason);
    this.#fates.mourn(reason);
    this.#embeds.drop(reason);
    if (final) this.#giveUp(engineUnavailable(reason));
    this.#announce();
  }

  #giveUp(error: StudioErrorData): void {
    this.#status.error = error;
    this.#fates.failAll(error);
    this.#status.giveUp(error);
  }

  #note(error: StudioErrorData): void {
    this.#status.error = error;
    this.#announce();
  }

  #announce(): void {
    this.#options.emit({ type: 'engine.changed', engine: this.view() });
  }
}
