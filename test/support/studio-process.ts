import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { builtMain } from './built-studio';
import { testEnvironment } from './command-line';
import { childrenOf } from './processes';

const patience = 30_000;

/** The packs that ship with the studio, and those that BROOKESIA_PACKS names, as for any user. */
export function packsOfThisRun(): string {
  return process.env['BROOKESIA_PACKS'] ?? '';
}

/** The browser host as its user runs it: a process of its own, with its engine. */
export class StudioProcess {
  /** With the token. */
  readonly address: string;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, address: string) {
    this.#process = process;
    this.address = address;
  }

  /** `around` adds to the environment. Resolves when the address is printed. Rejects with what it said when it ends instead. */
  static async start(packs = packsOfThisRun(), around: NodeJS.ProcessEnv = {}): Promise<StudioProcess> {
    const child = spawn(process.execPath, [join(builtMain, 'web.js'), '--port', '0', '--no-open'], {
      env: { ...testEnvironment(packs), ...around },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new StudioProcess(child, await printedAddress(child));
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  get origin(): string {
    return new URL(this.address).origin;
  }

  get port(): number {
    return Number(new URL(this.address).port);
  }

  /** The engine that runs now; waits for it while there is none. */
  async enginePid(): Promise<number> {
    for (let waited = 0; waited < patience; waited += 20) {
      const [pid] = childrenOf(this.pid);
      if (pid !== undefined) return pid;
      await sleep(20);
    }
    throw new Error('The studio has no engine process.');
  }

  async stop(): Promise<void> {
    const running = this.#process.exitCode === null && this.#process.signalCode === null;
    if (!running) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    const late = setTimeout(() => this.#process.kill('SIGKILL'), patience);
    await ended;
    clearTimeout(late);
  }
}

function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (part: Buffer) => {
      said += part.toString();
      const address = /http:\/\/\S+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The studio ended with code ${code}:\n${said}`)));
  });
}
