import { createHash } from 'node:crypto';
import type { Familiarity, FeatureEncoder, PictureForm, Rectangle } from '../../../preload/contract';
import { readPicture } from '../codec';
import type { Planes } from '../sessions';
import type { PictureContent } from './picture-content';

/** What a pack brings to read pictures by. */
export type Eyes = {
  readonly codes?: {
    readonly pixels: number;
    readonly shape: readonly number[];
    encode(planes: Planes): Promise<Int32Array>;
  };
  readonly features?: { readonly encoder: FeatureEncoder; read(planes: Planes): Promise<Float32Array> } | undefined;
  readonly familiar?: { readonly reads: PictureForm; judge(content: PictureContent): Promise<Familiarity> } | undefined;
};

/** Pictures whose content is kept: one question after the other is asked about the same one. */
const mostKept = 4;

/** Reads picture files, and those read last not again. A part is one of the middle square. Throws `image-unreadable`. */
export class PictureReader {
  readonly #eyes: Eyes;
  /** From the least to the most recently used. */
  readonly #kept = new Map<string, PictureContent>();

  constructor(eyes: Eyes) {
    this.#eyes = eyes;
  }

  /** What the encoder for the form makes of a picture. Throws `RangeError` where there is none. */
  async read(file: Uint8Array, form: PictureForm, part?: Rectangle): Promise<PictureContent> {
    const key = `${form} ${JSON.stringify(part ?? {})} ${createHash('sha256').update(file).digest('hex')}`;
    const content = this.#kept.get(key) ?? (await this.#encode(file, form, part));
    this.#kept.delete(key);
    this.#kept.set(key, content);
    for (const oldest of [...this.#kept.keys()].slice(0, -mostKept)) this.#kept.delete(oldest);
    return content;
  }

  /** How unlike what the pack knows a picture is; undefined where the pack cannot tell. */
  async familiarity(file: Uint8Array, part?: Rectangle): Promise<Familiarity | undefined> {
    const { familiar } = this.#eyes;
    return familiar?.judge(await this.read(file, familiar.reads, part));
  }

  async #encode(file: Uint8Array, form: PictureForm, part: Rectangle | undefined): Promise<PictureContent> {
    const { codes, features } = this.#eyes;
    if (form === 'codes' && codes !== undefined)
      return { data: await codes.encode(await readPicture(file, codes.pixels, { part })), shape: codes.shape };
    if (form === 'codes' || features === undefined) throw new RangeError(`The pack reads no ${form}.`);
    const { pixels, fit, grid, dimension } = features.encoder;
    const planes = await readPicture(file, pixels, { fit, part });
    return { data: await features.read(planes), shape: [grid[0] * grid[1], dimension] };
  }
}
