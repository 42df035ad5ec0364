import type { StudioEvent } from '../../preload/contract';

/** Hands one message to the network and calls back when it has left this process. */
export type Send = (text: string, sent: () => void) => void;

/**
 * Events on their way to one window. Every event is a whole snapshot, so while the network is slow only the newest of a
 * kind (of each job, for jobs) waits, and no queue can grow beyond the number of jobs.
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
  return event.type === 'job.changed' ? `${event.type} ${event.job.id}` : event.type;
}
