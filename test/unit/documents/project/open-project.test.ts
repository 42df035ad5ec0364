import { appendFile, cp, mkdir, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { AssetStore, leftUnsaved } from '../../../../main/documents';
import { journalPath, readJournal } from '../../../../main/documents/journal/journal';
import {
  type OpeningParts,
  OpenProject,
  openBytes,
  openFile,
  recoverProject,
} from '../../../../main/documents/project';
import { type DocumentChange, type Layer, maximumSnapshots, type StudioDocument } from '../../../../preload/contract';
import { objectWith } from '../../../support/matchers';
import { numberedLayer } from '../../../support/numbered-layer';
import { drawnPicture } from '../../../support/sample-project';
import { temporaryFolder } from '../../../support/temporary-pack';

const blank: StudioDocument = {
  ...{ version: 1, width: 256, height: 256, frame: { x: 0, y: 0, width: 256, height: 256 } },
  layers: [],
};

let folder: string;
let parts: OpeningParts;
let path: string;
beforeEach(async () => {
  folder = await temporaryFolder(onTestFinished);
  parts = { assets: new AssetStore(), folder: join(folder, 'journal'), studio: '0.1.0' };
  path = join(folder, 'boat.brookesia');
});

function begin(): OpenProject {
  return closedInTheEnd(new OpenProject(parts, { name: 'Untitled', unsaved: false, document: blank }));
}

/** The journal's file stays open, as it does before a crash, but not longer than the test. */
function closedInTheEnd(project: OpenProject): OpenProject {
  onTestFinished(() => project.close());
  return project;
}

/** As another run of the studio, which knows nothing but what is on the disk. */
async function later() {
  const recovered = await recoverProject({ ...parts, assets: new AssetStore() });
  return recovered && { ...recovered, project: closedInTheEnd(recovered.project) };
}

/** Puts a new picture on top of the others. */
async function addPicture(project: OpenProject, number: number): Promise<DocumentChange> {
  const asset = parts.assets.put(await drawnPicture(number + 3), 'keep');
  const added = numberedLayer(number, asset);
  const change = { layers: [added], order: [...project.document.layers.map((layer) => layer.id), added.id] };
  await project.change(change);
  return change;
}

const namesIn = (document: StudioDocument | undefined) => document?.layers.map(({ name }) => name);

describe('what was changed', () => {
  test('is there after a crash, with its pictures', async () => {
    const project = begin();
    for (const number of [1, 2, 3]) await addPicture(project, number);
    const recovered = await later();
    expect(recovered?.problems).toEqual([]);
    expect(recovered?.project).toMatchObject({ name: 'Untitled', unsaved: true });
    expect(namesIn(recovered?.project.document)).toEqual(['1', '2', '3']);
  });

  test('keeps the ids under which the window knows the pictures', async () => {
    const project = begin();
    const { layers } = await addPicture(project, 1);
    expect(project.document.layers).toEqual(layers);
  });

  test('is there although the last record was cut off, and further changes come after it', async () => {
    const project = begin();
    for (const number of [1, 2]) await addPicture(project, number);
    await project.close();
    await appendFile(journalPath(parts.folder), '0badc0de 3 {"kind":"cha');
    parts = { ...parts, assets: new AssetStore() };
    const recovered = await recoverProject(parts);
    if (recovered === undefined) throw new Error('nothing recovered');
    await addPicture(closedInTheEnd(recovered.project), 3);
    expect(namesIn((await later())?.project.document)).toEqual(['1', '2', '3']);
  });

  test('is refused when its picture is not there, and the journal goes on', async () => {
    const project = begin();
    const change = await addPicture(project, 1);
    const strange = change.layers.map((layer) => ({ ...layer, asset: '0'.repeat(32) }));
    await expect(project.change({ ...change, layers: strange as unknown as Layer[] })).rejects.toEqual(
      objectWith({ code: 'asset-missing' }),
    );
    await addPicture(project, 2);
    expect(namesIn((await later())?.project.document)).toEqual(['1', '2']);
  });

  test('stays bounded: a long journal is written anew, the document stays the same', async () => {
    const project = begin();
    for (let width = 1; width <= 520; width++) {
      await project.change({ canvas: { ...blank, width }, layers: [], order: [] });
    }
    const lines = (await readFile(journalPath(parts.folder), 'utf8')).split('\n');
    expect(lines.length).toBeLessThan(100);
    expect((await readJournal(parts.folder))?.document.width).toBe(520);
  }, 90_000);

  test('takes no more room than it needs: pictures of steps that were undone go when the journal is written anew', async () => {
    const project = begin();
    const pictures = () => readdir(join(parts.folder, 'pictures'));
    const { layers } = await addPicture(project, 1);
    const undone = { layers: [], order: [] };
    for (const number of [2, 3]) {
      await project.change(undone);
      await addPicture(project, number);
    }
    expect(await pictures()).toHaveLength(3);
    await project.journalAll();
    expect(await pictures()).toHaveLength(1);

    await project.change({ layers, order: layers.map(({ id }) => id) });
    expect(await pictures()).toHaveLength(2);
    const recovered = await later();
    expect([recovered?.problems, namesIn(recovered?.project.document)]).toEqual([[], ['1']]);
    await recovered?.project.close();

    // One that cannot be read just now is not taken away.
    const [layer] = recovered?.project.document.layers ?? [];
    const name = layer?.type === 'picture' ? layer.asset : '';
    const file = join(parts.folder, 'pictures', name);
    await writeFile(file, 'damaged');
    expect((await later())?.problems).toHaveLength(1);
    expect(await readFile(file, 'utf8')).toBe('damaged');
  });

  test('takes no more room than it needs, however large its pictures are', async () => {
    const project = begin();
    const bytes = new Uint8Array(90 * 1024 ** 2);
    for (let number = 1; number <= 4; number++) {
      const asset = parts.assets.put(
        { bytes: bytes.fill(number).slice(), mime: 'image/png', width: 1, height: 1 },
        'keep',
      );
      await project.change({ layers: [numberedLayer(number, asset)], order: [numberedLayer(number, asset).id] });
    }
    expect((await readdir(join(parts.folder, 'pictures'))).length).toBeLessThan(3);
  }, 60_000);

  test('is kept even when the journal could not be written for a while', async () => {
    const project = begin();
    await addPicture(project, 1);
    await project.close();
    await rm(parts.folder, { recursive: true });
    await writeFile(parts.folder, 'in the way');
    await expect(addPicture(project, 2)).rejects.toMatchObject({ code: 'file-unwritable' });
    await rm(parts.folder);
    await addPicture(project, 3);
    expect(namesIn((await later())?.project.document)?.at(-1)).toBe('3');
  });
});

describe('saving', () => {
  test('just before the studio is killed leaves a file that is listed at the next start', async () => {
    const project = begin();
    await addPicture(project, 1);
    await project.save(path, 'boat');
    const journals = join(folder, 'journals');
    const journal = join(journals, 'project-0123456789abcdef');
    await mkdir(journals);
    await cp(parts.folder, journal, { recursive: true });
    const told: string[] = [];
    const look = (isWritten: boolean) =>
      leftUnsaved(
        journals,
        () => false,
        (saved) => Promise.resolve(told.push(saved) > 0 && isWritten),
      );
    expect(await look(false)).toEqual([]);
    expect(await readdir(journals)).toHaveLength(1);
    expect(await look(true)).toEqual([]);
    expect(await readdir(journals)).toEqual([]);
    expect(told).toEqual([path, path]);
  });

  test('puts everything into the file, and the journal needs the pictures no more', async () => {
    const project = begin();
    for (const number of [1, 2]) await addPicture(project, number);
    await project.save(path, 'boat');
    expect(project).toMatchObject({ name: 'boat', path, unsaved: false });
    expect(await readdir(parts.folder)).toEqual(['journal', 'owner']);
    const opened = await openFile({ ...parts, assets: new AssetStore(), folder: join(folder, 'other') }, path, 'boat');
    expect(namesIn(opened.project.document)).toEqual(['1', '2']);
  });

  test('and then crashing brings back what came after, with the pictures of the file', async () => {
    const project = begin();
    await addPicture(project, 1);
    await project.save(path, 'boat');
    await addPicture(project, 2);
    const recovered = await later();
    expect(recovered).toMatchObject({ problems: [], project: { name: 'boat', path, unsaved: true } });
    expect(namesIn(recovered?.project.document)).toEqual(['1', '2']);
  });

  test('leaves nothing to recover when it is closed', async () => {
    const project = begin();
    await addPicture(project, 1);
    await project.save(path, 'boat');
    await project.close();
    expect(await later()).toBeUndefined();
  });

  test('does not replace what somebody else wrote meanwhile', async () => {
    const project = begin();
    await addPicture(project, 1);
    await project.save(path, 'boat');
    await appendFile(path, 'more');
    await expect(project.save(path, 'boat')).rejects.toMatchObject({ code: 'project-changed' });
    await project.save(join(folder, 'other.brookesia'), 'other');
    expect(project.path).toBe(join(folder, 'other.brookesia'));
  });

  test('the same, when the project was brought back after a crash', async () => {
    const project = begin();
    await addPicture(project, 1);
    await project.save(path, 'boat');
    await addPicture(project, 2);
    await utimes(path, 1, 1);
    await expect((await later())?.project.save(path, 'boat')).rejects.toMatchObject({ code: 'project-changed' });
  });

  test('a file that was removed meanwhile is written again', async () => {
    const project = begin();
    await addPicture(project, 1);
    await project.save(path, 'boat');
    await rm(path);
    await project.save(path, 'boat');
    expect((await stat(path)).size).toBeGreaterThan(0);
  });
});

describe('a file that is damaged', () => {
  test('is opened without its path, so that saving does not replace what is left of it', async () => {
    const project = begin();
    for (const number of [1, 2]) await addPicture(project, number);
    await project.save(path, 'boat');
    const bytes = await readFile(path);
    bytes.fill(
      0,
      bytes.indexOf('IDAT', bytes.indexOf('pictures/')),
      bytes.indexOf('IDAT', bytes.indexOf('pictures/')) + 8,
    );
    await writeFile(path, bytes);
    const other = { ...parts, assets: new AssetStore(), folder: join(folder, 'other') };
    for (const opened of [await openFile(other, path, 'boat'), await openBytes(other, new Uint8Array(bytes), 'boat')]) {
      expect(opened.problems).toHaveLength(1);
      expect(opened.project).toMatchObject({ path: undefined, unsaved: true });
    }
  });

  test('the backup is opened as a project of its own', async () => {
    const project = begin();
    await addPicture(project, 1);
    await project.save(path, 'boat');
    await project.save(path, 'boat');
    const opened = await openFile({ ...parts, assets: new AssetStore() }, `${path}~`, 'boat');
    expect(opened).toMatchObject({ problems: [], project: { path: undefined, unsaved: true } });
  });
});

describe('a snapshot', () => {
  test('keeps the document as it was, and its pictures, over a crash', async () => {
    const project = begin();
    await addPicture(project, 1);
    await project.keepSnapshot('first try');
    await project.change({ layers: [], order: [] });
    await addPicture(project, 2);
    const recovered = await later();
    const [snapshot] = recovered?.project.snapshots ?? [];
    expect(snapshot).toMatchObject({ name: 'first try', made: expect.any(Number) as number });
    expect(namesIn(snapshot?.document)).toEqual(['1']);
    expect(namesIn(recovered?.project.document)).toEqual(['2']);
    expect(recovered?.problems).toEqual([]);
  });

  test('lies in the project file, with pictures that nothing else shows', async () => {
    const project = begin();
    await addPicture(project, 1);
    await project.keepSnapshot('first try');
    await project.change({ layers: [], order: [] });
    await project.save(path, 'boat');
    expect(project.unsaved).toBe(false);
    const assets = new AssetStore();
    const { project: opened, problems } = await openFile(
      { ...parts, folder: join(folder, 'other'), assets },
      path,
      'boat',
    );
    expect(problems).toEqual([]);
    const [layer] = opened.snapshots[0]?.document.layers ?? [];
    expect(layer?.type === 'picture' && assets.require(layer.asset).width).toBe(4);
  });

  test('is unsaved work, and the newest comes first', async () => {
    const project = begin();
    await project.save(path, 'boat');
    await project.keepSnapshot('one');
    await project.keepSnapshot('two');
    expect(project.unsaved).toBe(true);
    expect(project.snapshots.map(({ name }) => name)).toEqual(['two', 'one']);
  });

  test('that was deleted is gone for good', async () => {
    const project = begin();
    await project.keepSnapshot('one');
    await project.keepSnapshot('two');
    await project.forgetSnapshot(project.snapshots[0]?.id ?? '');
    expect((await later())?.project.snapshots.map(({ name }) => name)).toEqual(['one']);
  });

  test('is refused where there are too many', async () => {
    const project = begin();
    for (let number = 0; number < maximumSnapshots; number++) await project.keepSnapshot(String(number));
    await expect(project.keepSnapshot('one more')).rejects.toThrow(/at most/);
    expect(project.snapshots).toHaveLength(maximumSnapshots);
  });
});
