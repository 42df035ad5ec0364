import type { Square } from './scan/read-photo';

export type EmbedQuestion = {
  readonly urgent: boolean;
  readonly texts: readonly string[];
  readonly squares: readonly Square[];
};

/** Asks for vectors by message and waits for the answer. */
export class EmbedDesk {
  readonly #post: (id: number, question: EmbedQuestion) => void;
  readonly #waiting = new Map<number, (vectors: readonly Float32Array[] | undefined) => void>();
  #last = 0;

  constructor(post: (id: number, question: EmbedQuestion) => void) {
    this.#post = post;
  }

  /** One vector for each text and each square; undefined where nobody can say. */
  ask(question: EmbedQuestion): Promise<readonly Float32Array[] | undefined> {
    const id = ++this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#post(id, question);
    });
  }

  answer(id: number, vectors: readonly Float32Array[] | undefined): void {
    this.#waiting.get(id)?.(vectors);
    this.#waiting.delete(id);
  }
}
