import type { InferenceSession } from 'onnxruntime-node';
import { type PastPresentNames, StudioError } from '../../../../preload/contract';
import type { DeviceName } from '../../devices/device';
import type { DecoderShape } from '../decoder';
import { checkNames } from '../session';
import { type GraphNames, graphNames, inputsOf, outputsOf } from './names';

/** A graph whose past goes in and comes back longer, found to be what its manifest says. */
export type PastPresentGraph = {
  readonly session: InferenceSession;
  /** `heads` are those of keys and values. */
  readonly shape: DecoderShape;
  readonly names: GraphNames;
  readonly device: DeviceName;
};

/** Throws `pack-invalid` for tensors with other names, types or sizes than the manifest says. */
export function checkGraph(
  session: InferenceSession,
  names: PastPresentNames,
  shape: DecoderShape,
  device: DeviceName,
): PastPresentGraph {
  const graph = { session, shape, names: graphNames(names, shape.layers), device };
  checkNames(session, inputsOf(graph.names), outputsOf(graph.names), 'transformer');
  const { inputMetadata: inputs, outputMetadata: outputs } = session;
  const { tokens, mask, positions = tokens, logits, past, present } = graph.names;
  const block = ['rows', shape.heads, 'slots', shape.headDim];
  for (const name of [tokens, mask, positions]) checkTensor(inputs, name, 'int64', ['rows', 'tokens']);
  for (const name of past) checkTensor(inputs, name, 'float32', block);
  for (const name of present) checkTensor(outputs, name, 'float32', block);
  checkTensor(outputs, logits, 'float32', ['rows', 'tokens', shape.vocabularySize]);
  return graph;
}

type Dims = readonly (number | string)[];

/** Sizes that the graph leaves open, which it gives by a name or not at all, are not compared. */
function checkTensor(all: readonly InferenceSession.ValueMetadata[], name: string, type: string, dims: Dims): void {
  const found = all.find((each) => each.name === name);
  if (found?.isTensor === true && found.type === type && fits(found.shape, dims)) return;
  const says = found?.isTensor === true ? `${found.type} [${found.shape.join(', ')}]` : 'no tensor';
  throw wrongTensor(name, `it is ${says} instead of ${type} [${dims.join(', ')}]`);
}

function fits(found: Dims, expected: Dims): boolean {
  if (found.length === 0) return true;
  const differs = (size: number | string, index: number) =>
    typeof size === 'number' && size >= 0 && typeof expected[index] === 'number' && size !== expected[index];
  return found.length === expected.length && !found.some(differs);
}

/** `detail` says what the tensor is instead. */
export function wrongTensor(name: string, detail: string): StudioError {
  return new StudioError({
    code: 'pack-invalid',
    message: `The transformer of the pack has another “${name}” than its manifest says.`,
    detail,
    hint: 'Install the pack again, or ask its author for a corrected one.',
  });
}
