import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JournalRecord, encodeRecord, readRecords } from '../../../../main/documents/journal/record';
import { applyChange, replay } from '../../../../main/documents/journal/replay';
import { type DocumentChange, LayerId, type StudioDocument } from '../../../../preload/contract';

const blank: StudioDocument = {
  ...{ version: 1, width: 256, height: 256, frame: { x: 0, y: 0, width: 256, height: 256 } },
  layers: [],
};

const side = fc.integer({ min: 1, max: 4096 });
const rect = fc.record({ x: fc.integer(), y: fc.integer(), width: side, height: side });
const layerId = fc.constantFrom('box-1', 'box-2', 'box-3', 'box-4').map((id) => LayerId.parse(id));
const layer = fc
  .record({
    id: layerId,
    name: fc.string({ unit: 'binary', maxLength: 30 }),
    label: fc.string({ maxLength: 30 }),
    rect,
  })
  .map((box) => ({ type: 'box' as const, visible: true, locked: false, opacity: 1, ...box }));
const change: fc.Arbitrary<DocumentChange> = fc.record(
  {
    layers: fc.uniqueArray(layer, { selector: ({ id }) => id, maxLength: 3 }),
    order: fc.uniqueArray(layerId),
    canvas: fc.record({ width: side, height: side, frame: rect }),
  },
  { requiredKeys: ['layers', 'order'] },
);
const journal = fc
  .array(change, { maxLength: 8 })
  .map((changes): JournalRecord[] => [
    { kind: 'base', name: 'boat', unsaved: false, document: blank },
    ...changes.map((each) => ({ kind: 'change' as const, change: each })),
  ]);

const encode = (records: readonly JournalRecord[]) =>
  new Uint8Array(Buffer.concat(records.map((record, number) => encodeRecord(record, number))));

describe('a journal', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(journal, (records) => {
        const bytes = encode(records);
        expect(readRecords(bytes)).toEqual({ records, soundBytes: bytes.length });
      }),
    );
  });

  test('that is cut off anywhere gives all records that are whole, and says where they end', () => {
    fc.assert(
      fc.property(journal, fc.nat(), (records, cut) => {
        const bytes = encode(records);
        const { records: read, soundBytes } = readRecords(bytes.subarray(0, cut % (bytes.length + 1)));
        expect(read).toEqual(records.slice(0, read.length));
        expect(encode(read).length).toBe(soundBytes);
        expect(soundBytes).toBeLessThanOrEqual(cut % (bytes.length + 1));
      }),
    );
  });

  test('with any byte changed gives no record that was not written', () => {
    fc.assert(
      fc.property(journal, fc.nat(), fc.integer({ min: 1, max: 255 }), (records, place, flip) => {
        const bytes = encode(records);
        const index = place % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ flip;
        const { records: read } = readRecords(bytes);
        expect(read).toEqual(records.slice(0, read.length));
        expect(read.length).toBeLessThan(records.length);
      }),
    );
  });

  test('of anything at all is read without failing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(readRecords(bytes).records).toEqual([]);
      }),
    );
  });

  test('stops where a record is missing or comes twice', () => {
    const records: JournalRecord[] = [0, 1, 2].map(() => ({ kind: 'change', change: { layers: [], order: [] } }));
    const [first, second, third] = records.map((record, number) => encodeRecord(record, number));
    if (first === undefined || second === undefined || third === undefined) throw new Error('three records');
    expect(readRecords(new Uint8Array(Buffer.concat([first, third]))).records).toHaveLength(1);
    expect(readRecords(new Uint8Array(Buffer.concat([first, second, second]))).records).toHaveLength(2);
  });
});

describe('replaying', () => {
  test('makes one change after the other', () => {
    fc.assert(
      fc.property(journal, (records) => {
        const changes = records.flatMap((record) => (record.kind === 'change' ? [record.change] : []));
        expect(replay(records)?.project).toEqual({
          ...{ name: 'boat', unsaved: changes.length > 0 },
          document: changes.reduce(applyChange, blank),
        });
      }),
    );
  });

  test('tells what the project is if a saving came about that was begun', () => {
    const mark = { modified: 1, bytes: 2, node: 3 };
    const saving: JournalRecord = { kind: 'saving', name: 'sea', path: '/sea.brookesia', mark };
    fc.assert(
      fc.property(journal, journal, ([base, ...before], [, ...after]) => {
        if (base === undefined) throw new Error('a journal has a base');
        const replayed = replay([base, ...before, saving, ...after]);
        const { document } = replay([base, ...before, ...after])?.project ?? {};
        expect(replayed?.project).toMatchObject({ name: 'boat', document });
        expect(replayed?.ifSaved).toEqual({
          name: 'sea',
          path: '/sea.brookesia',
          mark,
          unsaved: after.length > 0,
          document,
        });
      }),
    );
  });

  test('the same change twice is the same as once', () => {
    fc.assert(
      fc.property(change, change, (one, other) => {
        const once = applyChange(applyChange(blank, one), other);
        expect(applyChange(once, other)).toEqual(once);
      }),
    );
  });

  test('needs a base of a version that is known', () => {
    expect(replay([])).toBeUndefined();
    expect(replay([{ kind: 'change', change: { layers: [], order: [] } }])).toBeUndefined();
    const later = { ...blank, version: 99 };
    expect(replay([{ kind: 'base', name: 'boat', unsaved: true, document: later }])).toBeUndefined();
  });
});
