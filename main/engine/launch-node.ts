import { type ChildProcess, fork } from 'node:child_process';
import type { EngineChannel, EngineExit, EngineLauncher } from './host/ports';

/** What an engine process may know of its surroundings; nothing else is passed on. */
const passedOn = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'TMPDIR',
  'TEMP',
  'TMP',
  'LANG',
  'LC_ALL',
  'SystemRoot',
  'windir',
  'LD_LIBRARY_PATH',
  'CUDA_PATH',
  'CUDA_VISIBLE_DEVICES',
];

/** Characters of the process's last words that are kept for the report. */
const keptWords = 4000;

/** Runs the engine in a child process of Node, by default the one that runs now; `entry` is the built `process.ts`. */
export function nodeEngineLauncher(entry: string, node = process.execPath): EngineLauncher {
  return { launch: () => new ChildChannel(start(entry, node)) };
}

function start(entry: string, node: string): ChildProcess {
  return fork(entry, [], {
    execPath: node,
    serialization: 'advanced',
    env: scrubbedEnvironment(process.env),
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

export function scrubbedEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => passedOn.includes(name)));
}

class ChildChannel implements EngineChannel {
  readonly #child: ChildProcess;
  #lastWords = '';

  constructor(child: ChildProcess) {
    this.#child = child;
    child.stderr?.setEncoding('utf8').on('data', (words: string) => {
      this.#lastWords = (this.#lastWords + words).slice(-keptWords);
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  post(message: unknown): void {
    // An error here means that the process is ending, which `onExit` tells.
    if (this.#child.connected) this.#child.send(message as object, () => undefined);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#child.on('message', listener);
  }

  onExit(listener: (exit: EngineExit) => void): void {
    let told = false;
    const tell = (how: string) => {
      if (told) return;
      told = true;
      listener({ reason: [how, this.#lastWords.trim()].filter(Boolean).join('\n') });
    };
    this.#child.once('error', (error) => tell(error.message));
    this.#child.once('close', (code, signal) =>
      tell(signal === null ? `exit code ${String(code)}` : `signal ${signal}`),
    );
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
