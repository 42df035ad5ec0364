import type { InferenceSession } from 'onnxruntime-node';
import type { Decoder } from '../../core/generator/decoder';
import type { Elements } from '../../core/tokens/elements';
import type { DeviceName } from '../devices/device';
import { type CacheShape, KeyValueCache } from './cache';
import { ElementFeeds, noPast, pastOfAll, pastOfRow } from './feeds';
import { prefillParts } from './prefill-parts';
import { type Feeds, floatsNamed, runSession } from './session';
import { checkNumbers } from './soundness';

export type DecoderShape = CacheShape & { readonly vocabularySize: number };

const what = 'transformer';

/** Rows of sequences in ONNX Runtime; the cache stays in place, only new keys and values are written to it. */
export class OnnxDecoder implements Decoder {
  readonly rows: number;
  readonly vocabularySize: number;
  readonly logits: Float32Array;
  readonly #session: InferenceSession;
  readonly #shape: DecoderShape;
  readonly #device: DeviceName;
  readonly #cache: KeyValueCache;
  readonly #stepElements: ElementFeeds;
  #stepFeeds: Feeds | undefined;

  constructor(session: InferenceSession, shape: DecoderShape, rows: number, device: DeviceName) {
    this.#device = device;
    this.rows = rows;
    this.vocabularySize = shape.vocabularySize;
    this.logits = new Float32Array(rows * shape.vocabularySize);
    this.#session = session;
    this.#shape = shape;
    this.#cache = new KeyValueCache(shape, rows);
    this.#stepElements = new ElementFeeds(rows, 1);
  }

  async prefill(row: number, elements: Elements, signal: AbortSignal): Promise<void> {
    for (const part of prefillParts(elements, signal)) await this.#read(row, part);
  }

  fork(from: number, to: number): void {
    this.#cache.fork(from, to);
    this.logits.copyWithin(to * this.vocabularySize, from * this.vocabularySize, (from + 1) * this.vocabularySize);
  }

  rewind(row: number, length: number): void {
    this.#cache.rewind(row, length);
  }

  async step(elements: Elements): Promise<void> {
    this.#reserve(Math.max(...this.#cache.lengths) + 1);
    this.#stepElements.write(elements);
    this.#stepFeeds ??= { ...this.#stepElements.tensors, ...pastOfAll(this.#cache, this.#shape) };
    const { logits, present } = await this.#run(this.#stepFeeds);
    for (let row = 0; row < this.rows; row++) this.#cache.append(row, present, this.rows, row, 1);
    this.logits.set(logits);
  }

  dispose(): void {
    this.#stepFeeds = undefined;
  }

  async #read(row: number, elements: Elements): Promise<void> {
    const length = this.#cache.lengths[row] ?? 0;
    this.#reserve(length + elements.count);
    const read = new ElementFeeds(1, elements.count);
    read.write(elements);
    const past = length === 0 ? noPast(this.#shape) : pastOfRow(this.#cache, row, this.#shape);
    const { logits, present } = await this.#run({ ...read.tensors, ...past });
    this.#cache.append(row, present, 1, 0, elements.count);
    this.logits.set(logits, row * this.vocabularySize);
  }

  #reserve(slots: number): void {
    if (this.#cache.reserve(slots)) this.#stepFeeds = undefined;
  }

  async #run(feeds: Feeds): Promise<{ logits: Float32Array; present: Float32Array }> {
    const outputs = await runSession(this.#session, feeds, what, this.#device);
    const logits = floatsNamed(outputs, 'logits');
    checkNumbers(logits, what, this.#device);
    return { logits, present: floatsNamed(outputs, 'present') };
  }
}
