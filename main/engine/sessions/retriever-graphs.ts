import type { InferenceSession } from 'onnxruntime-node';
import { type DeviceName, processor } from '../devices/device';
import { int64Tensor } from './int64';
import { checkNames, openSession, outputNamed, runSession } from './session';
import { checkNumbers } from './soundness';

const textTower = 'text tower';
const imageTower = 'image tower';

/** Vectors one after the other, each of `dimension` numbers. */
export type Vectors = { readonly data: Float32Array; readonly dimension: number };

/** The two graphs of a pack's retriever. */
export class RetrieverGraphs {
  readonly #text: InferenceSession;
  readonly #image: InferenceSession;
  readonly #device: DeviceName;

  private constructor(text: InferenceSession, image: InferenceSession, device: DeviceName) {
    this.#text = text;
    this.#image = image;
    this.#device = device;
  }

  static async open(
    textBytes: Uint8Array,
    imageBytes: Uint8Array,
    device: DeviceName = processor,
  ): Promise<RetrieverGraphs> {
    const text = await openSession(textBytes, textTower, device);
    checkNames(text, ['tokens'], ['vectors'], textTower);
    const image = await openSession(imageBytes, imageTower, device);
    checkNames(image, ['codes'], ['vectors'], imageTower);
    return new RetrieverGraphs(text, image, device);
  }

  /** `tokens` holds `rows` texts of equal length, padded on the right. */
  async embedTexts(tokens: Int32Array, rows: number): Promise<Vectors> {
    const feeds = { tokens: int64Tensor(tokens, [rows, tokens.length / rows]) };
    return this.#vectors(await runSession(this.#text, feeds, textTower, this.#device), textTower);
  }

  /** `codes` holds whole pictures of `shape` (rows, columns), one after the other. */
  async embedPictures(codes: Int32Array, [rows, columns]: readonly [number, number]): Promise<Vectors> {
    const feeds = { codes: int64Tensor(codes, [codes.length / (rows * columns), rows, columns]) };
    return this.#vectors(await runSession(this.#image, feeds, imageTower, this.#device), imageTower);
  }

  async dispose(): Promise<void> {
    await this.#text.release();
    await this.#image.release();
  }

  #vectors(outputs: Awaited<ReturnType<typeof runSession>>, what: string): Vectors {
    const { data, dims } = outputNamed(outputs, 'vectors');
    const [, dimension] = dims;
    if (!(data instanceof Float32Array) || dimension === undefined)
      throw new TypeError(`The ${what} gave something else than vectors.`);
    checkNumbers(data, what, this.#device);
    return { data, dimension };
  }
}
