import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { ZipFile } from 'yazl';
import { installPack, readPack, verifyPack } from '../../../main/packs';
import { PackManifest } from '../../../preload/contract';
import { textWith } from '../../support/matchers';
import { temporaryFolder, tinyPack } from '../../support/temporary-pack';

let folder: string;
let into: string;
let files: Map<string, Buffer>;
beforeEach(async () => {
  folder = await temporaryFolder(onTestFinished);
  into = join(folder, 'packs');
  const { manifest } = await readPack(tinyPack);
  const names = ['pack.json', ...manifest.files.map(({ path }) => path)];
  files = new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(tinyPack, name))] as const)));
});

async function zipped(around = ''): Promise<string> {
  const zip = new ZipFile();
  for (const [name, bytes] of files) zip.addBuffer(bytes, `${around}${name}`);
  zip.end();
  const path = join(folder, 'sea.brookesia-pack');
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

const install = (file: string, agrees = true) => installPack(file, { into, agrees: () => Promise.resolve(agrees) });

test.each([
  ['bare', ''],
  ['in a folder of its own', 'tiny/'],
])('a pack, %s, is installed whole', async (_name, around) => {
  const pack = await install(await zipped(around));
  expect(pack?.manifest.id).toBe('tiny');
  if (pack !== undefined) await verifyPack(pack);
  expect(await readdir(into)).toEqual([`tiny-${pack?.manifest.version ?? ''}`]);
});

test('the same version takes the place of the one before', async () => {
  await install(await zipped());
  await install(await zipped());
  expect(await readdir(into)).toHaveLength(1);
});

test('without consent nothing is written', async () => {
  expect(await install(await zipped(), false)).toBeUndefined();
  await expect(readdir(into)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('files that the manifest does not list stay in the zip', async () => {
  files.set('run-me.sh', Buffer.from('#!/bin/sh'));
  const pack = await install(await zipped());
  expect(await readdir(pack?.folder ?? '')).not.toContain('run-me.sh');
});

const spoiled: [string, () => void, string][] = [
  ['another content', () => files.set('tokenizer.json', flipped('tokenizer.json')), 'differs from'],
  ['another size', () => files.set('tokenizer.json', Buffer.from('{}')), 'differs from'],
  ['a file too few', () => files.delete('decoder.onnx'), 'lacks its file'],
  ['no manifest', () => files.delete('pack.json'), 'lacks its file'],
  ['a manifest that leads elsewhere', () => rename('tokenizer.json', '../../evil.json'), 'pack.json'],
];

test.each(spoiled)('a pack with %s is refused and leaves nothing behind', async (_name, spoil, says) => {
  spoil();
  await expect(install(await zipped())).rejects.toMatchObject({ message: textWith(says) });
  expect(await readdir(into).catch(() => [])).toEqual([]);
});

test('what is no zip file is refused', async () => {
  const path = join(folder, 'sea.brookesia-pack');
  await writeFile(path, 'no zip');
  await expect(install(path)).rejects.toMatchObject({ code: 'pack-invalid' });
});

function flipped(name: string): Buffer {
  const bytes = Buffer.from(files.get(name) ?? '');
  bytes[0] = 0x20;
  return bytes;
}

/** Only the manifest changes: zip libraries refuse such names themselves. */
function rename(from: string, to: string): void {
  const text = (files.get('pack.json') ?? Buffer.of()).toString();
  files.set('pack.json', Buffer.from(text.replaceAll(from, to)));
  expect(PackManifest.safeParse(JSON.parse(text)).success).toBe(true);
  expect(createHash('sha256').update(text).digest('hex')).toHaveLength(64);
}
