import { randomBytes } from 'node:crypto';
import { AssetId, type AssetView, type Recipe, StudioError } from '../../preload/contract';
import type { Overflow } from './overflow';

export type Picture = {
  readonly bytes: Uint8Array;
  readonly mime: AssetView['mime'];
  readonly width: number;
  readonly height: number;
  readonly recipe?: Recipe | undefined;
};

/** Previews may be forgotten; a picture that was made or brought in is kept. */
export type Keeping = 'keep' | 'preview';

/** Bytes that an asset store holds in memory at most, unless told otherwise. */
export const defaultStoreBytes = 1024 ** 3;

/** What is known of a picture without its bytes, and those where they are in memory. */
type Entry = Omit<Picture, 'bytes'> & { readonly keeping: Keeping; readonly bytes?: Uint8Array };

/**
 * The pictures that windows and engine refer to by id, in memory. When the room runs out, previews go first, the least
 * recently used before the others; then the pictures that are kept move to the disk, if there is a place for them. The store
 * never drops a kept picture: it rather refuses to take in another one.
 */
export class AssetStore {
  readonly #maximumBytes: number;
  readonly #overflow: Overflow | undefined;
  /** From the least to the most recently used. */
  readonly #entries = new Map<AssetId, Entry>();
  #bytes = 0;

  constructor(maximumBytes = defaultStoreBytes, overflow?: Overflow) {
    this.#maximumBytes = maximumBytes;
    this.#overflow = overflow;
  }

  /** In memory. */
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
    this.#requireRoom(picture);
    return this.put(picture, 'keep');
  }

  /** As `admit`, under an id of the caller's choice, which always names the same bytes; nothing when it is there already. */
  adopt(id: AssetId, picture: Picture): void {
    if (this.#entries.has(id)) return;
    this.#requireRoom(picture);
    this.#enter(id, picture, 'keep');
  }

  get(id: AssetId): Picture | undefined {
    const entry = this.#entries.get(id);
    if (entry === undefined) return undefined;
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    const bytes = entry.bytes ?? this.#overflow?.read(id);
    return bytes && { ...entry, bytes };
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
    this.#bytes -= this.#entries.get(id)?.bytes?.length ?? 0;
    this.#overflow?.drop(id);
    this.#entries.delete(id);
  }

  #enter(id: AssetId, picture: Picture, keeping: Keeping): void {
    this.#entries.set(id, { ...picture, keeping });
    this.#bytes += picture.bytes.length;
    this.#makeRoom(this.#maximumBytes, id);
  }

  #requireRoom({ bytes }: Picture): void {
    const room = this.#maximumBytes - bytes.length;
    if (this.#keptInMemory() > room) this.#makeRoom(room);
    if (this.#keptInMemory() > room) throw fullError();
  }

  #keptInMemory(): number {
    return [...this.#entries.values()].reduce(
      (sum, { keeping, bytes }) => sum + (keeping === 'keep' ? (bytes?.length ?? 0) : 0),
      0,
    );
  }

  /** As far as it can, until no more than so many bytes are in memory. */
  #makeRoom(most: number, newest?: AssetId): void {
    for (const [id, { keeping }] of this.#entries) {
      if (this.#bytes <= most) return;
      if (keeping === 'preview' && id !== newest) this.drop(id);
    }
    for (const [id, { bytes, ...facts }] of this.#entries) {
      if (this.#bytes <= most) return;
      if (bytes === undefined || id === newest) continue;
      // A disk that is full now may not be later; what is left stays in memory until then.
      if (this.#overflow?.put(id, bytes) !== true) return;
      this.#entries.set(id, facts);
      this.#bytes -= bytes.length;
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
