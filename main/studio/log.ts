import { appendFileSync, mkdirSync } from 'node:fs';
import { appendFile, mkdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ErrorCode, errorData, z } from '../../preload/contract';
import { parseJson } from '../core/text/parse-json';

const LogEntry = z.object({
  /** ISO 8601. */
  time: z.string(),
  level: z.enum(['info', 'error']),
  /** Which part of the studio speaks. */
  from: z.string(),
  message: z.string(),
  code: ErrorCode.optional(),
  detail: z.string().optional(),
});
export type LogEntry = z.infer<typeof LogEntry>;

const maximumBytes = 1024 ** 2;
const maximumFiles = 4;
const maximumRemembered = 50;

/**
 * What happened, as lines of JSON in `studio.jsonl`; from one megabyte on the file becomes `studio.1.jsonl` and so on, four
 * files at most. Prompts and pictures are never in it. A log that cannot be written disturbs nobody.
 */
export class Log {
  readonly #folder: string;
  readonly #begun = now();
  readonly #errors: LogEntry[] = [];
  #queue: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The last errors, also those of earlier runs, the newest last. */
  async errors(): Promise<LogEntry[]> {
    const files = await Promise.all([1, 0].map((number) => readFile(this.#path(number), 'utf8').catch(() => '')));
    const written = files.join('').split('\n').flatMap(errorIn);
    const earlier = written.filter(({ time }) => time < this.#begun);
    return [...earlier, ...this.#errors].slice(-maximumRemembered);
  }

  info(from: string, message: string): void {
    this.#write({ time: now(), level: 'info', from, message });
  }

  error(from: string, thrown: unknown): void {
    this.note(errorEntry(from, thrown));
  }

  /** An error in the words of who noticed it. */
  note(entry: Omit<LogEntry, 'time' | 'level'>): void {
    const whole = { time: now(), level: 'error', ...entry } as const;
    this.#errors.push(whole);
    this.#errors.splice(0, this.#errors.length - maximumRemembered);
    this.#write(whole);
  }

  /** As `error`, for a process that ends with it: it is on the disk when this returns. */
  lastWords(from: string, thrown: unknown): void {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      appendFileSync(this.#path(0), lineOf({ time: now(), level: 'error', ...errorEntry(from, thrown) }), {
        mode: 0o600,
      });
    } catch {
      // Nobody is left to be told.
    }
  }

  /** Resolves when everything said so far is written. */
  settled(): Promise<void> {
    return this.#queue;
  }

  #write(entry: LogEntry): void {
    this.#queue = this.#queue.then(() => this.#append(lineOf(entry))).catch(() => undefined);
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

function now(): string {
  return new Date().toISOString();
}

function lineOf(entry: LogEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

function errorEntry(from: string, thrown: unknown): Omit<LogEntry, 'time' | 'level'> {
  const { code, message, detail } = errorData(thrown);
  return { from, message, code, ...(detail === undefined ? {} : { detail }) };
}

/** A line that was cut off is none. */
function errorIn(line: string): LogEntry[] {
  const entry = LogEntry.safeParse(parseJson(line));
  return entry.success && entry.data.level === 'error' ? [entry.data] : [];
}
