import { errorData, type JobId, type JobProgress, type JobRequest } from '../../preload/contract';
import type { InstalledPack } from '../packs';
import type { Disposable, PackShelf } from './pack/pack-shelf';
import type { EnginePort } from './port';
import { EngineCommand, type EngineEvent, unreadableMessage } from './protocol';
import { JobQueue } from './queue/job-queue';
import { Throttle } from './queue/throttle';
import type { TaskContext, TaskResult } from './tasks/task';

/** Milliseconds between two reports of progress: more than a person can see is wasted. */
const progressInterval = 50;
const device = 'cpu';

type Submission = { readonly id: JobId; readonly request: JobRequest; readonly source?: Uint8Array | undefined };

export type ServiceParts<Pack extends Disposable> = {
  readonly port: EnginePort;
  readonly packs: Pick<PackShelf<Pack>, 'configure' | 'load' | 'warm'>;
  readonly run: (
    request: JobRequest,
    source: Uint8Array | undefined,
    context: TaskContext<Pack>,
  ) => Promise<TaskResult>;
  readonly exit: () => void;
};

/** Turns commands into jobs and what becomes of them into events. No message makes it throw. */
export class EngineService<Pack extends Disposable> {
  readonly #parts: ServiceParts<Pack>;
  readonly #queue = new JobQueue();
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
        this.#configure(command.studio, command.packs);
        break;
      case 'submit':
        this.#submit(command);
        break;
      case 'cancel':
        this.#queue.cancel(command.id);
        break;
      case 'shutdown':
        this.#shutDown();
        break;
    }
  }

  #configure(studio: string, packs: readonly InstalledPack[]): void {
    this.#studio = studio;
    this.#parts.packs.configure(packs);
    this.#post({ type: 'ready', device });
    // In a turn of its own, so that the host hears first that the engine is there.
    if (this.#queue.size === 0) setImmediate(() => void this.#parts.packs.warm());
  }

  #submit(job: Submission): void {
    const { id } = job;
    try {
      this.#queue.add({
        id,
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
    try {
      const result = await this.#perform(job, signal, progress);
      progress.flush();
      this.#post({ type: 'finished', id, result });
    } catch (thrown) {
      this.#post(signal.aborted ? { type: 'cancelled', id } : { type: 'failed', id, error: errorData(thrown) });
    }
  }

  async #perform(
    { id, request, source }: Submission,
    signal: AbortSignal,
    progress: Throttle<JobProgress>,
  ): Promise<TaskResult> {
    const pack = await this.#parts.packs.load(request.task, request.pack);
    signal.throwIfAborted();
    return this.#parts.run(request, source, {
      pack,
      studio: this.#studio,
      device,
      signal,
      onProgress: (value) => progress.push(value),
      onPreview: (preview) => this.#post({ type: 'preview', id, ...preview }),
    });
  }

  #shutDown(): void {
    this.#queue.cancelAll();
    this.#parts.exit();
  }

  #post(event: EngineEvent): void {
    this.#parts.port.post(event);
  }
}
