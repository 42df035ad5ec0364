import { StudioError } from '../../../preload/contract';
import type { EmbedWish } from '../retriever/retriever-shelf';
import type { EngineCommand, EngineEvent } from '../protocol';
import { engineDied } from './errors';

type Waiting = {
  readonly resolve: (vectors: readonly Float32Array[]) => void;
  readonly reject: (error: StudioError) => void;
};

/** Questions for vectors that are with the engine. Its death fails them; who asked may ask again. */
export class EmbedDesk {
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  ask(wish: EmbedWish, urgent: boolean, post: (command: EngineCommand) => void): Promise<readonly Float32Array[]> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      post({ type: 'embed', id, urgent, ...wish });
    });
  }

  hear({ question: id, answer }: Extract<EngineEvent, { type: 'embedded' }>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (answer.ok) waiting?.resolve(answer.vectors);
    else waiting?.reject(new StudioError(answer.error));
  }

  /** The process that was asked has ended. */
  drop(reason: string): void {
    for (const { reject } of this.#waiting.values()) reject(new StudioError(engineDied(reason)));
    this.#waiting.clear();
  }
}
