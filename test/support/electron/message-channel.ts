import { EventEmitter } from 'node:events';
import type { MessageChannelMain as ElectronChannel, MessagePortMain } from 'electron';
import { standsFor } from './seam';

type Offered = Pick<MessagePortMain, 'postMessage' | 'start' | 'close'>;

/** One end of a channel. What comes waits until it is started, as in Electron. */
export class StandInPort extends EventEmitter implements Offered {
  readonly #held: unknown[] = [];
  #pass: (data: unknown) => void = () => undefined;
  #started = false;
  #closed = false;

  /** Where that goes which is posted here. */
  connect(pass: (data: unknown) => void): void {
    this.#pass = pass;
  }

  postMessage(data: unknown): void {
    if (!this.#closed) this.#pass(structuredClone(data));
  }

  start(): void {
    this.#started = true;
    for (const data of this.#held.splice(0)) this.receive(data);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.emit('close');
  }

  receive(data: unknown): void {
    if (this.#closed) return;
    if (this.#started) setImmediate(() => this.emit('message', { data, ports: [] }));
    else this.#held.push(data);
  }

  /** What came before the port was handed on. */
  takeHeld(): unknown[] {
    return this.#held.splice(0);
  }
}

/** Which stand-in a port is, for whoever takes one that is handed on. */
const ends = new WeakMap<MessagePortMain, { readonly own: StandInPort; readonly other: StandInPort }>();

export class MessageChannelMain implements ElectronChannel {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    const [one, two] = [new StandInPort(), new StandInPort()];
    one.connect((data) => two.receive(data));
    two.connect((data) => one.receive(data));
    this.port1 = standsFor<MessagePortMain>(one);
    this.port2 = standsFor<MessagePortMain>(two);
    ends.set(this.port1, { own: one, other: two });
    ends.set(this.port2, { own: two, other: one });
  }
}

/** Hands a port on to another process: `send` takes what is posted at its other end, which is returned. */
export function handOn(port: MessagePortMain, send: (data: unknown) => void): StandInPort {
  const found = ends.get(port);
  if (found === undefined) throw new TypeError('Port at index 0 is already neutered'); // As Electron says.
  ends.delete(port);
  found.other.connect(send);
  for (const data of found.own.takeHeld()) send(data);
  return found.other;
}
