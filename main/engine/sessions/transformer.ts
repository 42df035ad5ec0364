import type { InferenceSession } from 'onnxruntime-node';
import type { PackManifest } from '../../../preload/contract';
import type { Decoder } from '../../core/generator/decoder';
import { type DeviceName, processor } from '../devices/device';
import { type DecoderShape, OnnxDecoder } from './decoder';
import { inputNames, outputNames, pastNames } from './feeds';
import { checkNames, openSession } from './session';

/** The transformer graph; opens a decoder for every job. */
export class Transformer {
  readonly #session: InferenceSession;
  readonly #shape: DecoderShape;
  readonly #device: DeviceName;

  private constructor(session: InferenceSession, shape: DecoderShape, device: DeviceName) {
    this.#device = device;
    this.#session = session;
    this.#shape = shape;
  }

  static async open(
    bytes: Uint8Array,
    { transformer, tokens }: PackManifest,
    device: DeviceName = processor,
  ): Promise<Transformer> {
    const { layers, heads, headDim } = transformer;
    const session = await openSession(bytes, 'transformer', device);
    checkNames(session, [...inputNames, ...pastNames(layers)], outputNames, 'transformer');
    return new Transformer(session, { layers, heads, headDim, vocabularySize: tokens.vocabularySize }, device);
  }

  openDecoder(rows: number): Decoder {
    return new OnnxDecoder(this.#session, this.#shape, rows, this.#device);
  }

  async dispose(): Promise<void> {
    await this.#session.release();
  }
}
