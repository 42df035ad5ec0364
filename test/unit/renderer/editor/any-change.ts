import fc from 'fast-check';
import { AssetId, type Layer, type StudioDocument } from '../../../../preload/contract';
import { addLayer, placePicture, removeLayer, setCanvas, updateLayer } from '../../../../renderer/editor/changes';
import type { Diff } from '../../../../renderer/editor/diff';
import { freeLayerId } from '../../../../renderer/editor/document';

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

/** Any change that the editor knows, to be made on whatever document there is. */
export const anyChange: fc.Arbitrary<MakeDiff> = fc.oneof(adding, removing, updating, reshaping, placing);

function pick(document: StudioDocument, index: number): Layer | undefined {
  return document.layers[index % Math.max(1, document.layers.length)];
}

function box(document: StudioDocument, area: Layer['rect'], label: string): Layer {
  const id = freeLayerId(document, 'box');
  return { type: 'box', id, name: label, visible: true, locked: false, opacity: 1, rect: area, label };
}
