import type { Connection, Table } from '@lancedb/lancedb';
import type { Schema } from 'apache-arrow';
import { StudioError } from '../../../preload/contract';
import { Field } from './arrow';
import { photoColumns, storeVersion } from './columns';
import { digestOf, photoColumnNames, readPhotoColumns } from './photo-rows';

const tableName = 'photos';
const versionKey = 'brookesia.store';
/** The last version that brought in what only the photos tell. */
const lastToldByPhotos = 2;
const filledAtOnce = 5_000;

/** Opens the table of photos, made or brought up to the present version. Throws `library-unavailable` for a newer one. */
export async function openPhotos(connection: Connection, schema: Schema): Promise<Table> {
  const names = await connection.tableNames();
  if (!names.includes(tableName)) return createPhotos(connection, schema);
  const table = await connection.openTable(tableName);
  const found = await versionOf(table);
  if (found > storeVersion) throw tooNew(found);
  if (found < storeVersion) await bringUp(table, found);
  await fillDigests(table);
  return table;
}

async function createPhotos(connection: Connection, schema: Schema): Promise<Table> {
  schema.metadata.set(versionKey, String(storeVersion));
  return connection.createEmptyTable(tableName, schema, { existOk: true });
}

/** The newest version of which the table has all columns; what a newer studio adds it marks in the metadata. */
async function versionOf(table: Table): Promise<number> {
  const { fields, metadata } = await table.schema();
  const names = new Set(fields.map(({ name }) => name));
  const missing = photoColumns.filter(({ field }) => !names.has(field.name)).map(({ since }) => since);
  return missing.length === 0 ? Number(metadata.get(versionKey) ?? storeVersion) : Math.min(...missing) - 1;
}

/** New columns come in empty. Where the photos themselves have to tell what is in them, the next scan reads those again. */
async function bringUp(table: Table, version: number): Promise<void> {
  const { fields } = await table.schema();
  const there = new Set(fields.map(({ name }) => name));
  const added = photoColumns.filter(({ field }) => !there.has(field.name));
  await table.addColumns(added.map(({ field: { name, type } }) => new Field(name, type, true)));
  if (version < lastToldByPhotos) await table.update({ valuesSql: { modified: '-1.0' } });
}

/** Fills what is made of other columns. A process that died over it left some of it to the next one. */
async function fillDigests(table: Table): Promise<void> {
  const where = 'facts IS NULL';
  let left = await table.countRows(where);
  if (left === 0) return;
  for (; left > 0; left = await table.countRows(where)) {
    const rows: unknown[] = await table.query().where(where).select(photoColumnNames).limit(filledAtOnce).toArray();
    const digests = rows.map(readPhotoColumns).map((photo) => ({ path: photo.path, ...digestOf(photo) }));
    await table.mergeInsert('path').whenMatchedUpdateAll().execute(digests);
  }
  // The index knows nothing of rows that were written anew.
  await table.optimize();
}

function tooNew(found: number): StudioError {
  return new StudioError({
    code: 'library-unavailable',
    message: `The photo library was written by a newer studio (version ${found}, this one knows ${storeVersion}).`,
    hint: 'Use the newer studio. Your photos themselves are not affected.',
  });
}
