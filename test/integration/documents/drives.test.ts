import { chmod, chown, mkdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AssetStore } from '../../../main/documents';
import { OpenProject, readProject } from '../../../main/documents/project';
import type { StudioDocument } from '../../../preload/contract';
import { removableDrive, withoutRights } from '../../support/drives';
import { textWith } from '../../support/matchers';
import { temporaryFolder } from '../../support/temporary-pack';

const blank: StudioDocument = {
  ...{ version: 1, width: 1, height: 1, frame: { x: 0, y: 0, width: 1, height: 1 } },
  layers: [],
};

/** A project whose journal lies in the folder. */
function begin(folder: string): { project: OpenProject; widen: (width: number) => Promise<void> } {
  const state = { name: 'Untitled', unsaved: false, document: blank };
  const project = new OpenProject({ assets: new AssetStore(), folder, studio: '0.1.0' }, state);
  onTestFinished(() => project.close());
  const widen = (width: number) =>
    project.change({ canvas: { width, height: 1, frame: blank.frame }, layers: [], order: [] });
  return { project, widen };
}

test('a drive that is taken away is told at saving; the work goes on, and is saved when it is back', async (context) => {
  const drive = await removableDrive();
  if (drive === undefined) return context.skip('no drive can be mounted here');
  const { project, widen } = begin(join(await temporaryFolder(onTestFinished), 'journal'));
  const path = join(drive.folder, 'boat.brookesia');
  await widen(2);
  await project.save(path, 'boat');
  await widen(3);
  await drive.unplug();

  await expect(project.save(path, 'boat')).rejects.toMatchObject({ code: 'file-missing', message: textWith(path) });
  await widen(4);
  expect(project).toMatchObject({ unsaved: true, path });

  await mkdir(drive.folder);
  await expect(project.save(path, 'boat')).rejects.toMatchObject({ message: textWith('is not connected any more') });
  await rmdir(drive.folder);
  await drive.plugIn();
  expect((await readProject(path, path)).document.width).toBe(2);
  await project.save(path, 'boat');
  expect((await readProject(path, path)).document.width).toBe(4);
  await drive.unplug();
});

test('a folder in which one may not write is told at saving, and nothing in it changes', async (context) => {
  const home = await temporaryFolder(onTestFinished);
  await chmod(home, 0o755);
  const [locked, folder] = [join(home, 'locked'), join(home, 'journal')];
  const path = join(locked, 'boat.brookesia');
  for (const each of [locked, folder]) await mkdir(each);
  const { project, widen } = begin(folder);
  await widen(2);
  await project.save(path, 'boat');
  const saved = await readFile(path);
  await chmod(locked, 0o555);
  if (process.geteuid?.() === 0)
    for (const name of ['', 'journal', 'owner']) await chown(join(folder, name), 65_534, 65_534);
  onTestFinished(() => chmod(locked, 0o755));

  const told = await withoutRights(async () => {
    await widen(3);
    return project.save(path, 'boat').catch((thrown: unknown) => thrown);
  });
  if (told === undefined) return context.skip('this account may write everywhere');
  expect(told).toMatchObject({ code: 'file-unwritable', message: textWith('you may not write there') });
  expect(await readFile(path)).toEqual(saved);
  expect(project.unsaved).toBe(true);
});
