import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Layer, ProjectFile, Recipe, Snapshot, StudioDocument, documentVersion } from '../../../../preload/contract';

const text = await readFile(join(import.meta.dirname, '../../../../docs/project-format.md'), 'utf8');

test.each([
  ['the file', Object.keys(ProjectFile.shape)],
  ['a snapshot', Object.keys(Snapshot.shape)],
  ['the document', Object.keys(StudioDocument.shape)],
  ['a recipe', Object.keys(Recipe.shape)],
  ['a layer', Layer.options.flatMap((layer) => Object.keys(layer.shape))],
])('every field of %s is explained', (_what, fields) => {
  expect(fields.filter((field) => !text.includes(`\`${field}\``))).toEqual([]);
});

test('every kind of layer is explained, and the version is the present one', () => {
  const kinds = Layer.options.map((layer) => layer.shape.type.value);
  expect(kinds.filter((kind) => !text.includes(`| \`${kind}\``))).toEqual([]);
  expect(text).toContain(`now \`${documentVersion}\``);
});
