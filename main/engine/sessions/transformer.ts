import type { InferenceSession } from 'onnxruntime-node';
import type { PackManifest } from '../../../preload/contract';
import type { Decoder } from '../../core/generator/decoder';
import { type DeviceName, processor } from '../devices/device';
import { keptBytes } from '../memory/need';
import { type DecoderShape, OnnxDecoder } from './decoder';
import { keepsPast, PastWriter } from './device-past';
import { featuresName, inputNames, outputNames } from './feeds';
import { PastPresentDecoder } from './past-present/decoder';
import { checkGraph } from './past-present/graph';
import { pastNames } from './past-names';
import { Prefixes } from './prefixes';
import { checkNames, openSession } from './session';

/** `once`: what is read will not be read again, such as a picture that is looked at to be ranked. */
type OpenDecoder = (rows: number, use?: 'once') => Decoder;

/** The transformer graph; opens a decoder for every job. */
export class Transformer {
  readonly openDecoder: OpenDecoder;
  readonly #session: InferenceSession;
  readonly #writer: PastWriter | undefined;

  private constructor(session: InferenceSession, openDecoder: OpenDecoder, writer: PastWriter | undefined) {
    this.openDecoder = openDecoder;
    this.#session = session;
    this.#writer = writer;
  }

  static async open(bytes: Uint8Array, manifest: PackManifest, device: DeviceName = processor): Promise<Transformer> {
    const session = await openSession(bytes, 'transformer', device);
    const writer = await writerOf(manifest, device);
    return new Transformer(session, decodersOf(session, manifest, device, writer), writer);
  }

  async dispose(): Promise<void> {
    await this.#session.release();
    await this.#writer?.dispose();
  }
}

async function writerOf({ transformer }: PackManifest, device: DeviceName): Promise<PastWriter | undefined> {
  const { layers, heads, kvHeads = heads, headDim, cache } = transformer;
  if (cache.style !== 'masked-rows' || !keepsPast(device)) return undefined;
  return await PastWriter.open({ layers, heads: kvHeads, headDim }, device);
}

/** Throws `pack-invalid` unless the graph is what the manifest says. */
function decodersOf(
  session: InferenceSession,
  manifest: PackManifest,
  device: DeviceName,
  writer: PastWriter | undefined,
): OpenDecoder {
  const { transformer, tokens, features } = manifest;
  const { layers, heads, kvHeads = heads, headDim, cache } = transformer;
  const dimension = features?.dimension ?? 0;
  const shape: DecoderShape = { layers, heads: kvHeads, headDim, vocabularySize: tokens.vocabularySize, dimension };
  if (cache.style === 'past-present') {
    const graph = checkGraph(session, cache.names, shape, device);
    return (rows) => new PastPresentDecoder(graph, rows);
  }
  const inputs = [...inputNames, ...(features === undefined ? [] : [featuresName]), ...pastNames(layers)];
  checkNames(session, inputs, outputNames, 'transformer');
  const prefixes = new Prefixes(keptBytes(transformer));
  return (rows, use) =>
    new OnnxDecoder(session, shape, rows, device, { prefixes: use === 'once' ? undefined : prefixes, writer });
}
