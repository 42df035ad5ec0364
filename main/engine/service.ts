import { StudioError, errorData, type JobId, type JobProgress, type JobRequest } from '../../preload/contract';
import type { DeviceName } from './devices/device';
import { DeviceChain } from './devices/device-chain';
import type { DeviceOutcome } from './devices/outcome';
import { onDevices } from './devices/retry';
import type { Disposable, PackShelf } from './pack/pack-shelf';
import type { EnginePort } from './port';
import { EngineCommand, type EngineEvent, type PictureFiles, unreadableMessage } from './protocol';
import { Acknowledged } from './queue/acknowledged';
import { JobQueue } from './queue/job-queue';
import { Throttle } from './queue/throttle';
import type { RetrieverShelf } from './retriever/retriever-shelf';
import type { TaskContext, TaskResult } from './tasks/task';

/** Milliseconds between two reports of progress: more than a person can see is wasted. */
const progressInterval = 50;

/** Previews that may be on their way to the host at once. */
const previewsUnderWay = 2;

type Preview = Parameters<TaskContext['onPreview']>[0];

type EmbedCommand = Extract<EngineCommand, { type: 'embed' }>;
type Submission = { readonly id: JobId; readonly request: JobRequest; readonly pictures: PictureFiles };

export type ServiceParts<Pack extends Disposable> = {
  readonly port: EnginePort;
  readonly packs: Pick<PackShelf<Pack>, 'configure' | 'load' | 'warm'>;
  readonly retrievers: Pick<RetrieverShelf, 'configure' | 'embed'>;
  readonly run: (request: JobRequest, pictures: PictureFiles, context: TaskContext<Pack>) => Promise<TaskResult>;
  /** Tries a device in this process, which may not survive it. */
  readonly tryDevice: (device: DeviceName) => Promise<DeviceOutcome>;
  readonly exit: () => void;
};

/** Turns commands into jobs and what becomes of them into events. No message makes it throw. */
export class EngineService<Pack extends Disposable> {
  readonly #parts: ServiceParts<Pack>;
  readonly #queue = new JobQueue();
  readonly #devices = new DeviceChain();
  /** Of the jobs that run. */
  readonly #previews = new Map<JobId, Acknowledged<Preview>>();
  #studio = '';

  constructor(parts: ServiceParts<Pack>) {
    this.#parts = parts;
    parts.port.onMessage((message) => this.#receive(message));
  }

  #receive(message: unknown): void {
    const command = EngineCommand.safeParse(message);
    if (command.success) this.#obey(command.data);
    else this.#post({ type: 'problem', error: unreadableMessage('the studio', command.error) });
  }

