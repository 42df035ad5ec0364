import { randomBytes } from 'node:crypto';
import { AssetId, type AssetView, type Recipe, StudioError } from '../../preload/contract';

export type Picture = {
  readonly bytes: Uint8Array;
  readonly mime: AssetView['mime'];
  readonly width: number;
  readonly height: number;
  readonly recipe?: Recipe | undefined;
};

/** Previews may be forgotten; a picture that was made or brought in is kept. */
export type Keeping = 'keep' | 'preview';

/** Bytes that an asset store holds at most, unless told otherwise. */
export const defaultStoreBytes = 1024 ** 3;

/**
 * The pictures that windows and engine refer to by id, in memory. When the room runs out, previews go first, the least
 * recently used before the others. The store never drops a kept picture: it rather refuses to take in another one.
 */
export class AssetStore {
  readonly #maximumBytes: number;
  /** From the least to the most recently used. */
  readonly #entries = new Map<AssetId, Picture & { keeping: Keeping }>();
  #bytes = 0;

  constructor(maximumBytes = defaultStoreBytes) {
    this.#maximumBytes = maximumBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Takes over the picture's bytes. A result of the model is always taken: work is not thrown away. */
  put(picture: Picture, keeping: Keeping): AssetId {
    const id = AssetId.parse(randomBytes(16).toString('hex'));
    this.#enter(id, picture, keeping);
    return id;
  }

  /** As `put`, for pictures that someone brings in: throws `too-large` when the kept ones leave no room. */
  admit(picture: Picture): AssetId {
    if (this.#keptBytes() + picture.bytes.length > this.#maximumBytes) throw fullError();
    return this.put(picture, 'keep');
  }

  /** As `admit`, under an id of the caller's choice, which always names the same bytes; nothing when it is there already. */
  adopt(id: AssetId, picture: Picture): void {
    if (this.#entries.has(id)) return;
    if (this.#keptBytes() + picture.bytes.length > this.#maximumBytes) throw fullError();
    this.#enter(id, picture, 'keep');
  }

  get(id: AssetId): Picture | undefined {
    const entry = this.#entries.get(id);
    if (entry === undefined) return undefined;
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    return entry;
  }

  /** As `get`, but throws `asset-missing`. */
  require(id: AssetId): Picture {
    const picture = this.get(id);
    if (picture === undefined) throw missingError(id);
    return picture;
  }

  has(id: AssetId): boolean {
    return this.#entries.has(id);
  }

  drop(id: AssetId): void {
    this.#bytes -= this.#entries.get(id)?.bytes.length ?? 0;
    this.#entries.delete(id);
  }

  #enter(id: AssetId, picture: Picture, keeping: Keeping): void {
    this.#entries.set(id, { ...picture, keeping });
    this.#bytes += picture.bytes.length;
    this.#makeRoom(id);
  }

  #keptBytes(): number {
    return [...this.#entries.values()].reduce(
      (sum, { keeping, bytes }) => sum + (keeping === 'keep' ? bytes.length : 0),
      0,
    );
  }

  #makeRoom(newest: AssetId): void {
    for (const [id, { keeping }] of this.#entries) {
      if (this.#bytes <= this.#maximumBytes) return;
      if (keeping === 'preview' && id !== newest) this.drop(id);
    }
  }
}

export function assetView(id: AssetId, { mime, width, height, bytes, recipe }: Picture): AssetView {
  return { id, mime, width, height, bytes: bytes.length, ...(recipe === undefined ? {} : { recipe }) };
}

function missingError(id: AssetId): StudioError {
  return new StudioError({
    code: 'asset-missing',
    message: 'The studio does not hold this picture any more.',
    detail: id,
    hint: 'Open the picture again, or make it again from its recipe.',
  });
}

function fullError(): StudioError {
  return new StudioError({
    code: 'too-large',
    message: 'The studio holds too many large pictures to take in another one.',
    hint: 'Save your work and restart the studio.',
  });
}
