import { elementTypes, field, floats, message, number, onnxModel, operation } from './onnx-format';

/** Side of the square matrices. */
export const side = 512;
/** Multiplications one after the other: enough work that a device which only imitates one is noticed. */
const rounds = 4;

/**
 * A small ONNX graph: `pixels` [side, side] times a matrix, several times over. The matrix moves every column one to the
 * right, so that the result is exact on any device, however coarsely it counts.
 */
export function trialGraph(): Uint8Array {
  const nodes = Array.from({ length: rounds }, (_, round) => multiplication(round));
  return onnxModel(
    ...nodes,
    field(2, 'trial'),
    field(5, shiftMatrix()),
    field(11, floats('in', [side, side])),
    field(12, floats('out', [side, side])),
  );
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
  return operation('MatMul', [from, 'shift'], to);
}

function shiftMatrix(): Uint8Array {
  const values = new Float32Array(side * side);
  for (let row = 0; row < side; row++) values[row * side + ((row + 1) % side)] = 1;
  const bytes = new Uint8Array(values.buffer);
  return message(number(1, side), number(1, side), number(2, elementTypes.float), field(8, 'shift'), field(9, bytes));
}
