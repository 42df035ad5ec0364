import { type PackManifest, StudioError } from '../../../preload/contract';
import { cellCount, type Grid } from '../../core/geometry/grid';
import type { Tokenizer } from '../../core/template/tokenizer';
import { Vocabulary } from '../../core/tokens/vocabulary';
import { type InstalledPack, readPackFile } from '../../packs';
import { type DeviceName, processor } from '../devices/device';
import { Retriever } from '../retriever/retriever';
import { ImageGraphs, type Planes, Transformer } from '../sessions';
import { readTokenizer } from '../text/hub-tokenizer';

/** A pack with its graphs open in memory. */
export class LoadedPack {
  readonly manifest: PackManifest;
  readonly hash: string;
  readonly vocabulary: Vocabulary;
  readonly grid: Grid;
  readonly tokenizer: Tokenizer;
  readonly transformer: Transformer;
  /** Undefined in packs without one. */
  readonly retriever: Retriever | undefined;
  readonly #images: ImageGraphs;

  private constructor(
    { manifest, hash }: InstalledPack,
    tokenizer: Tokenizer,
    transformer: Transformer,
    images: ImageGraphs,
    retriever: Retriever | undefined,
  ) {
    const [rows, columns] = manifest.image.grid;
    this.manifest = manifest;
    this.hash = hash;
    this.vocabulary = new Vocabulary(manifest.tokens);
    this.grid = { rows, columns };
    this.tokenizer = tokenizer;
    this.transformer = transformer;
    this.#images = images;
    this.retriever = retriever;
  }

  /** Reads the pack's files, each verified against the manifest as it is read. Throws a `StudioError`. */
  static async open(pack: InstalledPack, device: DeviceName = processor): Promise<LoadedPack> {
    const { text, image } = pack.manifest;
    const tokenizer = readTokenizer(await readPackFile(pack, text.tokenizer));
    const images = await ImageGraphs.open(
      await readPackFile(pack, image.encoder.file),
      await readPackFile(pack, image.decoder.file),
      device,
    );
    const retriever = await Retriever.open(pack, tokenizer, device);
    return new LoadedPack(pack, tokenizer, await openTransformer(pack, device), images, retriever);
  }

  /** Codes of all cells of a picture, in reading order. */
  async encodePicture(planes: Planes): Promise<Int32Array> {
    const codes = await this.#images.encode(planes);
    if (codes.length === cellCount(this.grid)) return codes;
    throw contradiction(this.manifest, `encodes a picture to ${codes.length} codes instead of ${cellCount(this.grid)}`);
  }

  /** The pixels of some or all rows of a picture; `codes` fills whole rows. */
  async decodeRows(codes: Int32Array): Promise<Planes> {
    const { outputPixels } = this.manifest.image;
    const planes = await this.#images.decode(codes, this.grid.columns);
    const height = (outputPixels / this.grid.rows) * (codes.length / this.grid.columns);
    if (planes.width === outputPixels && planes.height === height) return planes;
    const found = `${planes.width} x ${planes.height}`;
    throw contradiction(this.manifest, `draws ${found} pixels instead of ${outputPixels} x ${height}`);
  }

  async dispose(): Promise<void> {
    await this.transformer.dispose();
    await this.#images.dispose();
    await this.retriever?.dispose();
  }
}

/** The first of the pack's graphs that this machine can run. */
async function openTransformer(pack: InstalledPack, device: DeviceName): Promise<Transformer> {
  const failures: unknown[] = [];
  for (const { file } of pack.manifest.transformer.graphs) {
    const bytes = await readPackFile(pack, file);
    try {
      return await Transformer.open(bytes, pack.manifest, device);
    } catch (thrown) {
      failures.push(thrown);
    }
  }
  throw failures.length === 1 ? failures[0] : noGraph(pack, failures);
}

function noGraph({ manifest }: InstalledPack, failures: readonly unknown[]): StudioError {
  return new StudioError({
    code: 'engine-failed',
    message: `None of the transformer graphs of the pack “${manifest.title}” runs on this machine.`,
    detail: failures.map((failure) => (failure instanceof Error ? failure.message : String(failure))).join('\n'),
    hint: 'Use a pack for this kind of machine.',
  });
}

function contradiction({ title }: PackManifest, says: string): StudioError {
  return new StudioError({
    code: 'pack-invalid',
    message: `The model pack “${title}” ${says}, as its manifest says.`,
    hint: 'Install the pack again, or ask its author for a corrected one.',
  });
}
