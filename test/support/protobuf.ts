/** Writes just enough protobuf to build ONNX files for tests, independently of the reader under test. */
export function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

export function bytesField(number: number, content: readonly number[] | string): number[] {
  const bytes = typeof content === 'string' ? [...new TextEncoder().encode(content)] : content;
  return [...varint(number * 8 + 2), ...varint(bytes.length), ...bytes];
}

export function numberField(number: number, value: number): number[] {
  return [...varint(number * 8), ...varint(value)];
}

/** A TensorProto that keeps its data in another file. */
export function externalTensor(location: string): number[] {
  const entry = (key: string, value: string) => bytesField(13, [...bytesField(1, key), ...bytesField(2, value)]);
  return [...bytesField(8, 'weight'), ...numberField(14, 1), ...entry('location', location), ...entry('offset', '0')];
}
