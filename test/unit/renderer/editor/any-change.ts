import fc from 'fast-check';
import { AssetId, type Layer, type StudioDocument } from '../../../../preload/contract';
import {
  freeGroup,
  groupLayers,
  moveLayers,
  moveTo,
  pasteLayers,
  removeLayers,
  reorder,
} from '../../../../renderer/editor/arrange';
import { planBoxes } from '../../../../renderer/editor/boxes';
import {
  addLayer,
  become,
  changeAt,
  placeAbove,
  placePicture,
  removeLayer,
  setCanvas,
  updateLayer,
} from '../../../../renderer/editor/changes';
import { addControl, controlKinds, follow } from '../../../../renderer/editor/controls';
import type { Diff } from '../../../../renderer/editor/diff';
import { emptyDocument, freeLayerId } from '../../../../renderer/editor/document';
import { selectedLayers } from '../../../../renderer/editor/selection';
import { uncover } from '../../../../renderer/editor/uncover';
import { recipe } from '../support/samples';

type MakeDiff = (document: StudioDocument) => Diff;

const place = fc.integer({ min: 0, max: 20 });
const length = fc.integer({ min: 1, max: 4096 });
const rect = fc.record({ x: fc.integer(), y: fc.integer(), width: length, height: length });
const assetId = fc.stringMatching(/^[a-z0-9]{24}$/).map((id) => AssetId.parse(id));

const adding = fc.tuple(place, rect, fc.string({ maxLength: 20 })).map(([index, area, label]): MakeDiff => {
  return (document) => addLayer(document, box(document, area, label), index % (document.layers.length + 1));
});

const removing = place.map((index): MakeDiff => (document) => {
  const layer = pick(document, index);
  return layer === undefined ? [] : removeLayer(document, layer.id);
});

const updating = fc.tuple(place, rect, fc.boolean()).map(([index, area, visible]): MakeDiff => {
  return (document) => {
    const layer = pick(document, index);
    return layer === undefined ? [] : updateLayer(document, { ...layer, rect: area, visible });
  };
});

const reshaping = fc.tuple(length, length, rect).map(([width, height, frame]): MakeDiff => {
  return (document) => setCanvas(document, { width, height, frame });
});

const placing = fc.tuple(assetId, length, length).map(([asset, width, height]): MakeDiff => {
  return (document) => placePicture(document, { asset, width, height, name: 'a picture' });
});

const selecting = fc
  .array(place, { maxLength: 4 })
  .map((places) => (document: StudioDocument) => [
    ...new Set(places.flatMap((index) => pick(document, index)?.id ?? [])),
  ]);

const arranging = fc
  .tuple(
    selecting,
    fc.constantFrom('front', 'forward', 'backward', 'back', 'group', 'ungroup', 'move', 'paste', 'remove'),
    fc.record({ x: fc.integer(), y: fc.integer() }),
  )
  .map(([select, act, by]): MakeDiff => (document) => {
    const selection = select(document);
    if (act === 'group') return groupLayers(document, selection, freeGroup(document));
    if (act === 'ungroup') return groupLayers(document, selection, undefined);
    if (act === 'move') return moveLayers(document, selection, by);
    if (act === 'paste') return pasteLayers(document, selectedLayers(document, selection), by).diff;
    if (act === 'remove') return removeLayers(document, selection);
    return reorder(document, selection, act);
  });

const stacking = fc.tuple(place, place).map(([index, to]): MakeDiff => (document) => {
  const layer = pick(document, index);
  return layer === undefined ? [] : moveTo(document, layer.id, to % document.layers.length);
});

const locking = fc.tuple(place, fc.boolean()).map(([index, locked]): MakeDiff => (document) => {
  const layer = pick(document, index);
  return layer === undefined ? [] : updateLayer(document, { ...layer, locked });
});

const controlling = fc
  .tuple(assetId, fc.constantFrom(...controlKinds), fc.option(fc.boolean(), { nil: undefined }))
  .map(([asset, kind, followed]): MakeDiff => (document) => {
    const layer = document.layers.find(({ type }) => type === 'control');
    if (followed === undefined || layer?.type !== 'control')
      return addControl(document, { kind, asset, name: kind }).diff;
    return follow(document, layer, followed);
  });

const fraction = fc.double({ min: 0, max: 0.4, noNaN: true });
const planning = fc.array(fc.tuple(fraction, fraction), { maxLength: 4 }).map((corners): MakeDiff => (document) => {
  const things = corners.map(([x0, y0]) => ({ label: 'a thing', box: { x0, y0, x1: x0 + 0.5, y1: y0 + 0.5 } }));
  return planBoxes(document, { things, background: '' });
});

/** A picture that was made from one of the document, or along what lies over it, is accepted. */
const accepting = fc
  .tuple(assetId, fc.constantFrom('replace', 'layer'), fc.constantFrom('control', 'inpaint'))
  .map(([asset, how, task]): MakeDiff => (document) => {
    const made = recipe({ task, ...(task === 'inpaint' ? { marks: { mask: 'a'.repeat(64) } } : {}) });
    const picture = { asset, width: 256, height: 200, name: 'a picture', recipe: made };
    const home = document.layers.find(({ type }) => type === 'picture');
    const placed = home?.type === 'picture' ? changeAt(document, home, picture, how) : placeAbove(document, picture);
    return [...placed, ...uncover(document, made)];
  });

const masking = fc.tuple(assetId, rect).map(([asset, area]): MakeDiff => (document) => {
  const shown = { name: 'Mask', visible: true, locked: false, opacity: 1, rect: area };
  return addLayer(document, { type: 'mask', id: freeLayerId(document, 'mask'), asset, ...shown });
});

const startingAnew = fc.constant<MakeDiff>((document) => become(document, emptyDocument(64)));

/** Any change that the editor knows, to be made on whatever document there is. */
export const anyChange: fc.Arbitrary<MakeDiff> = fc.oneof(
  ...[adding, removing, updating, reshaping, placing, stacking, locking, controlling, planning, accepting, masking].map(
    (arbitrary) => ({ weight: 3, arbitrary }),
  ),
  { weight: 9, arbitrary: arranging },
  { weight: 1, arbitrary: startingAnew },
);

function pick(document: StudioDocument, index: number): Layer | undefined {
  return document.layers[index % Math.max(1, document.layers.length)];
}

function box(document: StudioDocument, area: Layer['rect'], label: string): Layer {
  const id = freeLayerId(document, 'box');
  return { type: 'box', id, name: label, visible: true, locked: false, opacity: 1, rect: area, label };
}
