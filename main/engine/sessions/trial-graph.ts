/** Side of the square matrices. */
export const side = 512;
/** Multiplications one after the other: enough work that a device which only imitates one is noticed. */
const rounds = 4;

/**
 * A small ONNX graph: `pixels` [side, side] times a matrix, several times over. The matrix moves every column one to the
 * right, so that the result is exact on any device, however coarsely it counts.
 */
export function trialGraph(): Uint8Array {
  const nodes = Array.from({ length: rounds }, (_, round) => field(1, multiplication(round)));
  const graph = message(
    ...nodes,
    field(2, 'trial'),
    field(5, shiftMatrix()),
    field(11, square('in')),
    field(12, square('out')),
  );
  return message(number(1, 8), field(8, message(field(1, ''), number(2, 13))), field(7, graph));
}

export function trialInput(): Float32Array {
  return Float32Array.from({ length: side * side }, (_, index) => (index % 7) - 3);
}

/** What the graph makes of {@link trialInput}. */
export function trialOutput(): Float32Array {
  const input = trialInput();
  return input.map((_, index) => {
    const column = index % side;
    return input[index - column + ((column - rounds + side) % side)] ?? 0;
  });
}

function multiplication(round: number): Uint8Array {
  const from = round === 0 ? 'in' : `product_${round - 1}`;
  const to = round === rounds - 1 ? 'out' : `product_${round}`;
  return message(field(1, from), field(1, 'shift'), field(2, to), field(3, `multiply_${round}`), field(4, 'MatMul'));
}

function shiftMatrix(): Uint8Array {
  const values = new Float32Array(side * side);
  for (let row = 0; row < side; row++) values[row * side + ((row + 1) % side)] = 1;
  const bytes = new Uint8Array(values.buffer);
  return message(number(1, side), number(1, side), number(2, float), field(8, 'shift'), field(9, bytes));
}

/** 1 is onnx.proto's number for 32-bit floats. */
const float = 1;

function square(name: string): Uint8Array {
  const dimension = field(1, message(number(1, side)));
  const tensor = message(number(1, float), field(2, message(dimension, dimension)));
  return message(field(1, name), field(2, message(field(1, tensor))));
}

/** The parts of a protobuf message; the numbers are those of onnx.proto. */
function message(...fields: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(fields);
}

function field(id: number, content: string | Uint8Array): Uint8Array {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return message(varint(id * 8 + 2), varint(bytes.length), bytes);
}

function number(id: number, value: number): Uint8Array {
  return message(varint(id * 8), varint(value));
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return Uint8Array.of(...bytes, left);
}
