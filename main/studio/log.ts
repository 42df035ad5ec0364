import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorData } from '../../preload/contract';

export type LogEntry = {
  /** ISO 8601. */
  readonly time: string;
  readonly level: 'info' | 'error';
  /** Which part of the studio speaks. */
  readonly from: string;
  readonly message: string;
  readonly code?: string;
  readonly detail?: string;
};

const maximumBytes = 1024 ** 2;
const maximumFiles = 4;
const maximumRemembered = 50;

/**
 * What happened, as lines of JSON in `studio.jsonl`; from one megabyte on the file becomes `studio.1.jsonl` and so on, four
 * files at most. Prompts and pictures are never in it. A log that cannot be written disturbs nobody.
 */
export class Log {
  readonly #folder: string;
  readonly #errors: LogEntry[] = [];
  #queue: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The last errors, the newest last. */
  get errors(): readonly LogEntry[] {
    return this.#errors;
  }

  info(from: string, message: string): void {
    this.#write({ time: new Date().toISOString(), level: 'info', from, message });
  }

  error(from: string, thrown: unknown): void {
    const { code, message, detail } = errorData(thrown);
    const time = new Date().toISOString();
    const entry = { time, level: 'error', from, message, code, ...(detail === undefined ? {} : { detail }) } as const;
    this.#errors.push(entry);
    this.#errors.splice(0, this.#errors.length - maximumRemembered);
    this.#write(entry);
  }

  /** Resolves when everything said so far is written. */
  settled(): Promise<void> {
    return this.#queue;
  }

  #write(entry: LogEntry): void {
    this.#queue = this.#queue.then(() => this.#append(`${JSON.stringify(entry)}\n`)).catch(() => undefined);
  }

  async #append(line: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const bytes = await stat(this.#path(0)).then(
      ({ size }) => size,
      () => 0,
    );
    if (bytes + line.length > maximumBytes) await this.#rotate();
    await appendFile(this.#path(0), line, { mode: 0o600 });
  }

  async #rotate(): Promise<void> {
    for (let number = maximumFiles - 2; number >= 0; number--) {
      await rename(this.#path(number), this.#path(number + 1)).catch(() => undefined);
    }
  }

  #path(number: number): string {
    return join(this.#folder, number === 0 ? 'studio.jsonl' : `studio.${number}.jsonl`);
  }
}
