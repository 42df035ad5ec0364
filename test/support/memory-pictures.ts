import type { PictureStore, StoredPicture } from '../../main/engine/host';
import { AssetId } from '../../preload/contract';

/** A picture store in memory that tells what it holds. */
export class MemoryPictures implements PictureStore {
  readonly held = new Map<AssetId, Uint8Array>();
  readonly recipes = new Map<AssetId, StoredPicture['recipe']>();
  #count = 0;

  put({ bytes, recipe }: Pick<StoredPicture, 'bytes' | 'recipe'>): AssetId {
    const id = AssetId.parse(String(++this.#count).padStart(16, '0'));
    this.held.set(id, bytes);
    this.recipes.set(id, recipe);
    return id;
  }

  async read(id: AssetId): Promise<Uint8Array | undefined> {
    return this.held.get(id);
  }

  drop(id: AssetId): void {
    this.held.delete(id);
  }
}
