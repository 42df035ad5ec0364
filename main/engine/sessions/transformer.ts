import type { InferenceSession } from 'onnxruntime-node';
import type { PackManifest } from '../../../preload/contract';
import type { Decoder } from '../../core/generator/decoder';
import { type DecoderShape, OnnxDecoder } from './decoder';
import { inputNames, outputNames, pastNames } from './feeds';
import { checkNames, openSession } from './session';

/** The transformer graph; opens a decoder for every job. */
export class Transformer {
  readonly #session: InferenceSession;
  readonly #shape: DecoderShape;

  private constructor(session: InferenceSession, shape: DecoderShape) {
    this.#session = session;
    this.#shape = shape;
  }

  static async open(bytes: Uint8Array, { transformer, tokens }: PackManifest): Promise<Transformer> {
    const { layers, heads, headDim } = transformer;
    const session = await openSession(bytes, 'transformer');
    checkNames(session, [...inputNames, ...pastNames(layers)], outputNames, 'transformer');
    return new Transformer(session, { layers, heads, headDim, vocabularySize: tokens.vocabularySize });
  }

  openDecoder(rows: number): Decoder {
    return new OnnxDecoder(this.#session, this.#shape, rows);
  }

  async dispose(): Promise<void> {
    await this.#session.release();
  }
}
