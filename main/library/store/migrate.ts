import type { Connection, Table } from '@lancedb/lancedb';
import type { Schema } from 'apache-arrow';
import { StudioError } from '../../../preload/contract';
import { Field } from './arrow';
import { photoColumns, storeVersion } from './columns';

const tableName = 'photos';
const versionKey = 'brookesia.store';

/** Opens the table of photos, made or brought up to the present version. Throws `library-unavailable` for a newer one. */
export async function openPhotos(connection: Connection, schema: Schema): Promise<Table> {
  const names = await connection.tableNames();
  if (!names.includes(tableName)) return createPhotos(connection, schema);
  const table = await connection.openTable(tableName);
  const found = await versionOf(table);
  if (found > storeVersion) throw tooNew(found);
  if (found < storeVersion) await bringUp(table, found);
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

/**
 * New columns are made of older ones, or come in empty; then their photos look changed, and the next scan reads them again
 * and fills them.
 */
async function bringUp(table: Table, version: number): Promise<void> {
  const added = photoColumns.filter(({ since }) => since > version);
  const empty = added.filter(({ from }) => from === undefined);
  if (empty.length > 0) {
    await table.addColumns(empty.map(({ field: { name, type } }) => new Field(name, type, true)));
    await table.update({ valuesSql: { modified: '-1.0' } });
  }
  const made = added.flatMap(({ field: { name }, from }) => (from === undefined ? [] : [{ name, valueSql: from }]));
  if (made.length > 0) await table.addColumns(made);
}

function tooNew(found: number): StudioError {
  return new StudioError({
    code: 'library-unavailable',
    message: `The photo library was written by a newer studio (version ${found}, this one knows ${storeVersion}).`,
    hint: 'Use the newer studio. Your photos themselves are not affected.',
  });
}
