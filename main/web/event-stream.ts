import type { StudioEvent } from '../../preload/contract';

/** Hands one message to the network and calls back when it has left this process. */
export type Send = (text: string, sent: () => void) => void;

/**
 * Events on their way to one window. Every event is a whole snapshot, so while the network is slow only the newest of a
 * kind (of each job or project, for those) waits, and no queue can grow beyond their number.
 */
export class EventStream {
  readonly #send: Send;
  readonly #waiting = new Map<string, StudioEvent>();
  #sending = false;

  constructor(send: Send) {
    this.#send = send;
  }

  push(event: StudioEvent): void {
    this.#waiting.set(subject(event), event);
    if (!this.#sending) this.#sendNext();
  }

  #sendNext(): void {
    const next = this.#waiting.entries().next();
    if (next.done === true) return;
    const [key, event] = next.value;
    this.#waiting.delete(key);
    this.#sending = true;
    this.#send(JSON.stringify(event), () => {
      this.#sending = false;
      this.#sendNext();
    });
  }
}

function subject(event: StudioEvent): string {
  if (event.type === 'job.changed') return `${event.type} ${event.job.id}`;
  return event.type === 'project.taken' ? `${event.type} ${event.project}` : event.type;
}
