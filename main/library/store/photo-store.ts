import { type Connection, Index, type Table, connect } from '@lancedb/lancedb';
import type { FolderId, PhotoFilter, PhotoId } from '../../../preload/contract';
import type { Photo, Problem } from '../photo';
import { Schema } from './arrow';
import { photoSchema, problemColumns, vectorField } from './columns';
import { openPhotos } from './migrate';
import { digestOf, factsColumn, readPhoto, readProblem, readVector } from './photo-rows';
import { all, literal, whereOf, whereWords } from './where';

/** Which vectors are meant: `key` names the retriever that made them. */
export type Space = { readonly key: string; readonly dimension: number };

export type NewPhoto = { readonly photo: Photo; readonly vector: Float32Array | undefined };
/** A photo near a query; `score` is the inner product, -1..1. */
export type Near = { readonly photo: Photo; readonly score: number; readonly vector: Float32Array | undefined };

/** Photos from which on an index pays; below, every vector is compared. */
const indexedFrom = 5_000;
/** Parts of the index that a query looks into; docs/decisions/025-library-at-scale.md says what more and fewer of them give. */
const probes = 144;

/**
 * The table of photos, on the disk in LanceDB. A write is done whole or not at all, also when the process dies. One process
 * writes at a time; any number may read.
 */
export class PhotoStore {
  readonly #photos: Table;
  readonly #problems: Table;
  #space: Space | undefined;
  /** Two writes at once would be in each other's way. */
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(photos: Table, problems: Table) {
    this.#photos = photos;
    this.#problems = problems;
  }

  /** Opens or makes the store in a folder, brought up to this version. Throws `library-unavailable` for a newer one. */
  static async open(folder: string): Promise<PhotoStore> {
    // Another process may have written: what is read is at most this many seconds old.
    const connection = await connect(folder, { readConsistencyInterval: 1 });
    const photos = await openPhotos(connection, photoSchema());
    return new PhotoStore(photos, await openProblems(connection));
  }

  /** From now on vectors are those of this retriever; room for them is made where there is none. */
  async use(space: Space | undefined): Promise<void> {
    this.#space = space;
    if (space === undefined) return;
    const { fields } = await this.#photos.schema();
    const name = columnOf(space);
    if (fields.some((field) => field.name === name)) return;
    await this.#photos.addColumns([vectorField(name, space.dimension)]);
  }

  /** Puts photos in, in place of what is known under their paths. */
  async put(photos: readonly NewPhoto[]): Promise<void> {
    if (photos.length === 0) return;
    await this.#next(async () => {
      await this.#photos
        .mergeInsert('path')
        .whenMatchedUpdateAll()
        .whenNotMatchedInsertAll()
        .execute(photos.map((each) => this.#rowOf(each)));
      await this.#forgetProblems(photos.map(({ photo }) => photo.path));
    });
  }

