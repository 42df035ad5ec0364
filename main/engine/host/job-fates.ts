import type { AssetId, Job, JobId, StudioErrorData } from '../../../preload/contract';
import { crashOf, isComputingError, wasKilled } from '../devices/fault';
import type { EngineEvent, EngineResult } from '../protocol';
import { engineDied } from './errors';
import type { JobBoard } from './job-board';
import type { Devices, PictureStore } from './ports';
import { storeResult } from './results';

export type JobFatesParts = {
  readonly board: JobBoard;
  readonly devices: Devices;
  readonly pictures: Pick<PictureStore, 'put'>;
  /** A job has ended. */
  readonly ended: () => void;
};

/** How jobs end, and what the death of an engine process means for those that ran in it. */
export class JobFates {
  readonly #parts: JobFatesParts;
  /** Running jobs that were asked to stop and have not said yet that they did. */
  readonly #stopping = new Set<JobId>();
  /** Jobs that are done once more because a device took the engine along. */
  readonly #repeated = new Set<JobId>();

  constructor(parts: JobFatesParts) {
    this.#parts = parts;
  }

  /** A job that waits ends at once, one that runs when the engine says so. Throws `job-missing`. */
  cancel(id: JobId): void {
    const { state } = this.#parts.board.require(id);
    if (state === 'queued') this.end(id, { state: 'cancelled' });
    if (state === 'running') this.#stopping.add(id);
  }

  cancelAll(): void {
    for (const { id } of this.#parts.board.open()) this.end(id, { state: 'cancelled' });
  }

  /** Gives the picture that windows load; undefined for a job that has ended. */
  showPreview(event: Extract<EngineEvent, { type: 'preview' }>): AssetId | undefined {
    const { id, candidate, rows, totalRows, codes, picture } = event;
    const { board, pictures } = this.#parts;
    if (!board.isOpen(id)) return undefined;
    const asset = pictures.put({ ...picture, mime: 'image/png' });
    board.showPreview(id, { candidate, asset, rows, totalRows }, codes);
    return asset;
  }

  finish(id: JobId, result: EngineResult): void {
    const { board, devices, pictures } = this.#parts;
    if (!board.isOpen(id)) return;
    devices.settle(true);
    this.end(id, { state: 'done', result: storeResult(result, pictures) });
  }

  fail(id: JobId, error: StudioErrorData): void {
    if (isComputingError(error.code)) this.#parts.devices.settle(false);
    this.end(id, { state: 'failed', error });
  }

  failAll(error: StudioErrorData): void {
    for (const { id } of this.#parts.board.open()) this.end(id, { state: 'failed', error });
  }

  /** The process died: what ran in it fails, or is done once more on another device. */
  mourn(reason: string): void {
    const running = this.#parts.board.open().filter(({ state }) => state === 'running');
    const dropped = !wasKilled(reason) && this.#dropDevice(reason);
    for (const { id } of running) {
      if (this.#stopping.has(id)) this.end(id, { state: 'cancelled' });
      else if (dropped && !this.#repeated.has(id)) this.#repeat(id);
      else this.fail(id, engineDied(reason));
    }
  }

  end(id: JobId, ending: Pick<Job, 'state' | 'result' | 'error'>): void {
    this.#stopping.delete(id);
    this.#repeated.delete(id);
    this.#parts.board.end(id, ending);
    this.#parts.ended();
  }

  /** Whether there is another device to go on with than the one that the dead process used. */
  #dropDevice(reason: string): boolean {
    const { devices } = this.#parts;
    const [device] = devices.usable;
    return device !== undefined && devices.drop(device, crashOf(reason)) !== undefined;
  }

  /** The next process gets the job as if it were new. */
  #repeat(id: JobId): void {
    this.#repeated.add(id);
    this.#parts.board.change(id, { state: 'queued' });
  }
}
