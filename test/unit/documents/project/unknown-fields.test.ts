import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withUnknownFields } from '../../../../main/documents/project/unknown-fields';
import { AssetId, type ProjectFile, ProjectFile as Schema } from '../../../../preload/contract';
import { sampleProject } from '../../../support/sample-project';

const { document } = await sampleProject();
const file: ProjectFile = { format: 'brookesia-project', studio: '0.1.0', document, pictures: [] };

/** Fields whose names no version knows. */
const unknownFields = fc.dictionary(
  fc.oneof(
    fc.string({ maxLength: 8 }).map((text) => `later ${text}`),
    fc.constant('__proto__'),
  ),
  fc.jsonValue({ maxDepth: 2 }),
  { maxKeys: 3 },
);

const fromLater = fc
  .tuple(unknownFields, unknownFields, unknownFields, unknownFields, unknownFields)
  .map(([top, canvas, frame, layer, inner]): unknown => {
    const [first, second, ...rest] = document.layers;
    const layers = [{ ...first, ...layer, rect: { ...first?.rect, ...inner } }, { ...second, ...inner }, ...rest];
    return { ...file, ...top, document: { ...document, ...canvas, frame: { ...document.frame, ...frame }, layers } };
  });

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('fields that a later studio wrote', () => {
  test('survive opening and saving, wherever they are', () => {
    fc.assert(
      fc.property(fromLater, (written) => {
        const origin = throughJson(written);
        expect(throughJson(withUnknownFields(Schema.parse(origin), origin))).toEqual(origin);
      }),
    );
  });

  test('stay with their layer when others are moved, changed and removed', () => {
    const [first, second, third] = document.layers;
    if (first === undefined || second === undefined || third === undefined) throw new Error('three layers');
    const origin = { ...file, document: { ...document, layers: [first, { ...second, glow: 3 }, third], mood: 'calm' } };
    const now = { ...file, document: { ...document, layers: [{ ...second, opacity: 0.2 }, first] } };
    expect(withUnknownFields(now, origin)).toEqual({
      ...file,
      document: { ...document, mood: 'calm', layers: [{ ...second, opacity: 0.2, glow: 3 }, first] },
    });
  });

  test('stay with their snapshot and their picture when another one comes', () => {
    const [first] = document.layers;
    if (first?.type !== 'picture') throw new Error('a picture');
    const then = { ...document, layers: [{ ...first, glow: 3 }], mood: 'calm' };
    const snapshot = { id: 'snapshot-0000000000000001', name: 'a boat', made: 1, document: then, colour: 'red' };
    const picture = { asset: first.asset, file: `pictures/${first.asset}.png`, taken: 1984 };
    const origin = { ...file, snapshots: [snapshot], pictures: [picture] };
    const known = Schema.parse(origin);
    const other = { id: 'snapshot-0000000000000002', name: 'another', made: 2, document };
    const added = { asset: AssetId.parse('0'.repeat(64)), file: `pictures/${'0'.repeat(64)}.png` };
    const now = { ...known, snapshots: [other, ...(known.snapshots ?? [])], pictures: [added, ...known.pictures] };
    expect(withUnknownFields(now, origin)).toEqual({
      ...file,
      snapshots: [other, snapshot],
      pictures: [added, picture],
    });
  });

  test('go with the value that they belonged to', () => {
    const frame = { ...document.frame, snap: true };
    const moved = { x: 1, y: 2, width: 3, height: 4 };
    const now = { ...file, document: { ...document, frame: moved } };
    expect(withUnknownFields(now, { ...file, document: { ...document, frame } })).toEqual(now);
  });

  test('are none where there was no file', () => {
    expect(withUnknownFields(file, undefined)).toBe(file);
  });
});
