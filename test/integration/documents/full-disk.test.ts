import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AssetStore } from '../../../main/documents';
import { OpenProject, readProject, recoverProject } from '../../../main/documents/project';
import type { StudioDocument } from '../../../preload/contract';
import { drawnPicture } from '../../support/sample-project';
import { textWith } from '../../support/matchers';
import { numberedLayer } from '../../support/numbered-layer';
import { readOnly, smallDisk } from '../../support/small-disk';

const blank: StudioDocument = {
  ...{ version: 1, width: 1, height: 1, frame: { x: 0, y: 0, width: 1, height: 1 } },
  layers: [],
};

test('a full disk is told, nothing older is harmed, and with room again all is kept', async (context) => {
  const disk = await smallDisk();
  if (disk === undefined) return context.skip('no small file system can be mounted here');
  const assets = new AssetStore();
  const folder = join(disk, 'journal');
  const path = join(disk, 'boat.brookesia');
  const project = new OpenProject(
    { assets, folder, studio: '0.1.0' },
    { name: 'Untitled', unsaved: false, document: blank },
  );
  onTestFinished(() => project.close());
  const add = async (number: number) => {
    const asset = assets.put(await drawnPicture(number + 3), 'keep');
    const layer = numberedLayer(number, asset);
    await project.change({ layers: [layer], order: [...project.document.layers.map((each) => each.id), layer.id] });
  };
  const recovered = () => recoverProject({ assets: new AssetStore(), folder, studio: '0.1.0' });

  await add(1);
  await project.save(path, 'boat');
  await add(2);
  const saved = await readFile(path);
  const free = 256 * 1024 - 40_960;
  await writeFile(join(disk, 'ballast'), new Uint8Array(free)).catch(() => undefined);
  let told: unknown;
  for (let number = 3; told === undefined && number < 200; number++) {
    await add(number).catch((thrown: unknown) => (told = thrown));
  }
  expect(told).toMatchObject({ code: 'file-unwritable', message: textWith('the disk is full') });
  await expect(project.save(path, 'boat')).rejects.toMatchObject({ message: textWith('the disk is full') });
  expect(await readFile(path)).toEqual(saved);
  expect((await readdir(disk)).filter((name) => name.endsWith('.tmp'))).toEqual([]);

  await rm(join(disk, 'ballast'));
  await add(500);
  await project.save(path, 'boat');
  expect((await readProject(path, path)).document.layers.at(-1)?.name).toBe('500');
  const again = await recovered();
  expect(again?.project.document.layers.at(-1)?.name).toBe('500');
  await again?.project.close();
});

test('a disk that becomes read-only is told, and when it can be written again all is kept', async (context) => {
  const disk = await smallDisk();
  if (disk === undefined) return context.skip('no small file system can be mounted here');
  const assets = new AssetStore();
  const [folder, path] = [join(disk, 'journal'), join(disk, 'boat.brookesia')];
  const state = { name: 'Untitled', unsaved: false, document: blank };
  const project = new OpenProject({ assets, folder, studio: '0.1.0' }, state);
  onTestFinished(() => project.close());
  const widen = (width: number) =>
    project.change({ canvas: { width, height: 1, frame: blank.frame }, layers: [], order: [] });
  await widen(2);
  await project.save(path, 'boat');
  await widen(3);
  const saved = await readFile(path);

  await project.close();
  readOnly(disk, true);
  await expect(widen(4)).rejects.toMatchObject({ code: 'file-unwritable', message: textWith('the disk is read-only') });
  await expect(project.save(path, 'boat')).rejects.toMatchObject({ message: textWith('the disk is read-only') });
  expect(await readFile(path)).toEqual(saved);

  readOnly(disk, false);
  await widen(5);
  await project.save(path, 'boat');
  expect((await readProject(path, path)).document.width).toBe(5);
});
