import { type ByteReader, openBytes, readFields } from './protobuf';

/** The messages of onnx.proto that can hold a tensor, and under which field numbers; see onnx/onnx.proto3. */
const messages = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  function: { 7: 'node', 11: 'attribute' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparseTensor' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparseTensor', 23: 'sparseTensor' },
  sparseTensor: { 1: 'tensor', 2: 'tensor' },
  tensor: { 13: 'entry' },
  entry: {},
} as const satisfies Record<string, Record<number, string>>;

type Message = keyof typeof messages;

const entryKey = 1;
const entryValue = 2;
/** Graphs nest through the bodies of If and Loop; no honest one goes deeper. */
const maximumDepth = 64;
/** Paths are short; a longer one is an attack on the memory. */
const maximumStringBytes = 4096;

/**
 * The files outside itself that an ONNX graph says it reads, without duplicates. Weights inside the graph are skipped,
 * not read. Throws RangeError when the file is not well-formed protobuf.
 */
export async function externalDataOf(path: string): Promise<string[]> {
  const bytes = await openBytes(path);
  try {
    const locations = new Set<string>();
    await walk(bytes, { message: 'model', start: 0, end: bytes.size, depth: 0 }, locations);
    return [...locations];
  } finally {
    await bytes.close();
  }
}

type Span = { message: Message; start: number; end: number; depth: number };

async function walk(bytes: ByteReader, span: Span, locations: Set<string>): Promise<void> {
  if (span.depth > maximumDepth) throw new RangeError('its parts are nested too deeply');
  if (span.message === 'entry') return readEntry(bytes, span, locations);
  for await (const field of readFields(bytes, span.start, span.end)) {
    const message = childOf(span.message, field.number);
    if (message === undefined || field.kind !== 'bytes') continue;
    await walk(bytes, { message, start: field.start, end: field.end, depth: span.depth + 1 }, locations);
  }
}

function childOf(message: Message, field: number): Message | undefined {
  const children: Record<number, Message> = messages[message];
  return children[field];
}

async function readEntry(bytes: ByteReader, span: Span, locations: Set<string>): Promise<void> {
  const text = new Map<number, string>();
  for await (const field of readFields(bytes, span.start, span.end)) {
    if (field.kind === 'bytes') text.set(field.number, await readString(bytes, field.start, field.end));
  }
  if (text.get(entryKey) === 'location') locations.add(text.get(entryValue) ?? '');
}

async function readString(bytes: ByteReader, start: number, end: number): Promise<string> {
  if (end - start > maximumStringBytes) throw new RangeError('a reference to another file is too long');
  return new TextDecoder().decode(await bytes.read(start, end));
}
