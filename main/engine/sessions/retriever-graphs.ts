import type { InferenceSession } from 'onnxruntime-node';
import type { RetrieverForm } from '../../../preload/contract';
import { type DeviceName, processor } from '../devices/device';
import { int64Tensor, pictureTensor } from './int64';
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
  readonly #reads: RetrieverForm;
  readonly #device: DeviceName;

  private constructor(text: InferenceSession, image: InferenceSession, reads: RetrieverForm, device: DeviceName) {
    this.#text = text;
    this.#image = image;
    this.#reads = reads;
    this.#device = device;
  }

  static async open(
    textBytes: Uint8Array,
    imageBytes: Uint8Array,
    reads: RetrieverForm,
    device: DeviceName = processor,
  ): Promise<RetrieverGraphs> {
    const text = await openSession(textBytes, textTower, device);
    checkNames(text, ['tokens'], ['vectors'], textTower);
    const image = await openSession(imageBytes, imageTower, device);
    checkNames(image, [reads], ['vectors'], imageTower);
    return new RetrieverGraphs(text, image, reads, device);
  }

  /** `tokens` holds `rows` texts of equal length, padded on the right. */
  async embedTexts(tokens: Int32Array, rows: number): Promise<Vectors> {
    const feeds = { tokens: int64Tensor(tokens, [rows, tokens.length / rows]) };
    return this.#vectors(await runSession(this.#text, feeds, textTower, this.#device), textTower);
  }

  /** `pictures` holds `count` pictures one after the other, each of `shape`: rows and columns of codes, cells and features, or planes, rows and columns. */
  async embedPictures(pictures: Int32Array | Float32Array, count: number, shape: readonly number[]): Promise<Vectors> {
    const feeds = { [this.#reads]: pictureTensor(pictures, [count, ...shape]) };
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
