/** What a `masked-rows` graph calls the keys and values of a layer. */
export function keyName(layer: number): string {
  return `past_key_${layer}`;
}

export function valueName(layer: number): string {
  return `past_value_${layer}`;
}

export function pastNames(layers: number): string[] {
  return Array.from({ length: layers }, (_, layer) => [keyName(layer), valueName(layer)]).flat();
}
