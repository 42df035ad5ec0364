import type { PastPresentNames } from '../../../../preload/contract';

/** What a graph calls its tensors; keys and values of each layer in turn. */
export type GraphNames = Omit<PastPresentNames, 'pastKey' | 'pastValue' | 'presentKey' | 'presentValue'> & {
  readonly past: readonly string[];
  readonly present: readonly string[];
};

export function graphNames(names: PastPresentNames, layers: number): GraphNames {
  const { tokens, mask, positions, logits } = names;
  return {
    ...{ tokens, mask, positions, logits },
    past: ofLayers(layers, names.pastKey, names.pastValue),
    present: ofLayers(layers, names.presentKey, names.presentValue),
  };
}

export function inputsOf({ tokens, mask, positions, past }: GraphNames): string[] {
  return [tokens, mask, ...(positions === undefined ? [] : [positions]), ...past];
}

export function outputsOf({ logits, present }: GraphNames): string[] {
  return [logits, ...present];
}

function ofLayers(layers: number, ...templates: readonly string[]): string[] {
  return Array.from({ length: layers }, (_, layer) =>
    templates.map((template) => template.replace('{layer}', () => String(layer))),
  ).flat();
}
