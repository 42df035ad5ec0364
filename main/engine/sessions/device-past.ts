import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { DeviceName } from '../devices/device';
import type { CacheShape, KeyValueCache } from './cache';
import { pastOfAll } from './feeds';
import { nextName, pastGraph } from './past-graph';
import { pastNames } from './past-names';
import { providerOptions } from './providers';
import { type Feeds, outputNamed } from './session';

/** Whether what a graph gives can stay on the device. The runtime's binding for Node leaves it there for WebGPU alone. */
export function keepsPast(device: DeviceName): boolean {
  return device === 'webgpu';
}

/** Writes steps into a past that lies on the device; one for all decoders of a transformer. */
export class PastWriter {
  readonly shape: CacheShape;
  readonly #session: InferenceSession;

  private constructor(session: InferenceSession, shape: CacheShape) {
    this.#session = session;
    this.shape = shape;
  }

  static async open(shape: CacheShape, device: DeviceName): Promise<PastWriter> {
    const outputs = pastNames(shape.layers).map((name) => [nextName(name), 'gpu-buffer'] as const);
    const session = await InferenceSession.create(pastGraph(shape), {
      ...providerOptions(device),
      logSeverityLevel: 3,
      preferredOutputLocation: Object.fromEntries(outputs),
    });
    return new PastWriter(session, shape);
  }

  /** The past with `present` in the slots; what it takes from the device stays as it is. */
  async write(past: Feeds, present: Tensor, slot: Tensor): Promise<Feeds> {
    const names = pastNames(this.shape.layers);
    const written = await this.#session.run({ ...past, present, slot });
    return Object.fromEntries(names.map((name) => [name, outputNamed(written, nextName(name))]));
  }

  async dispose(): Promise<void> {
    await this.#session.release();
  }
}

/**
 * A copy of a decoder's keys and values on its device. Steps are written into it there, a few numbers each; whatever else
 * happens to the cache makes it stale, and the next step lays it anew.
 */
export class DevicePast {
  /** How often the whole past went to the device. */
  uploads = 0;
  readonly #writer: PastWriter;
  readonly #cache: KeyValueCache;
  #past: Feeds | undefined;

  constructor(writer: PastWriter, cache: KeyValueCache) {
    this.#writer = writer;
    this.#cache = cache;
  }

  /** The past of all rows as inputs of the transformer, all but its mask on the device. */
  async feeds(): Promise<Feeds> {
    this.#past ??= await this.#lay();
    return { ...this.#past, past_mask: this.#mask() };
  }

  /** `present` [layers, 2, rows, heads, 1, headDim] goes where the cache has its next slots; called before it takes them. */
  async append(present: Float32Array): Promise<void> {
    const before = this.#past;
    if (before === undefined) return;
    this.#past = await this.#writer.write(before, this.#step(present), this.#slots(this.#cache.lengths));
    release(before);
  }

  /** The cache was changed in another way than by a step. */
  forget(): void {
    if (this.#past !== undefined) release(this.#past);
    this.#past = undefined;
  }

  async #lay(): Promise<Feeds> {
    this.uploads += 1;
    const { layers, heads, headDim } = this.#writer.shape;
    const nothing = new Float32Array(layers * 2 * this.#cache.rows * heads * headDim);
    const { past_mask: _, ...past } = pastOfAll(this.#cache, this.#writer.shape);
    return await this.#writer.write(past, this.#step(nothing), this.#slots([]));
  }

  #mask(): Tensor {
    return new Tensor('float32', this.#cache.mask, [this.#cache.rows, this.#cache.capacity]);
  }

  #step(present: Float32Array): Tensor {
    const { layers, heads, headDim } = this.#writer.shape;
    return new Tensor('float32', present, [layers, 2, this.#cache.rows, heads, 1, headDim]);
  }

  /** The slot of each row that is to be written; none of a row without one. */
  #slots(next: ArrayLike<number>): Tensor {
    const { rows, capacity } = this.#cache;
    const flags = new Uint8Array(rows * capacity);
    for (let row = 0; row < next.length; row++) flags[row * capacity + (next[row] ?? 0)] = 1;
    return new Tensor('bool', flags, [rows, 1, capacity, 1]);
  }
}

function release(past: Feeds): void {
  for (const tensor of Object.values(past)) tensor.dispose();
}
