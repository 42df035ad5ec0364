import { setTimeout as sleep } from 'node:timers/promises';
import { type EngineState, errorData, type StudioErrorData } from '../../../preload/contract';
import { type EngineCommand, EngineEvent, unreadableMessage } from '../protocol';
import type { EngineChannel } from './ports';
import { Restarts } from './restarts';

/** What the keeper tells its owner. */
export type KeeperListener = {
  /** A process was started; it has been told nothing yet. */
  started(): void;
  heard(event: EngineEvent): void;
  /** The process ended without being asked to; `final` when it is not started again by itself. */
  died(reason: string, final: boolean): void;
  /** A message from the process made no sense. */
  confused(error: StudioErrorData): void;
};

/** How long a process may take to end by itself, in milliseconds. */
const shutdownPatience = 2000;

/** Keeps one engine process alive: starts it, and starts it again when it dies, with pauses and not for ever. */
export class EngineKeeper {
  readonly #launch: () => EngineChannel;
  readonly #listener: KeeperListener;
  readonly #restarts = new Restarts();
  #channel: EngineChannel | undefined;
  #state: EngineState = 'starting';
  #timer: NodeJS.Timeout | undefined;
  #gone: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(launch: () => EngineChannel, listener: KeeperListener) {
    this.#launch = launch;
    this.#listener = listener;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** How often the process died. */
  get deaths(): number {
    return this.#restarts.total;
  }

  get pid(): number | undefined {
    return this.#channel?.pid;
  }

  /** Starts the process unless it runs, is about to, or has just died too often. */
  start(): void {
    if (this.#stopped || this.#channel !== undefined || this.#timer !== undefined || this.#restarts.hopeless) return;
    this.#begin();
  }

  /** A message to a process that is gone is lost. */
  post(command: EngineCommand): void {
    this.#channel?.post(command);
  }

  /** Asks the process to end, and ends it when it does not. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const channel = this.#channel;
    channel?.post({ type: 'shutdown' } satisfies EngineCommand);
    const patience = new AbortController();
    const late = sleep(shutdownPatience, undefined, { signal: patience.signal }).then(
      () => channel?.kill(),
      () => undefined,
    );
    await Promise.race([this.#gone, late]);
    patience.abort();
  }

  #begin(): void {
    this.#timer = undefined;
    this.#state = this.deaths === 0 ? 'starting' : 'restarting';
    try {
      this.#attach(this.#launch());
    } catch (thrown) {
      this.#fell(errorData(thrown).detail ?? errorData(thrown).message);
      return;
    }
    this.#listener.started();
  }

  #attach(channel: EngineChannel): void {
    this.#channel = channel;
    channel.onMessage((message) => this.#receive(message));
    this.#gone = new Promise((resolve) => {
      channel.onExit(({ reason }) => {
        resolve();
        if (this.#channel === channel) this.#fell(reason);
      });
    });
  }

  #receive(message: unknown): void {
    const event = EngineEvent.safeParse(message);
    if (!event.success) {
      this.#listener.confused(unreadableMessage('the engine', event.error));
      return;
    }
    if (event.data.type === 'ready') this.#state = 'ready';
    this.#listener.heard(event.data);
  }

  #fell(reason: string): void {
    this.#channel = undefined;
    if (this.#stopped) return;
    const pause = this.#restarts.died();
    this.#state = pause === undefined ? 'failed' : 'restarting';
    if (pause !== undefined) this.#timer = setTimeout(() => this.#begin(), pause);
    this.#listener.died(reason, pause === undefined);
  }
}
