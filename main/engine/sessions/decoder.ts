import type { InferenceSession } from 'onnxruntime-node';
import type { Decoder } from '../../core/generator/decoder';
import type { Elements } from '../../core/tokens/elements';
import type { DeviceName } from '../devices/device';
import { type CacheShape, KeyValueCache } from './cache';
import { DevicePast, type PastWriter } from './device-past';
import { ElementFeeds, noPast, pastOfAll, pastOfRow } from './feeds';
import { prefillParts } from './prefill-parts';
import type { PrefixPart, Prefixes } from './prefixes';
import { type Feeds, floatsNamed, runSession } from './session';
import { checkNumbers } from './soundness';

type DecoderHelp = { readonly prefixes?: Prefixes | undefined; readonly writer?: PastWriter | undefined };

export type DecoderShape = CacheShape & {
  readonly vocabularySize: number;
  /** Numbers in the vectors that the graph reads beside tokens; 0 where it reads none. */
  readonly dimension: number;
};

const what = 'transformer';

/** What a run gives: the scores it was asked for, and the keys and values of what it read. */
type Read = { readonly logits: Float32Array; readonly present: Float32Array };

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
  readonly #prefixes: Prefixes | undefined;
  readonly #devicePast: DevicePast | undefined;
  #stepFeeds: Feeds | undefined;

  /** What `prefixes` know from earlier is not read again; with a `writer` the past of steps stays on the device. */
  constructor(
    session: InferenceSession,
    shape: DecoderShape,
    rows: number,
    device: DeviceName,
    { prefixes, writer }: DecoderHelp = {},
  ) {
    this.#device = device;
    this.#prefixes = prefixes;
    this.rows = rows;
    this.vocabularySize = shape.vocabularySize;
    this.logits = new Float32Array(rows * shape.vocabularySize);
    this.#session = session;
    this.#shape = shape;
    this.#cache = new KeyValueCache(shape, rows);
    this.#devicePast = writer && new DevicePast(writer, this.#cache);
    this.#stepElements = new ElementFeeds(rows, 1, 0, shape.dimension);
  }

  async prefill(row: number, elements: Elements, signal: AbortSignal): Promise<void> {
    const isBeginning = this.#cache.lengths[row] === 0;
    let before: PrefixPart | undefined;
    for (const part of prefillParts(elements, signal)) {
      if (isBeginning && this.#prefixes !== undefined) before = await this.#readOnce(row, part, before, this.#prefixes);
      else await this.#read(row, part, part.count - 1);
    }
  }

  async readAll(row: number, elements: Elements): Promise<Float32Array> {
    return (await this.#read(row, elements, 0)).logits;
  }

  fork(from: number, to: number): void {
    this.#devicePast?.forget();
    this.#cache.fork(from, to);
    this.logits.copyWithin(to * this.vocabularySize, from * this.vocabularySize, (from + 1) * this.vocabularySize);
  }

  rewind(row: number, length: number): void {
    this.#devicePast?.forget();
    this.#cache.rewind(row, length);
  }

  async step(elements: Elements): Promise<void> {
    this.#reserve(Math.max(...this.#cache.lengths) + 1);
    this.#stepElements.write(elements);
    const { logits, present } = await this.#run(await this.#feedsOfStep());
    await this.#devicePast?.append(present);
    for (let row = 0; row < this.rows; row++) this.#cache.append(row, present, this.rows, row, 1);
    this.logits.set(logits);
  }

  dispose(): void {
    this.#stepFeeds = undefined;
    this.#devicePast?.forget();
  }

  async #feedsOfStep(): Promise<Feeds> {
    const { tensors } = this.#stepElements;
    if (this.#devicePast !== undefined) return { ...tensors, ...(await this.#devicePast.feeds()) };
    return (this.#stepFeeds ??= { ...tensors, ...pastOfAll(this.#cache, this.#shape) });
  }

  /** Takes over what came of the same elements after the same ones before, or reads them and keeps that. */
  async #readOnce(row: number, part: Elements, before: PrefixPart | undefined, known: Prefixes): Promise<PrefixPart> {
    const found = known.find(before, part);
    if (found === undefined) {
      const { present, logits } = await this.#read(row, part, part.count - 1);
      return known.keep(before, part, present, logits);
    }
    this.#reserve((this.#cache.lengths[row] ?? 0) + part.count);
    this.#take(row, part.count, found);
    return found;
  }

  /** The logits are of the elements from `first` on. */
  async #read(row: number, elements: Elements, first: number): Promise<Read> {
    const length = this.#cache.lengths[row] ?? 0;
    this.#reserve(length + elements.count);
    const read = new ElementFeeds(1, elements.count, first, this.#shape.dimension);
    read.write(elements);
    const past = length === 0 ? noPast(this.#shape) : pastOfRow(this.#cache, row, this.#shape);
    const result = await this.#run({ ...read.tensors, ...past });
    this.#take(row, elements.count, result);
    return result;
  }

  #take(row: number, count: number, { logits, present }: Read): void {
    this.#devicePast?.forget();
    this.#cache.append(row, present, 1, 0, count);
    this.logits.set(logits.subarray(-this.vocabularySize), row * this.vocabularySize);
  }

  #reserve(slots: number): void {
    if (!this.#cache.reserve(slots)) return;
    this.#stepFeeds = undefined;
    this.#devicePast?.forget();
  }

  async #run(feeds: Feeds): Promise<Read> {
    const outputs = await runSession(this.#session, feeds, what, this.#device);
    const logits = floatsNamed(outputs, 'logits');
    checkNumbers(logits, what, this.#device);
    return { logits, present: floatsNamed(outputs, 'present') };
  }
}
