import type { EngineChannel, EngineExit, EngineLauncher } from '../../main/engine/host';
import type { EngineCommand, EngineEvent } from '../../main/engine/protocol';

/** An engine process that does nothing but what a test makes it do. */
export class FakeEngine implements EngineChannel {
  readonly pid = 1;
  readonly commands: EngineCommand[] = [];
  killed = false;
  #hear: (message: unknown) => void = () => undefined;
  #exit: (exit: EngineExit) => void = () => undefined;

  post(message: unknown): void {
    // The host's own messages; that they keep to the protocol is what the service's tests check.
    this.commands.push(message as EngineCommand);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#hear = listener;
  }

  onExit(listener: (exit: EngineExit) => void): void {
    this.#exit = listener;
  }

  kill(): void {
    this.killed = true;
    this.die('killed');
  }

  say(event: EngineEvent): void {
    this.#hear(event);
  }

  sayNonsense(message: unknown): void {
    this.#hear(message);
  }

  die(reason = 'signal SIGSEGV'): void {
    this.#exit({ reason });
  }

  /** The ids of the jobs that were handed over, in order. */
  submitted(): string[] {
    return this.commands.filter((command) => command.type === 'submit').map(({ id }) => id);
  }
}

/** Starts fake engines and keeps them all. */
export class FakeLauncher implements EngineLauncher {
  readonly engines: FakeEngine[] = [];
  /** When set, nothing can be started. */
  broken: Error | undefined;

  launch(): FakeEngine {
    if (this.broken !== undefined) throw this.broken;
    const engine = new FakeEngine();
    this.engines.push(engine);
    return engine;
  }

  get last(): FakeEngine {
    const engine = this.engines.at(-1);
    if (engine === undefined) throw new Error('No engine was started.');
    return engine;
  }
}
