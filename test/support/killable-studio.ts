import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  ReplyEnvelope,
  StudioError,
  channels,
  type AssetId,
  type Channel,
  type ChannelInput,
  type ChannelReply,
} from '../../preload/contract';
import { builtMain } from './built-studio';
import { testEnvironment } from './command-line';
import { childrenOf } from './processes';
import { call, enter } from './web-client';

/** The built studio as its user runs it, spoken to like its window does, until it is killed. */
export class KillableStudio {
  readonly #process: ChildProcess;
  readonly #port: number;
  readonly #ours: Readonly<Record<string, string>>;

  private constructor(process: ChildProcess, port: number, ours: Readonly<Record<string, string>>) {
    this.#process = process;
    this.#port = port;
    this.#ours = ours;
  }

  /**
   * `home` holds what outlives the process: its journals, its list of projects, its documents; `more` is added to its
   * environment.
   */
  static async start(home: string, more: NodeJS.ProcessEnv = {}): Promise<KillableStudio> {
    const folders = { XDG_STATE_HOME: join(home, 'state'), XDG_DOCUMENTS_DIR: join(home, 'documents') };
    const child = spawn(process.execPath, [join(builtMain, 'web.js'), '--port', '0', '--no-open'], {
      env: { ...testEnvironment(), ...folders, ...more },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const address = await printedAddress(child);
    return new KillableStudio(child, Number(new URL(address).port), await enter(address));
  }

  /** Throws `StudioError` as the studio gave it, and what the connection gives when the studio is gone. */
  async ask<C extends Channel>(channel: C, payload: ChannelInput<C>): Promise<ChannelReply<C>> {
    const body = JSON.stringify({ channel, payload });
    return replyOf(channel, await this.#post('/api/request', body));
  }

  async put(bytes: Uint8Array): Promise<ChannelReply<'assets.put'>> {
    return replyOf('assets.put', await this.#post('/api/assets', bytes));
  }

  /** The file of a picture, as the window loads it. */
  async file(asset: AssetId): Promise<Buffer> {
    const { status, body } = await call(this.#port, { path: `/assets/${asset}`, headers: { ...this.#ours } });
    if (status !== 200) throw new Error(`The picture could not be loaded: ${status}.`);
    return body;
  }

  /** Resolves when the process is gone. */
  async kill(): Promise<void> {
    const ended = once(this.#process, 'exit');
    if (this.#process.kill('SIGKILL')) await ended;
  }

  /** Kills the processes that the studio has begun, such as its engine; the studio itself goes on. */
  killParts(): void {
    for (const pid of childrenOf(this.#process.pid ?? 0)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended by itself since.
      }
    }
  }

  async #post(path: string, body: Uint8Array | string): Promise<unknown> {
    const answer = await call(this.#port, { method: 'POST', path, headers: { ...this.#ours }, body });
    return JSON.parse(answer.body.toString());
  }
}

function replyOf<C extends Channel>(channel: C, answer: unknown): ChannelReply<C> {
  const envelope = ReplyEnvelope.parse(answer);
  if (!envelope.ok) throw new StudioError(envelope.error);
  return channels[channel].reply.parse(envelope.value) as ChannelReply<C>;
}

function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString();
      const address = /http:\/\/\S+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`The studio ended with code ${code}:\n${said}`)));
  });
}
