import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { processor } from '../devices/device';
import type { Planes } from './image-graphs';
import { checkNames, floatsNamed, openSession, runSession } from './session';

const what = 'judge';

/** The graph that says what pictures show; part of the evaluation, not of a pack. */
export class JudgeGraph {
  readonly #session: InferenceSession;
  readonly #outputs: readonly string[];

  private constructor(session: InferenceSession, outputs: readonly string[]) {
    this.#session = session;
    this.#outputs = outputs;
  }

  /** `outputs` are the names of the scores that the graph must give. */
  static async open(bytes: Uint8Array, outputs: readonly string[]): Promise<JudgeGraph> {
    const session = await openSession(bytes, what, processor);
    checkNames(session, ['pixels'], outputs, what);
    return new JudgeGraph(session, outputs);
  }

  /** The scores of one picture by name, as the graph lays them out. */
  async scores({ data, width, height }: Planes): Promise<Record<string, Float32Array>> {
    const pixels = new Tensor('float32', data, [1, 3, height, width]);
    const given = await runSession(this.#session, { pixels }, what, processor);
    return Object.fromEntries(this.#outputs.map((name) => [name, floatsNamed(given, name)]));
  }

  async dispose(): Promise<void> {
    await this.#session.release();
  }
}