  /** Words about the photo at a path. */
  async caption(path: string, text: string): Promise<void> {
    await this.#next(async () => {
      const found = await this.#one(`path = ${literal(path)}`);
      if (found === undefined) return;
      const row = { path, caption: text, ...digestOf({ ...found.photo, caption: text }) };
      await this.#photos.mergeInsert('path').whenMatchedUpdateAll().execute([row]);
    });
  }

  async putProblems(problems: readonly Problem[]): Promise<void> {
    if (problems.length === 0) return;
    const rows = problems.map((problem) => ({ ...problem }));
    const paths = problems.map(({ path }) => path);
    await this.#next(async () => {
      await this.#problems.mergeInsert('path').whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(rows);
      await this.#removePaths(this.#photos, paths);
    });
  }

  async remove(paths: readonly string[]): Promise<void> {
    await this.#next(async () => {
      await this.#removePaths(this.#photos, paths);
      await this.#forgetProblems(paths);
    });
  }

  async removeFolder(folder: FolderId): Promise<void> {
    await this.#next(async () => {
      await this.#photos.delete(`folder = ${literal(folder)}`);
      await this.#problems.delete(`folder = ${literal(folder)}`);
    });
  }

  /** Everything that is known of a folder's files, sound and not. */
  async knownIn(folder: FolderId): Promise<{ photos: Photo[]; problems: Problem[] }> {
    const where = `folder = ${literal(folder)}`;
    const [photos, problems] = await Promise.all([
      this.#photos.query().where(where).select([factsColumn]).toArray(),
      this.#problems.query().where(where).toArray(),
    ]);
    return { photos: photos.map(readPhoto), problems: problems.map(readProblem) };
  }

  async byContent(content: string): Promise<NewPhoto | undefined> {
    return this.#one(`content = ${literal(content)}`);
  }

  async byId(id: PhotoId): Promise<NewPhoto | undefined> {
    return this.#one(`id = ${literal(id)}`);
  }

  /** Newest first. */
  async page(filter: PhotoFilter, offset: number, limit: number): Promise<{ photos: Photo[]; total: number }> {
    const where = whereOf(filter);
    // What rows are ordered by has to be read with them.
    const query = this.#photos.query().select([factsColumn, 'taken', 'path']);
    if (where !== undefined) query.where(where);
    const order = [
      { columnName: 'taken', ascending: false },
      { columnName: 'path', ascending: true },
    ];
    const [rows, total] = await Promise.all([
      query.orderBy(order).limit(limit).offset(offset).toArray(),
      this.#photos.countRows(where),
    ]);
    return { photos: rows.map(readPhoto), total };
  }

  /** The photos with the largest inner product; photos without a vector are left out. */
  async nearest(vector: Float32Array, filter: PhotoFilter, limit: number): Promise<Near[]> {
    if (this.#space === undefined) return [];
    const column = columnOf(this.#space);
    const where = whereOf(filter);
    // All vectors have length 1: what is nearest has the largest product. The index for products finds too little.
    const query = this.#photos.query().nearestTo(vector).column(column).distanceType('l2').nprobes(probes);
    if (where !== undefined) query.where(where);
    const rows: unknown[] = await query.select([factsColumn, column, '_distance']).limit(limit).toArray();
    return rows.flatMap((row) => {
      const own = readVector(valueOf(row, column));
      // To ask the store for this would have it read all vectors for every query.
      if (own === undefined) return [];
      return [{ photo: readPhoto(row), score: 1 - Number(valueOf(row, '_distance')) / 2, vector: own }];
    });
  }

  /** Photos whose name, caption or prompt holds every one of the words, newest first. */
  async saying(words: readonly string[], filter: PhotoFilter, limit: number): Promise<NewPhoto[]> {
    const where = all(whereWords(words), whereOf(filter)) ?? 'true';
    const query = this.#photos
      .query()
      .where(where)
      .select([...this.#fields(), 'taken']);
    const rows: unknown[] = await query.orderBy({ columnName: 'taken', ascending: false }).limit(limit).toArray();
    return rows.map((row) => this.#readNew(row));
  }

  /** Photos that the present retriever has not seen. */
  async unseen(limit: number): Promise<Photo[]> {
    if (this.#space === undefined) return [];
    const where = `${columnOf(this.#space)} IS NULL`;
    const rows: unknown[] = await this.#photos.query().where(where).select([factsColumn]).limit(limit).toArray();
    return rows.map(readPhoto);
  }

  /** Vectors of any photos. */
  async sample(limit: number): Promise<Float32Array[]> {
    if (this.#space === undefined) return [];
    const column = columnOf(this.#space);
    const rows: unknown[] = await this.#photos
      .query()
      .where(`${column} IS NOT NULL`)
      .select([column])
      .limit(limit)
      .toArray();
    return rows.flatMap((row) => readVector(valueOf(row, column)) ?? []);
  }

  async counts(): Promise<{ photos: Map<string, number>; problems: Map<string, number> }> {
    const [photos, problems] = await Promise.all([countByFolder(this.#photos), countByFolder(this.#problems)]);
    return { photos, problems };
  }

  async problems(offset: number, limit: number): Promise<{ problems: Problem[]; total: number }> {
    const order = { columnName: 'path', ascending: true };
    const [rows, total] = await Promise.all([
      this.#problems.query().orderBy(order).limit(limit).offset(offset).toArray(),
      this.#problems.countRows(),
    ]);
    return { problems: rows.map(readProblem), total };
  }

  /** Every content that a photo has, once. */
  async contents(): Promise<Set<string>> {
    const rows: unknown[] = await this.#photos.query().select(['content']).toArray();
    return new Set(rows.map((row) => String(valueOf(row, 'content'))));
  }

  /** Joins the pieces that many small writes left, and brings the index up to date where one pays. */
  tidy(): Promise<void> {
    return this.#next(() => this.#tidy());
  }

  async #tidy(): Promise<void> {
    await this.#photos.optimize({ cleanupOlderThan: new Date() });
    await this.#problems.optimize({ cleanupOlderThan: new Date() });
    if (this.#space === undefined) return;
    const column = columnOf(this.#space);
    const seen = await this.#photos.countRows(`${column} IS NOT NULL`);
    const indices = await this.#photos.listIndices();
    if (seen < indexedFrom || indices.some(({ columns }) => columns.includes(column))) return;
    const numPartitions = Math.round(Math.sqrt(seen));
    await this.#photos.createIndex(column, { config: Index.ivfFlat({ distanceType: 'l2', numPartitions }) });
  }

  close(): void {
    this.#photos.close();
    this.#problems.close();
  }

  #next<T>(write: () => Promise<T>): Promise<T> {
    const written = this.#writing.then(write);
    this.#writing = written.catch(() => undefined);
    return written;
  }

  #fields(): string[] {
    return this.#space === undefined ? [factsColumn] : [factsColumn, columnOf(this.#space)];
  }

  async #one(where: string): Promise<NewPhoto | undefined> {
    const rows: unknown[] = await this.#photos.query().where(where).select(this.#fields()).limit(1).toArray();
    const [row] = rows;
    return row === undefined ? undefined : this.#readNew(row);
  }

  #readNew(row: unknown): NewPhoto {
    const vector = this.#space && readVector(valueOf(row, columnOf(this.#space)));
    return { photo: readPhoto(row), vector };
  }

  #rowOf({ photo, vector }: NewPhoto): Record<string, unknown> {
    const row = { ...photo, ...digestOf(photo) };
    if (this.#space === undefined) return row;
    return { ...row, [columnOf(this.#space)]: vector === undefined ? null : [...vector] };
  }

  async #forgetProblems(paths: readonly string[]): Promise<void> {
    // To remove nothing is a write, too.
    if ((await this.#problems.countRows()) > 0) await this.#removePaths(this.#problems, paths);
  }

  async #removePaths(table: Table, paths: readonly string[]): Promise<void> {
    for (let start = 0; start < paths.length; start += removedAtOnce) {
      const some = paths.slice(start, start + removedAtOnce);
      await table.delete(`path IN (${some.map(literal).join(', ')})`);
    }
  }
}

const removedAtOnce = 500;

function columnOf({ key }: Space): string {
  return `vector_${key}`;
}

async function openProblems(connection: Connection): Promise<Table> {
  return connection.createEmptyTable('problems', new Schema([...problemColumns]), { existOk: true });
}

async function countByFolder(table: Table): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const batch of table.query().select(['folder'])) {
    for (const folder of batch.getChild('folder') ?? []) {
      counts.set(String(folder), (counts.get(String(folder)) ?? 0) + 1);
    }
  }
  return counts;
}

function valueOf(row: unknown, name: string): unknown {
  return typeof row === 'object' && row !== null ? Reflect.get(row, name) : undefined;
}
