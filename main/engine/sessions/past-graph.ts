import { booleans, constant, field, floats, onnxModel, operation } from './onnx-format';
import type { CacheShape } from './cache';
import { keyName, pastNames, valueName } from './past-names';

/** What the graph calls a tensor of the past after the step. */
export function nextName(name: string): string {
  return `next_${name}`;
}

/**
 * An ONNX graph that writes one step into the past: of every row the slots that `slot` [rows, 1, slots, 1] names take the
 * row's numbers in `present` [layers, 2, rows, heads, 1, headDim], the others stay. It is there so that keys and values
 * need not leave the device.
 */
export function pastGraph({ layers, heads, headDim }: CacheShape): Uint8Array {
  const indices = Array.from({ length: Math.max(layers, 2) }, (_, index) => constant(indexName(index), index));
  const past = ['rows', heads, 'slots', headDim];
  const names = pastNames(layers);
  const nodes = Array.from({ length: layers }, (_, layer) => [
    operation('Gather', ['present', indexName(layer)], `layer_${layer}`),
    ...written(keyName(layer), layer, 0),
    ...written(valueName(layer), layer, 1),
  ]);
  return onnxModel(
    ...nodes.flat(),
    field(2, 'past'),
    ...indices,
    field(11, floats('present', [layers, 2, 'rows', heads, 1, headDim])),
    field(11, booleans('slot', ['rows', 1, 'slots', 1])),
    ...names.map((name) => field(11, floats(name, past))),
    ...names.map((name) => field(12, floats(nextName(name), past))),
  );
}

function written(name: string, layer: number, half: 0 | 1): Uint8Array[] {
  return [
    operation('Gather', [`layer_${layer}`, indexName(half)], `new_${name}`),
    operation('Where', ['slot', `new_${name}`, name], nextName(name)),
  ];
}

function indexName(index: number): string {
  return `index_${index}`;
}
