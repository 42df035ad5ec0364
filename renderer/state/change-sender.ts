import type { DocumentChange, StudioDocument } from '../../preload/contract';
import { changeBetween } from '../editor/document-change';

/** Tells the host of every change, one after the other. What comes while one is on its way goes together. */
export class ChangeSender {
  readonly #send: (change: DocumentChange) => Promise<unknown>;
  #acknowledged: StudioDocument;
  #latest: StudioDocument;
  #sending: Promise<void> | undefined;

  constructor(start: StudioDocument, send: (change: DocumentChange) => Promise<unknown>) {
    this.#acknowledged = start;
    this.#latest = start;
    this.#send = send;
  }

  /**
   * Resolves when the host has this state and all before it. Rejects with what the host said; nothing is lost by that: the
   * next push brings along what did not arrive.
   */
  push(document = this.#latest): Promise<void> {
    this.#latest = document;
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = undefined));
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    while (this.#latest !== this.#acknowledged) {
      const next = this.#latest;
      await this.#send(changeBetween(this.#acknowledged, next));
      this.#acknowledged = next;
    }
  }
}
