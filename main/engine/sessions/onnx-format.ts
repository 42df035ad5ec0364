/** Just enough of onnx.proto to write small graphs; the numbers are those of its fields. */

export const elementTypes = { float: 1, bool: 9, int64: 7 } as const;

/** A model of one graph, whose fields these are: nodes, name, constants, inputs, outputs. Opset 13. */
export function onnxModel(...graph: readonly Uint8Array[]): Uint8Array {
  const opset = message(field(1, ''), number(2, 13));
  return message(number(1, 8), field(8, opset), field(7, message(...graph)));
}

/** A node of a graph, named after what it gives. */
export function operation(type: string, inputs: readonly string[], output: string): Uint8Array {
  const from = inputs.map((name) => field(1, name));
  return field(1, message(...from, field(2, output), field(3, `to_${output}`), field(4, type)));
}

/** A single whole number under a name, [] as a tensor. */
export function constant(name: string, value: number): Uint8Array {
  const bytes = new Uint8Array(BigInt64Array.of(BigInt(value)).buffer);
  return field(5, message(number(2, elementTypes.int64), field(8, name), field(9, bytes)));
}

/** An input or output of floats; a dimension with a name may have any size. */
export function floats(name: string, dimensions: readonly (number | string)[]): Uint8Array {
  return tensor(name, elementTypes.float, dimensions);
}

export function booleans(name: string, dimensions: readonly (number | string)[]): Uint8Array {
  return tensor(name, elementTypes.bool, dimensions);
}

function tensor(name: string, type: number, dimensions: readonly (number | string)[]): Uint8Array {
  const shape = dimensions.map((size) => field(1, typeof size === 'number' ? number(1, size) : field(2, size)));
  return message(field(1, name), field(2, message(field(1, message(number(1, type), field(2, message(...shape)))))));
}

export function message(...fields: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(fields);
}

export function field(id: number, content: string | Uint8Array): Uint8Array {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return message(varint(id * 8 + 2), varint(bytes.length), bytes);
}

export function number(id: number, value: number): Uint8Array {
  return message(varint(id * 8), varint(value));
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return Uint8Array.of(...bytes, left);
}
