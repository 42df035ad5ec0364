import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { readProject, writeProject } from '../../../../main/documents/project';
import { type Layer, LayerId, type Snapshot, type StudioDocument } from '../../../../preload/contract';
import { sampleProject } from '../../../support/sample-project';
import { temporaryFolder } from '../../../support/temporary-pack';

const { pictures } = await sampleProject();
const assets = fc.constantFrom(...pictures.keys());
const size = fc.integer({ min: 1, max: 65_536 });
const finite = { noNaN: true, noDefaultInfinity: true } as const;
const length = fc.double({ min: 0.001, max: 1e5, ...finite });
const place = fc.double({ min: -1e5, max: 1e5, ...finite }).map((number) => number + 0);
const rect = fc.record({ x: place, y: place, width: length, height: length });
const share = fc.double({ min: 0, max: 1, ...finite }).map((number) => number + 0);
/** What JSON in UTF-8 can hold: no half of a pair. */
const name = fc.string({ unit: 'grapheme', maxLength: 60 });
const base = { name, visible: fc.boolean(), locked: fc.boolean(), opacity: share, rect };
const group = fc.string({ minLength: 1, maxLength: 9 });

const layer = fc.oneof(
  fc.record(
    {
      type: fc.constant('picture' as const),
      ...base,
      asset: assets,
      original: assets,
      group,
      rotation: fc.integer({ min: -360, max: 360 }),
    },
    { requiredKeys: ['type', 'name', 'visible', 'locked', 'opacity', 'rect', 'asset'] },
  ),
  fc.record({ type: fc.constant('box' as const), ...base, label: name }),
  fc.record({
    ...{ type: fc.constant('control' as const), ...base, asset: assets, strength: share },
    control: fc.constantFrom('edges', 'segmentation', 'depth', 'sketch'),
  }),
  fc.record({ type: fc.constant('mask' as const), ...base, asset: assets }),
);

const document = fc
  .record({
    version: fc.constant(1 as const),
    width: size,
    height: size,
    frame: rect,
    layers: fc.array(layer, { maxLength: 8 }),
  })
  .map(({ layers, ...rest }): StudioDocument => ({ ...rest, layers: layers.map(numbered) }));

function numbered(each: Omit<Layer, 'id'>, index: number): Layer {
  return { ...each, id: LayerId.parse(`layer-${index}`) } as Layer;
}

const snapshots = fc.array(document, { maxLength: 2 }).map((documents) =>
  documents.map((each, index): Snapshot => ({
    id: `snapshot-${`${index}`.padStart(16, '0')}`,
    name: `try ${index}`,
    made: index,
    document: each,
  })),
);

test('what was saved is opened as it was, whatever it is', async () => {
  const path = join(await temporaryFolder(onTestFinished), 'boat.brookesia');
  await fc.assert(
    fc.asyncProperty(document, snapshots, async (saved, kept) => {
      await writeProject(path, { document: saved, snapshots: kept, pictures, studio: '0.1.0' });
      const opened = await readProject(path, path);
      expect(opened.problems).toEqual([]);
      expect(opened.document).toEqual(saved);
      expect(opened.snapshots).toEqual(kept);
      expect([...opened.pictures]).toEqual([...pictures]);
    }),
    { numRuns: 60, seed: 8 },
  );
}, 60_000);
