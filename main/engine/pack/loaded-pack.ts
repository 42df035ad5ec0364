import { type PackManifest, StudioError } from '../../../preload/contract';
import { cellCount, type Grid } from '../../core/geometry/grid';
import type { FeatureReader as FeatureTokens } from '../../core/template/prompt';
import type { Tokenizer } from '../../core/template/tokenizer';
import { Vocabulary } from '../../core/tokens/vocabulary';
import { type InstalledPack, readPackFile } from '../../packs';
import { type DeviceName, processor } from '../devices/device';
import { Familiar } from '../reading/familiar';
import { FeatureReader } from '../reading/feature-reader';
import { PictureReader } from '../reading/picture-reader';
import { RegionFinder } from '../reading/region-finder';
import { Retriever } from '../retriever/retriever';
import { ImageGraphs, type Planes, Transformer } from '../sessions';
import { readTokenizer } from '../text/hub-tokenizer';
import { codecOf } from './codec-of';
import { contradiction } from './contradiction';
import { featureTokens } from './feature-tokens';

/** The graphs of a pack, open. */
type Graphs = {
  readonly transformer: Transformer;
  /** Undefined in packs that do not draw. */
  readonly images: ImageGraphs | undefined;
  readonly features: FeatureReader | undefined;
  readonly familiar: Familiar | undefined;
  readonly retriever: Retriever | undefined;
};

/** A pack with its graphs open in memory. */
export class LoadedPack {
  readonly manifest: PackManifest;
  readonly hash: string;
  readonly vocabulary: Vocabulary;
  /** Of what it draws; of what it reads where it does not draw. */
  readonly grid: Grid;
  readonly tokenizer: Tokenizer;
  /** How its templates read pictures as vectors; undefined where they do not. */
  readonly features: FeatureTokens | undefined;
  readonly pictures: PictureReader;
  readonly #graphs: Graphs;
  readonly #openRegions: () => Promise<RegionFinder | undefined>;
  #regions: Promise<RegionFinder | undefined> | undefined;

  private constructor(pack: InstalledPack, tokenizer: Tokenizer, graphs: Graphs, device: DeviceName) {
    const { manifest, hash } = pack;
    this.#openRegions = () => RegionFinder.open(pack, device);
    const [rows, columns] = (manifest.image ?? manifest.features)?.grid ?? [1, 1];
    this.manifest = manifest;
    this.hash = hash;
    this.vocabulary = new Vocabulary(manifest.tokens);
    this.grid = { rows, columns };
    this.tokenizer = tokenizer;
    this.features = featureTokens(manifest, tokenizer);
    this.#graphs = graphs;
    const { image } = manifest;
    const codes = image && {
      ...{ pixels: image.pixels, shape: image.grid },
      encode: (planes: Planes) => this.encodePicture(planes),
    };
    const { features, familiar } = graphs;
    this.pictures = new PictureReader({ ...(codes && { codes }), features, familiar });
  }

  /** Reads the pack's files, each verified against the manifest as it is read. Throws a `StudioError`. */
  static async open(pack: InstalledPack, device: DeviceName = processor): Promise<LoadedPack> {
    const tokenizer = readTokenizer(await readPackFile(pack, pack.manifest.text.tokenizer));
    return new LoadedPack(
      pack,
      tokenizer,
      {
        images: await openImages(pack, device),
        features: await FeatureReader.open(pack, device),
        familiar: await Familiar.open(pack, device),
        retriever: await Retriever.open(pack, tokenizer, device),
        transformer: await openTransformer(pack, device),
      },
      device,
    );
  }

  get transformer(): Transformer {
    return this.#graphs.transformer;
  }

  /** Undefined in packs without one. */
  get retriever(): Retriever | undefined {
    return this.#graphs.retriever;
  }

  /** Codes of all cells of a picture, in reading order. */
  async encodePicture(planes: Planes): Promise<Int32Array> {
    const codes = await this.#images().encode(planes);
    if (codes.length === cellCount(this.grid)) return codes;
    throw contradiction(
      this.manifest.title,
      `encodes a picture to ${codes.length} codes instead of ${cellCount(this.grid)}`,
    );
  }

  /** The pixels of some or all rows of a picture; `codes` fills whole rows. */
  async decodeRows(codes: Int32Array): Promise<Planes> {
    const { outputPixels } = codecOf(this.manifest);
    const planes = await this.#images().decode(codes, this.grid.columns);
    const height = (outputPixels / this.grid.rows) * (codes.length / this.grid.columns);
    if (planes.width === outputPixels && planes.height === height) return planes;
    const found = `${planes.width} x ${planes.height}`;
    throw contradiction(this.manifest.title, `draws ${found} pixels instead of ${outputPixels} x ${height}`);
  }

  /** Opened with the first edit: descriptions and answers need none. Undefined in packs without one. */
  async regionFinder(): Promise<RegionFinder | undefined> {
    const opening = (this.#regions ??= this.#openRegions());
    // One that failed is tried anew next time.
    opening.catch(() => (this.#regions = undefined));
    return opening;
  }

  async dispose(): Promise<void> {
    for (const graph of Object.values(this.#graphs)) await graph?.dispose();
    await (await this.#regions?.catch(() => undefined))?.dispose();
  }

  /** Throws `task-unsupported` in packs that do not draw. */
  #images(): ImageGraphs {
    const { images } = this.#graphs;
    if (images !== undefined) return images;
    codecOf(this.manifest);
    throw new RangeError('A pack that draws has graphs for it.');
  }
}

async function openImages(pack: InstalledPack, device: DeviceName): Promise<ImageGraphs | undefined> {
  const { image } = pack.manifest;
  if (image === undefined) return undefined;
  const encoder = await readPackFile(pack, image.encoder.file);
  return ImageGraphs.open(encoder, await readPackFile(pack, image.decoder.file), device);
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