  #obey(command: EngineCommand): void {
    switch (command.type) {
      case 'configure':
        this.#configure(command);
        break;
      case 'try-device':
        void this.#tryDevice(command.device);
        break;
      case 'submit':
        this.#submit(command);
        break;
      case 'cancel':
        this.#queue.cancel(command.id);
        break;
      case 'first':
        this.#queue.first(command.id);
        break;
      case 'preview-taken':
        this.#previews.get(command.id)?.taken();
        break;
      case 'embed':
        this.#takeEmbed(command);
        break;
      case 'shutdown':
        this.#shutDown();
        break;
    }
  }

  #configure({ studio, packs, devices }: Extract<EngineCommand, { type: 'configure' }>): void {
    this.#studio = studio;
    this.#devices.take(devices);
    this.#parts.packs.configure(packs);
    this.#parts.retrievers.configure(packs);
    this.#post({ type: 'ready', device: this.#devices.current });
    // In a turn of its own, so that the host hears first that the engine is there.
    if (this.#queue.size === 0) setImmediate(() => void this.#parts.packs.warm(this.#devices.current));
  }

  #submit(job: Submission): void {
    const { id } = job;
    try {
      this.#queue.add({
        id,
        priority: job.request.priority ?? 'interactive',
        run: (signal) => this.#run(job, signal),
        dropped: () => this.#post({ type: 'cancelled', id }),
      });
    } catch (thrown) {
      this.#post({ type: 'failed', id, error: errorData(thrown) });
    }
  }

  async #run(job: Submission, signal: AbortSignal): Promise<void> {
    const { id } = job;
    this.#post({ type: 'started', id });
    const progress = new Throttle<JobProgress>(progressInterval, (value) =>
      this.#post({ type: 'progress', id, progress: value }),
    );
    const previews = new Acknowledged<Preview>(
      previewsUnderWay,
      ({ candidate }) => candidate,
      (preview) => this.#post({ type: 'preview', id, ...preview }),
    );
    this.#previews.set(id, previews);
    try {
      const result = await this.#performOnDevices(job, signal, progress);
      progress.flush();
      this.#post({ type: 'finished', id, result });
    } catch (thrown) {
      // What was drawn so far can be gone on with.
      previews.flush();
      this.#post(signal.aborted ? { type: 'cancelled', id } : { type: 'failed', id, error: errorData(thrown) });
    } finally {
      this.#previews.delete(id);
    }
  }

  /** Tells which device is used from now on whenever that changes. */
  async #performOnDevices(job: Submission, signal: AbortSignal, progress: Throttle<JobProgress>): Promise<TaskResult> {
    const before = this.#devices.current;
    const work = (device: DeviceName) => this.#perform(job, device, signal, progress);
    try {
      return await onDevices(this.#devices, signal, work, (device, trouble) => {
        this.#post({ type: 'device-dropped', device, trouble });
      });
    } finally {
      const { current } = this.#devices;
      if (current !== before) this.#post({ type: 'ready', device: current });
    }
  }

  async #perform(
    { id, request, pictures }: Submission,
    device: DeviceName,
    signal: AbortSignal,
    progress: Throttle<JobProgress>,
  ): Promise<TaskResult> {
    const pack = await this.#parts.packs.load(request, device, pictures);
    signal.throwIfAborted();
    return this.#parts.run(request, pictures, {
      pack,
      studio: this.#studio,
      device,
      signal,
      onProgress: (value) => progress.push(value),
      onPlans: (plans) => this.#post({ type: 'planned', id, ...plans }),
      onPreview: (preview) => this.#previews.get(id)?.push(preview),
    });
  }

  /** A person who searches does not wait for a picture that is drawn; the photos of a library wait their turn. */
  #takeEmbed(wish: EmbedCommand): void {
    const dropped = () => this.#answerEmbed(wish.id, cancelled());
    const job = { id: `embed-${wish.id}`, priority: 'background', run: () => this.#embed(wish), dropped } as const;
    try {
      if (wish.urgent) void this.#embed(wish);
      else this.#queue.add(job);
    } catch (thrown) {
      this.#answerEmbed(wish.id, thrown);
    }
  }

  async #embed(wish: EmbedCommand): Promise<void> {
    try {
      const vectors = await this.#parts.retrievers.embed(wish);
      this.#post({ type: 'embedded', question: wish.id, answer: { ok: true, vectors } });
    } catch (thrown) {
      this.#answerEmbed(wish.id, thrown);
    }
  }

  #answerEmbed(question: number, thrown: unknown): void {
    this.#post({ type: 'embedded', question, answer: { ok: false, error: errorData(thrown) } });
  }

  async #tryDevice(device: DeviceName): Promise<void> {
    const outcome = await this.#parts.tryDevice(device);
    this.#post({ type: 'device-tried', device, outcome });
  }

  #shutDown(): void {
    this.#queue.cancelAll();
    this.#parts.exit();
  }

  #post(event: EngineEvent): void {
    this.#parts.port.post(event);
  }
}

function cancelled(): StudioError {
  return new StudioError({ code: 'engine-unavailable', message: 'The engine is being stopped.' });
}
