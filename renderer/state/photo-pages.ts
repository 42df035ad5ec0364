import type { PhotoPage, PhotoView } from '../../preload/contract';

/** Photos that are fetched together. */
export const pageLength = 200;
/** Pages that are kept; scrolling through a large library must not fill the memory. */
const keptPages = 24;

/** A long list of photos of which only the parts that were looked at are here. */
export class PhotoPages {
  readonly #fetch: (offset: number, limit: number) => Promise<PhotoPage>;
  readonly #arrived: (total: number) => void;
  /** From the longest to the most recently asked for. */
  readonly #pages = new Map<number, readonly PhotoView[] | 'asked'>();

  /** `arrived` is called with the length of the whole list whenever a page came. */
  constructor(fetch: (offset: number, limit: number) => Promise<PhotoPage>, arrived: (total: number) => void) {
    this.#fetch = fetch;
    this.#arrived = arrived;
  }

  /** The photo at a place of the list, undefined while it is on its way. */
  at(index: number): PhotoView | undefined {
    const page = this.#pages.get(Math.floor(index / pageLength));
    return page === undefined || page === 'asked' ? undefined : page[index % pageLength];
  }

  /** Fetches what is missing between two places. Rejects with what a fetch throws; it may be asked for again. */
  async want(first: number, last: number): Promise<void> {
    const numbers = range(Math.floor(first / pageLength), Math.floor(last / pageLength));
    await Promise.all(numbers.filter((number) => !this.#has(number)).map((number) => this.#load(number)));
  }

  #has(number: number): boolean {
    const page = this.#pages.get(number);
    if (page === undefined) return false;
    this.#pages.delete(number);
    this.#pages.set(number, page);
    return true;
  }

  async #load(number: number): Promise<void> {
    this.#pages.set(number, 'asked');
    try {
      const { photos, total } = await this.#fetch(number * pageLength, pageLength);
      this.#pages.set(number, photos);
      this.#forget();
      this.#arrived(total);
    } catch (thrown) {
      this.#pages.delete(number);
      throw thrown;
    }
  }

  #forget(): void {
    for (const number of this.#pages.keys()) {
      if (this.#pages.size <= keptPages) return;
      this.#pages.delete(number);
    }
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
