import type { InferenceSession } from 'onnxruntime-node';
import { type DeviceName, processor } from '../devices/device';
import { pictureTensor } from './int64';
import { checkNames, floatsNamed, openSession, runSession } from './session';
import { checkNumbers } from './soundness';

/** What a graph calls its one input and its one output; `what` names the graph in errors. */
export type PictureGraphNames = { readonly what: string; readonly input: string; readonly output: string };

/** A graph that reads a picture, in whatever form, and gives numbers. */
export class PictureGraph {
  readonly #session: InferenceSession;
  readonly #names: PictureGraphNames;
  readonly #device: DeviceName;

  private constructor(session: InferenceSession, names: PictureGraphNames, device: DeviceName) {
    this.#session = session;
    this.#names = names;
    this.#device = device;
  }

  /** Throws `pack-invalid` for a graph with other inputs or outputs. */
  static async open(bytes: Uint8Array, names: PictureGraphNames, device: DeviceName = processor, threads?: number) {
    const session = await openSession(bytes, names.what, device, threads);
    checkNames(session, [names.input], [names.output], names.what);
    return new PictureGraph(session, names, device);
  }

  /** `data` of the shape `dims`: whole numbers go in as 64-bit ones. Throws a `DeviceFault` for what are no numbers. */
  async run(data: Float32Array | Int32Array, dims: readonly number[]): Promise<Float32Array> {
    const { what, input, output } = this.#names;
    const feeds = { [input]: pictureTensor(data, dims) };
    const found = floatsNamed(await runSession(this.#session, feeds, what, this.#device), output);
    checkNumbers(found, what, this.#device);
    return found;
  }

  async dispose(): Promise<void> {
    await this.#session.release();
  }
}
