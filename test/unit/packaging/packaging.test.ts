import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Arch } from 'electron-builder';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { makeIcons } from '../../../main/packaging/icons.mjs';
import { licenceText, shippedWorks } from '../../../main/packaging/licences.mjs';
import afterPack, { missingNatives } from '../../../main/packaging/natives.mjs';
import { distParameters } from '../../../main/packaging/parameters.mjs';
import { ensureBuilt } from '../../support/built-studio';
import { temporaryFolder } from '../../support/temporary-pack';

const root = join(import.meta.dirname, '..', '..', '..');

test('the icons of all platforms hold the drawing in every size', async () => {
  const folder = await temporaryFolder(onTestFinished);
  await makeIcons(join(root, 'renderer', 'theme', 'icon.svg'), folder);
  const ico = await readFile(join(folder, 'icon.ico'));
  const rows = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => 6 + 16 * index);
  const pictures = rows.map((row) => ico.subarray(ico.readUInt32LE(row + 12)).subarray(0, ico.readUInt32LE(row + 8)));
  const sides = await Promise.all(pictures.map(async (png) => (await sharp(png).metadata()).width));
  expect(sides).toEqual([16, 24, 32, 48, 64, 128, 256]);

  const icns = await readFile(join(folder, 'icon.icns'));
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  const largest = await sharp(join(folder, 'icons', '1024x1024.png')).stats();
  expect(largest.channels.every(({ stdev }) => stdev > 5)).toBe(true);
});

test('every shipped work has the text of its licence, those built into the window too', () => {
  ensureBuilt();
  const works = shippedWorks(root);
  expect(works.filter(({ texts }) => texts.length === 0).map(({ name }) => name)).toEqual([]);
  const names = works.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['onnxruntime-node', 'sharp', 'zod', 'svelte', 'konva', 'bits-ui']));
  expect(names).not.toContain('vitest');
  const text = licenceText(works);
  expect(text).toContain('SIL OPEN FONT LICENSE');
  expect(text).toContain('Permission is hereby granted');
  // What is inside the native parts: of libvips, of ONNX Runtime, of LanceDB.
  for (const part of ['librsvg', 'protobuf', 'GNU LESSER GENERAL PUBLIC LICENSE', 'datafusion'])
    expect(text).toContain(part);
  expect(text).not.toMatch(/<\/(li|pre|a)>/);
  // The studio may have to be built for it.
}, 240_000);

test('a package without a native part for its platform is not built', async () => {
  const resources = await temporaryFolder(onTestFinished);
  const modules = join(resources, 'app.asar.unpacked', 'node_modules');
  const put = async (folder: string, name: string) => {
    await mkdir(join(modules, folder), { recursive: true });
    await writeFile(join(modules, folder, name), '');
  };
  expect(missingNatives(resources, 'darwin', 'x64')).toEqual(['ONNX Runtime', 'sharp', 'LanceDB']);
  await put('onnxruntime-node/bin/napi-v6/darwin/arm64', 'onnxruntime_binding.node');
  await put('@img/sharp-darwin-x64/lib', 'sharp-darwin-x64.node');
  await put('@lancedb/lancedb-darwin-arm64', 'lancedb.darwin-arm64.node');
  expect(missingNatives(resources, 'darwin', 'x64')).toEqual(['ONNX Runtime', 'LanceDB']);
  const built = { appOutDir: '', electronPlatformName: 'darwin', packager: { getResourcesDir: () => resources } };
  await expect(afterPack({ ...built, arch: Arch.x64 })).rejects.toThrow(
    'There is no ONNX Runtime, no LanceDB for darwin x64',
  );

  await put('@img/sharp-darwin-arm64/lib', 'sharp-darwin-arm64.node');
  await expect(afterPack({ ...built, arch: Arch.arm64 })).resolves.toBeUndefined();
  await put('onnxruntime-node/bin/napi-v6/win32/x64', 'onnxruntime_binding.node');
  await put('@img/sharp-win32-x64/lib', 'sharp-win32-x64.node');
  await put('@lancedb/lancedb-win32-x64-msvc', 'lancedb.win32-x64-msvc.node');
  expect(missingNatives(resources, 'win32', 'x64')).toEqual([]);
});

test('no page and no maintainer is made up', () => {
  expect(distParameters('linux', {}).parameters).toEqual(['--linux', 'AppImage']);
  const known = { BROOKESIA_HOMEPAGE: 'https://a.example/b', BROOKESIA_MAINTAINER: 'Ada <ada@a.example>' };
  expect(distParameters('linux', known)).toEqual({
    parameters: ['-c.extraMetadata.homepage=https://a.example/b', '-c.linux.maintainer=Ada <ada@a.example>'],
    notes: [],
  });
  expect(distParameters('win32', {}).parameters).toEqual([]);
});
