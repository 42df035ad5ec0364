import { type PackManifest, type RetrieverForm, type RetrieverWords, StudioError } from '../../../preload/contract';
import type { Tokenizer } from '../../core/template/tokenizer';
import { type InstalledPack, readPackFile } from '../../packs';
import { type DeviceName, processor } from '../devices/device';
import { RetrieverGraphs, type Vectors } from '../sessions';
import { readTokenizer } from '../text/hub-tokenizer';

type Layout = {
  readonly dimension: number;
  readonly scale: number;
  readonly maxTokens: number;
  readonly reads: RetrieverForm;
  /** Of what is read of a picture: rows and columns of codes, cells and numbers of features, or planes, rows and columns. */
  readonly shape: readonly number[];
  /** Ids before and after every text, and those that fill the rest. */
  readonly begin: readonly number[];
  readonly end: readonly number[];
  readonly pad: number;
  readonly toLength: boolean;
};

/** Texts and pictures as vectors of length 1 in one space; `similarity` compares them. */
export class Retriever {
  /** Numbers in a vector. */
  readonly dimension: number;
  /** What a cosine is multiplied by before a softmax over what might belong together. */
  readonly scale: number;
  /** What pictures are given as. */
  readonly reads: RetrieverForm;
  readonly #layout: Layout;
  readonly #tokenizer: Tokenizer;
  readonly #graphs: RetrieverGraphs;
  readonly #title: string;

  private constructor(manifest: PackManifest, layout: Layout, tokenizer: Tokenizer, graphs: RetrieverGraphs) {
    this.dimension = layout.dimension;
    this.scale = layout.scale;
    this.reads = layout.reads;
    this.#layout = layout;
    this.#tokenizer = tokenizer;
    this.#graphs = graphs;
    this.#title = manifest.title;
  }

  /**
   * The pack's retriever, undefined where it has none. It reads neither the transformer nor the image encoder, so that a
   * library can be searched without them. Throws a `StudioError`.
   */
  static async open(pack: InstalledPack, tokenizer: Tokenizer, device: DeviceName = processor) {
    const layout = layoutOf(pack.manifest);
    const { retriever } = pack.manifest;
    if (layout === undefined || retriever === undefined) return undefined;
    const { words } = retriever.text;
    const own = words === undefined ? tokenizer : readTokenizer(await readPackFile(pack, words.tokenizer));
    const text = await readPackFile(pack, retriever.text.file);
    const image = await readPackFile(pack, retriever.image.file);
    return new Retriever(pack.manifest, layout, own, await RetrieverGraphs.open(text, image, layout.reads, device));
  }

  /** One vector for each text; of a text that is too long the beginning counts. */
  async embedTexts(texts: readonly string[]): Promise<Float32Array[]> {
    if (texts.length === 0) return [];
    const rows = texts.map((text) => this.#tokensOf(text));
    const { toLength, maxTokens, pad } = this.#layout;
    const length = toLength ? maxTokens : Math.max(...rows.map((row) => row.length));
    const tokens = new Int32Array(rows.length * length).fill(pad);
    rows.forEach((row, index) => tokens.set(row, index * length));
    return this.#split(await this.#graphs.embedTexts(tokens, rows.length), rows.length);
  }

  /** One vector for each picture, given as {@link reads} says: codes or features of all cells in reading order, or its planes. */
  async embedPictures(pictures: readonly (Int32Array | Float32Array)[]): Promise<Float32Array[]> {
    if (pictures.length === 0) return [];
    const { reads, shape } = this.#layout;
    const size = shape.reduce((product, side) => product * side, 1);
    const all = reads === 'codes' ? new Int32Array(pictures.length * size) : new Float32Array(pictures.length * size);
    pictures.forEach((picture, index) => all.set(picture, index * size));
    return this.#split(await this.#graphs.embedPictures(all, pictures.length, shape), pictures.length);
  }

  dispose(): Promise<void> {
    return this.#graphs.dispose();
  }

  #tokensOf(text: string): number[] {
    const { begin, end, maxTokens } = this.#layout;
    return [...[...begin, ...this.#tokenizer.encodeText(text)].slice(0, maxTokens - end.length), ...end];
  }

  #split({ data, dimension }: Vectors, count: number): Float32Array[] {
    if (dimension !== this.dimension || data.length !== count * dimension) throw this.#contradiction(dimension);
    // Copies: a view would keep the vectors of the whole batch alive.
    return Array.from({ length: count }, (_, row) => data.slice(row * dimension, (row + 1) * dimension));
  }

  #contradiction(dimension: number): StudioError {
    return new StudioError({
      code: 'pack-invalid',
      message: `The retriever of the pack “${this.#title}” gives vectors of ${dimension} numbers instead of ${this.dimension}.`,
      hint: 'Install the pack again, or ask its author for a corrected one.',
    });
  }
}

function layoutOf(manifest: PackManifest): Layout | undefined {
  const { retriever, tokens } = manifest;
  const shape = shapeOf(manifest);
  if (retriever === undefined || shape === undefined) return undefined;
  const { dimension, scale, text, reads } = retriever;
  return { dimension, scale, maxTokens: text.maxTokens, reads, shape, ...framing(text.words, tokens.special) };
}

function framing(
  words: RetrieverWords | undefined,
  { bos, pad }: PackManifest['tokens']['special'],
): Pick<Layout, 'begin' | 'end' | 'pad' | 'toLength'> {
  if (words === undefined) return { begin: [bos], end: [], pad, toLength: false };
  const { begin, end, toLength } = words;
  return { begin: one(begin), end: one(end), pad: words.pad, toLength };
}

function one(id: number | undefined): readonly number[] {
  return id === undefined ? [] : [id];
}

function shapeOf({ image, features, retriever }: PackManifest): readonly number[] | undefined {
  switch (retriever?.reads) {
    case undefined:
      return undefined;
    case 'codes':
      return image?.grid;
    case 'features':
      return features && [features.grid[0] * features.grid[1], features.dimension];
    case 'pixels':
      return retriever.pixels && [3, retriever.pixels.side, retriever.pixels.side];
  }
}
