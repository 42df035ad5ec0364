import { StudioError } from '../../../preload/contract';
import { type InstalledPack, readPackFile } from '../../packs';
import { toPlanes } from '../codec/pixels';
import { ImageGraphs } from '../sessions';
import { readTokenizer } from '../text/hub-tokenizer';
import { Retriever } from './retriever';

/** Texts and square pictures that are to become vectors. */
export type EmbedWish = {
  /** The hash of the pack whose retriever is meant. */
  readonly pack: string;
  readonly texts: readonly string[];
  /** `rgb` holds red, green and blue of each pixel, row by row; `side` is the pack's `image.pixels`. */
  readonly squares: readonly { readonly side: number; readonly rgb: Uint8Array }[];
};

type Opened = { readonly hash: string; readonly retriever: Retriever; readonly images: ImageGraphs };

/**
 * The retriever that the library uses, open apart from the packs that draw: a search never waits for a picture, and needs
 * no transformer in memory. It runs on the processor.
 */
export class RetrieverShelf {
  #packs: readonly InstalledPack[] = [];
  #opened: Opened | undefined;
  #last: Promise<unknown> = Promise.resolve();

  configure(packs: readonly InstalledPack[]): void {
    this.#packs = packs;
  }

  /** Vectors of the texts, then of the squares. Throws `pack-missing` for a pack that has gone or has no retriever. */
  embed(wish: EmbedWish): Promise<Float32Array[]> {
    const result = this.#last.then(() => this.#embed(wish));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #embed({ pack, texts, squares }: EmbedWish): Promise<Float32Array[]> {
    const { retriever, images } = await this.#take(pack);
    const codes: Int32Array[] = [];
    for (const { rgb, side } of squares) codes.push(await images.encode(toPlanes(rgb, side, side)));
    return [...(await retriever.embedTexts(texts)), ...(await retriever.embedPictures(codes))];
  }

  async #take(hash: string): Promise<Opened> {
    if (this.#opened?.hash === hash) return this.#opened;
    const pack = this.#packs.find((each) => each.hash === hash);
    const opened = pack && (await open(pack));
    if (opened === undefined) throw noRetriever();
    const before = this.#opened;
    this.#opened = opened;
    await before?.retriever.dispose();
    await before?.images.dispose();
    return opened;
  }
}

async function open(pack: InstalledPack): Promise<Opened | undefined> {
  const { text, image } = pack.manifest;
  const tokenizer = readTokenizer(await readPackFile(pack, text.tokenizer));
  const retriever = await Retriever.open(pack, tokenizer);
  if (retriever === undefined) return undefined;
  const encoder = await readPackFile(pack, image.encoder.file);
  const images = await ImageGraphs.open(encoder, await readPackFile(pack, image.decoder.file));
  return { hash: pack.hash, retriever, images };
}

function noRetriever(): StudioError {
  return new StudioError({
    code: 'pack-missing',
    message: 'The model pack that compares pictures is not installed any more.',
    hint: 'Install it again, or use another pack with a retriever.',
  });
}
