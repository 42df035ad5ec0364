import type { Field as ArrowField, Schema as ArrowSchema } from 'apache-arrow';
import { Field, FixedSizeList, Float32, Float64, Int32, Schema, Utf8 } from './arrow';

/** The version of the table of photos that this studio writes. */
export const storeVersion = 3;

/** A column, and the version of the table that brought it in. `from` makes it of older ones, in the store's query language. */
type Column = { readonly since: number; readonly field: ArrowField; readonly from?: string };

/** All words about a photo in small letters: what searches for words look through. */
export const saidFrom = (caption: string) =>
  `lower(concat(name, ' ', coalesce(${caption}, ''), ' ', coalesce(prompt, '')))`;

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
  // Version 2 put the words together for every search.
  { since: 3, field: text('said', true), from: saidFrom('caption') },
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
