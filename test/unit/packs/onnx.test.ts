import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { externalDataOf } from '../../../main/packs/onnx';
import { bytesField, externalTensor, numberField } from '../../support/protobuf';
import { temporaryFolder, tinyPack } from '../../support/temporary-pack';

async function locationsIn(bytes: readonly number[]): Promise<string[]> {
  const path = join(await temporaryFolder(onTestFinished), 'graph.onnx');
  await writeFile(path, Uint8Array.from(bytes));
  return externalDataOf(path);
}

const graph = (content: readonly number[]) => [...numberField(1, 10), ...bytesField(7, content)];
const node = (attribute: readonly number[]) => bytesField(1, bytesField(5, attribute));

test('a graph without outside weights names no file', async () => {
  await expect(externalDataOf(join(tinyPack, 'transformer.onnx'))).resolves.toEqual([]);
});

test('an initializer kept in another file is found', async () => {
  await expect(locationsIn(graph(bytesField(5, externalTensor('weights.bin'))))).resolves.toEqual(['weights.bin']);
});

test('a constant node, a sparse tensor and the body of an If are searched as well', async () => {
  const body = bytesField(5, externalTensor('body.bin'));
  const found = await locationsIn(
    graph([
      ...node(bytesField(5, externalTensor('constant.bin'))),
      ...node(bytesField(6, body)),
      ...bytesField(15, bytesField(1, externalTensor('sparse.bin'))),
    ]),
  );
  expect(found).toEqual(['constant.bin', 'body.bin', 'sparse.bin']);
});

test('weights inside the graph that look like a reference are skipped', async () => {
  const rawData = bytesField(9, externalTensor('not-a-file'));
  await expect(locationsIn(graph(bytesField(5, rawData)))).resolves.toEqual([]);
});

test('a reference after weights larger than the reading window is found', async () => {
  const large = bytesField(
    9,
    Array.from({ length: 200_000 }, () => 1),
  );
  await expect(
    locationsIn(graph([...bytesField(5, large), ...bytesField(5, externalTensor('far.bin'))])),
  ).resolves.toEqual(['far.bin']);
});

test('a field that reaches over the end is refused', async () => {
  await expect(locationsIn([0x3a, 0x7f, 0x01])).rejects.toThrow(RangeError);
});

test('graphs nested without end are refused', async () => {
  let content: number[] = [];
  for (let depth = 0; depth < 40; depth++) content = node(bytesField(6, content));
  await expect(locationsIn(graph(content))).rejects.toThrow(/nested/);
});

test('any bytes give a list or a RangeError, never another failure', async () => {
  const path = join(await temporaryFolder(onTestFinished), 'graph.onnx');
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      await writeFile(path, bytes);
      const result = await externalDataOf(path).catch((thrown: unknown) => thrown);
      expect(Array.isArray(result) || result instanceof RangeError).toBe(true);
    }),
  );
});
