import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { readProject } from '../../../main/documents/project';
import type { ProjectView } from '../../../preload/contract';
import { KillableStudio } from '../../support/killable-studio';
import { blankDocument } from '../../support/scripted-session';
import { temporaryFolder } from '../../support/temporary-pack';

let home: string;
let documents: string;
let first: KillableStudio;
beforeEach(async () => {
  home = await temporaryFolder(onTestFinished);
  documents = join(home, 'documents', 'Brookesia');
  first = await started();
});

async function started(): Promise<KillableStudio> {
  const studio = await KillableStudio.start(home);
  onTestFinished(() => studio.kill());
  return studio;
}

async function opened(studio: KillableStudio, payload: Parameters<typeof open>[1]): Promise<ProjectView> {
  const reply = await open(studio, payload);
  if (reply.kind !== 'opened') throw new Error('The project was not opened.');
  return reply.project;
}

function open(studio: KillableStudio, source: { from: 'recent'; id: string } | { from: 'new' }) {
  return studio.ask('project.open', source.from === 'new' ? { from: 'nothing', document: blankDocument } : source);
}

async function widen(studio: KillableStudio, { id, turn }: ProjectView, width: number): Promise<void> {
  const { height, frame } = blankDocument;
  const change = { canvas: { width, height, frame }, layers: [], order: [] };
  await studio.ask('project.changes', { project: id, turn, change });
}

const save = (studio: KillableStudio, { id, turn }: ProjectView) =>
  studio.ask('project.save', { project: id, turn, name: 'boat' });

async function savedProject(): Promise<{ project: ProjectView; recent: { from: 'recent'; id: string } }> {
  const project = await opened(first, { from: 'new' });
  await widen(first, project, 2);
  await save(first, project);
  const [entry] = (await first.ask('project.recent', {})).recent;
  return { project, recent: { from: 'recent', id: entry?.id ?? '' } };
}

test('a second studio is told that a file is open elsewhere, and saves its copy under another name', async () => {
  const { project, recent } = await savedProject();
  const second = await started();
  const copy = await opened(second, recent);
  expect(copy).toMatchObject({ isElsewhere: true, name: 'boat', unsaved: false });
  await widen(second, copy, 30);
  expect(await save(second, copy)).toMatchObject({ kind: 'saved', path: join(documents, 'boat 2.brookesia') });
  await widen(first, project, 4);
  await save(first, project);
  const widths = await Promise.all(
    ['boat', 'boat 2'].map(async (name) => {
      const path = join(documents, `${name}.brookesia`);
      return (await readProject(path, path)).document.width;
    }),
  );
  expect(widths).toEqual([4, 30]);
});

test('when the first one closes the project, or is killed, the second has the file itself', async () => {
  const { project, recent } = await savedProject();
  const second = await started();
  await first.ask('project.close', { project: project.id, turn: project.turn });
  const own = await opened(second, recent);
  expect(own.isElsewhere).toBeUndefined();
  await second.kill();
  const third = await opened(first, recent);
  expect(third.isElsewhere).toBeUndefined();
  await widen(first, third, 5);
  expect(await save(first, third)).toMatchObject({ path: join(documents, 'boat.brookesia') });
});

test('a file that another window of the same studio has open is taken over, with what is not saved', async () => {
  const { project, recent } = await savedProject();
  await widen(first, project, 7);
  const taken = await opened(first, recent);
  expect(taken).toMatchObject({ id: project.id, turn: 2, unsaved: true, document: { width: 7 } });
  await expect(widen(first, project, 8)).rejects.toMatchObject({ code: 'project-elsewhere' });
  await widen(first, taken, 9);
  await save(first, taken);
  expect(await readdir(documents)).toEqual(['boat.brookesia', 'boat.brookesia~']);
  expect((await readFile(join(documents, 'boat.brookesia'))).length).toBeGreaterThan(0);
});
