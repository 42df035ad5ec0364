import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { type DeviceName, processor } from '../devices/device';
import { int64Tensor, readInt64 } from './int64';
import { checkNames, openSession, outputNamed, runSession } from './session';
import { checkPicture } from './soundness';

/** Planes of red, green and blue one after the other, [3, height, width], each number in 0..1. */
export type Planes = { readonly data: Float32Array; readonly width: number; readonly height: number };

/** The two graphs between pictures and codes of the image codebook. */
export class ImageGraphs {
  readonly #encoder: InferenceSession;
  readonly #decoder: InferenceSession;
  readonly #device: DeviceName;

  private constructor(encoder: InferenceSession, decoder: InferenceSession, device: DeviceName) {
    this.#device = device;
    this.#encoder = encoder;
    this.#decoder = decoder;
  }

  static async open(
    encoderBytes: Uint8Array,
    decoderBytes: Uint8Array,
    device: DeviceName = processor,
  ): Promise<ImageGraphs> {
    const encoder = await openSession(encoderBytes, 'image encoder', device);
    checkNames(encoder, ['pixels'], ['codes'], 'image encoder');
    const decoder = await openSession(decoderBytes, 'image decoder', device);
    checkNames(decoder, ['codes'], ['pixels'], 'image decoder');
    return new ImageGraphs(encoder, decoder, device);
  }

  /** Codes of all cells in reading order. */
  async encode({ data, width, height }: Planes): Promise<Int32Array> {
    const pixels = new Tensor('float32', data, [1, 3, height, width]);
    const outputs = await runSession(this.#encoder, { pixels }, 'image encoder', this.#device);
    const { data: codes } = outputNamed(outputs, 'codes');
    if (!(codes instanceof BigInt64Array))
      throw new TypeError('The image encoder gave something else than whole numbers.');
    return readInt64(codes);
  }

  /** Some or all rows of a picture; `codes` fills whole rows of `columns` cells. */
  async decode(codes: Int32Array, columns: number): Promise<Planes> {
    const feeds = { codes: int64Tensor(codes, [1, codes.length / columns, columns]) };
    const outputs = await runSession(this.#decoder, feeds, 'image decoder', this.#device);
    const { data, dims } = outputNamed(outputs, 'pixels');
    const [, , height, width] = dims;
    if (!(data instanceof Float32Array) || height === undefined || width === undefined) {
      throw new TypeError('The image decoder gave something else than a picture.');
    }
    checkPicture(data, 'image decoder', this.#device);
    return { data, width, height };
  }

  async dispose(): Promise<void> {
    await this.#encoder.release();
    await this.#decoder.release();
  }
}
