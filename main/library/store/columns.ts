import type { Field as ArrowField, Schema as ArrowSchema } from 'apache-arrow';
import { Field, FixedSizeList, Float32, Float64, Int32, Schema, Utf8 } from './arrow';

/** The version of the table of photos that this studio writes. */
export const storeVersion = 3;

/** A column, and the version of the table that brought it in. */
type Column = { readonly since: number; readonly field: ArrowField };

const text = (name: string, nullable = false) => new Field(name, new Utf8(), nullable);
const number = (name: string) => new Field(name, new Float64(), false);
const whole = (name: string) => new Field(name, new Int32(), false);

export const photoColumns: readonly Column[] = [
  ...[text('id'), text('path'), text('folder'), text('name'), text('content')].map((field) => ({ since: 1, field })),
  ...[number('bytes'), number('modified'), number('taken')].map((field) => ({ since: 1, field })),
  ...[whole('width'), whole('height')].map((field) => ({ since: 1, field })),
  ...[text('format'), text('kind'), text('caption', true), text('prompt', true)].map((field) => ({ since: 1, field })),
  // Version 1 could not tell near-copies.
  { since: 2, field: text('print', true) },
  // Made of the others: the words in small letters, and all as JSON. A search reads one column in place of three and of fifteen.
  ...[text('said', true), text('facts', true)].map((field) => ({ since: 3, field })),
];

export const problemColumns: readonly ArrowField[] = [
  ...[text('path'), text('folder'), text('reason'), text('message')],
  ...[number('bytes'), number('modified')],
];

export function photoSchema(): ArrowSchema {
  return new Schema(photoColumns.map(({ field }) => field));
}

/** Vectors of one retriever; null for photos that it has not seen. */
export function vectorField(name: string, dimension: number): ArrowField {
  return new Field(name, new FixedSizeList(dimension, new Field('item', new Float32(), true)), true);
}
