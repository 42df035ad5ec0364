import { type ChildProcess, type StdioOptions, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ForkOptions, UtilityProcess } from 'electron';

type Offered = Pick<UtilityProcess, 'kill' | 'pid' | 'postMessage' | 'stderr' | 'stdout'>;

const parentPort = pathToFileURL(join(import.meta.dirname, 'parent-port.mjs')).href;
const running = new Set<StandInUtility>();

/** A process of Node that finds `process.parentPort`, as it would in Electron. */
class StandInUtility extends EventEmitter implements Offered {
  readonly #child: ChildProcess;
  #ended = false;

  constructor(entry: string, words: readonly string[], { env, stdio, cwd }: ForkOptions) {
    super();
    this.#child = fork(entry, words, {
      serialization: 'advanced',
      stdio: [...streams(stdio), 'ipc'],
      execArgv: ['--import', parentPort],
      ...(env === undefined ? {} : { env: { ...env } }),
      ...(cwd === undefined ? {} : { cwd }),
    });
    running.add(this);
    this.#child.on('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('exit', (code) => {
      this.#ended = true;
      running.delete(this);
      this.emit('exit', code ?? 1);
    });
  }

  /** Electron forgets the number when the process has ended. */
  get pid(): number | undefined {
    return this.#ended ? undefined : this.#child.pid;
  }

  get stderr(): NodeJS.ReadableStream | null {
    return this.#child.stderr;
  }

  get stdout(): NodeJS.ReadableStream | null {
    return this.#child.stdout;
  }

  postMessage(message: object): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  kill(): boolean {
    return this.#child.kill('SIGKILL');
  }
}

function streams(stdio: ForkOptions['stdio']): Exclude<StdioOptions, string> {
  if (Array.isArray(stdio)) return [...stdio];
  const all = stdio === 'pipe' || stdio === 'ignore' ? stdio : 'inherit';
  return ['ignore', all, all];
}

export const utilityProcess = {
  fork: (entry: string, words: readonly string[] = [], options: ForkOptions = {}) =>
    new StandInUtility(entry, words, options),
};

/** The numbers of the utility processes that run. */
export function utilityPids(): number[] {
  return [...running].flatMap(({ pid }) => pid ?? []);
}
