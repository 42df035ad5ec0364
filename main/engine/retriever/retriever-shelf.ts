import { type RetrieverForm, StudioError } from '../../../preload/contract';
import { type InstalledPack, readPackFile } from '../../packs';
import { toPlanes } from '../codec/pixels';
import { FeatureReader } from '../reading/feature-reader';
import { ImageGraphs, type Planes, sharedThreadCount } from '../sessions';
import { processor } from '../devices/device';
import { readTokenizer } from '../text/hub-tokenizer';
import { Retriever } from './retriever';

/** Texts and square pictures that are to become vectors. */
export type EmbedWish = {
  /** The hash of the pack whose retriever is meant. */
  readonly pack: string;
  readonly texts: readonly string[];
  /** `rgb` holds red, green and blue of each pixel, row by row; `side` is that of the encoder whose pictures the retriever reads. */
  readonly squares: readonly { readonly side: number; readonly rgb: Uint8Array }[];
};

type PictureEncoder = {
  encode(planes: Planes): Promise<Int32Array | Float32Array>;
  dispose(): Promise<void>;
};

type Opened = { readonly hash: string; readonly retriever: Retriever; readonly encoder: PictureEncoder };

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
    const { retriever, encoder } = await this.#take(pack);
    const pictures: (Int32Array | Float32Array)[] = [];
    for (const { rgb, side } of squares) pictures.push(await encoder.encode(toPlanes(rgb, side, side)));
    return [...(await retriever.embedTexts(texts)), ...(await retriever.embedPictures(pictures))];
  }

  async #take(hash: string): Promise<Opened> {
    if (this.#opened?.hash === hash) return this.#opened;
    const pack = this.#packs.find((each) => each.hash === hash);
    const opened = pack && (await open(pack));
    if (opened === undefined) throw noRetriever();
    const before = this.#opened;
    this.#opened = opened;
    await before?.retriever.dispose();
    await before?.encoder.dispose();
    return opened;
  }
}

async function open(pack: InstalledPack): Promise<Opened | undefined> {
  const tokenizer = readTokenizer(await readPackFile(pack, pack.manifest.text.tokenizer));
  const retriever = await Retriever.open(pack, tokenizer);
  const encoder = retriever && (await encoderOf(pack, retriever.reads));
  return encoder && { hash: pack.hash, retriever, encoder };
}

function encoderOf(pack: InstalledPack, reads: RetrieverForm): Promise<PictureEncoder | undefined> {
  if (reads === 'codes') return codesOf(pack);
  return reads === 'features' ? featuresOf(pack) : Promise.resolve(asItIs);
}

const asItIs: PictureEncoder = { encode: ({ data }) => Promise.resolve(data), dispose: () => Promise.resolve() };

async function codesOf(pack: InstalledPack): Promise<PictureEncoder | undefined> {
  const { image } = pack.manifest;
  if (image === undefined) return undefined;
  const encoder = await readPackFile(pack, image.encoder.file);
  return ImageGraphs.open(encoder, await readPackFile(pack, image.decoder.file));
}

async function featuresOf(pack: InstalledPack): Promise<PictureEncoder | undefined> {
  // Photos are decoded meanwhile: a core that waits for another one's part of a layer is missing there.
  const reader = await FeatureReader.open(pack, processor, sharedThreadCount());
  return reader && { encode: (planes) => reader.read(planes), dispose: () => reader.dispose() };
}

function noRetriever(): StudioError {
  return new StudioError({
    code: 'pack-missing',
    message: 'The model pack that compares pictures is not installed any more.',
    hint: 'Install it again, or use another pack with a retriever.',
  });
}
