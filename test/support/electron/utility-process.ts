import { type ChildProcess, type StdioOptions, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ForkOptions, MessagePortMain, UtilityProcess } from 'electron';
import { type StandInPort, handOn } from './message-channel';

type Offered = Pick<UtilityProcess, 'kill' | 'pid' | 'postMessage' | 'stderr' | 'stdout'>;
import { settings } from './settings';

/** How messages travel to the child process and back: through one of the ports, or beside them. */
type Message =
  { readonly port: number; readonly data: unknown } | { readonly ports: readonly number[]; readonly data: unknown };

const parentPort = pathToFileURL(join(import.meta.dirname, 'parent-port.mjs')).href;
const running = new Set<StandInUtility>();

/** A process of Node that finds `process.parentPort`, as it would in Electron. */
class StandInUtility extends EventEmitter implements Offered {
  readonly #child: ChildProcess;
  /** The ends here of the ports that were handed on. */
  readonly #ports = new Map<number, StandInPort>();
  readonly name: string;
  #ended = false;

  constructor(entry: string, words: readonly string[], { env, stdio, cwd, serviceName }: ForkOptions) {
    super();
    this.name = serviceName ?? 'Node Utility Process';
    this.#child = fork(entry, words, {
      serialization: 'advanced',
      stdio: [...streams(stdio), 'ipc'],
      execArgv: [parentPort, ...settings.utilityImports].flatMap((address) => ['--import', address]),
      ...(env === undefined ? {} : { env: { ...env } }),
      ...(cwd === undefined ? {} : { cwd }),
    });
    running.add(this);
    this.#child.on('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message: Message) => {
      if ('port' in message) this.#ports.get(message.port)?.receive(message.data);
      else this.emit('message', message.data);
    });
    this.#child.on('exit', (code) => {
      this.#ended = true;
      running.delete(this);
      for (const port of this.#ports.values()) port.close();
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

  postMessage(data: unknown, transfer: MessagePortMain[] = []): void {
    const ids = transfer.map((_, index) => this.#ports.size + index);
    this.#send({ ports: ids, data });
    transfer.forEach((port, index) => {
      const id = ids[index] ?? 0;
      this.#ports.set(
        id,
        handOn(port, (said) => this.#send({ port: id, data: said })),
      );
    });
  }

  #send(message: Message): void {
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

/** The utility processes that run, under the names that the application gave them. */
export function utilityProcesses(): { readonly pid: number; readonly name: string }[] {
  return [...running].flatMap(({ pid, name }) => (pid === undefined ? [] : [{ pid, name }]));
}
