import { describe, expect, it } from 'vitest';
import { ProjectId } from '../../../../preload/contract';
import { emptyDocument } from '../../../../renderer/editor/document';
import { asset, pictureResult, sampleProjectId } from '../support/samples';
import { ScriptedHost } from '../support/scripted-host';
import { memoryStorage, openWindow, settle } from '../support/window';

const other = ProjectId.parse(`project-${'2'.repeat(16)}`);
const project = { id: other, turn: 1, name: 'boat', document: emptyDocument(300), snapshots: [], problems: [] };
const file = { name: 'boat.brookesia', size: 3, arrayBuffer: () => Promise.resolve(new ArrayBuffer(3)) };

function hostThatOpens(opensWindows: boolean): ScriptedHost {
  const host = new ScriptedHost();
  host.answers['project.import'] = () => ({ kind: 'opened', project: { ...project, unsaved: false } });
  host.answers['window.open'] = () => ({ opened: opensWindows });
  return host;
}

const touched = async (host: ScriptedHost) => {
  const window = await openWindow(host);
  window.studio.document.place('accept', { ...pictureResult(asset('a')), name: 'a red boat' });
  await settle();
  return window;
};

const asked = (host: ScriptedHost, wanted: string) =>
  host.asked.filter(({ channel }) => channel === wanted).map(({ payload }) => payload);

describe('a project that is dropped on a window', () => {
  it('opens in it as long as nothing was done there', async () => {
    const { host, studio, tabs } = await openWindow(hostThatOpens(false));
    await studio.files.drop(file);
    expect([studio.project.name, tabs, asked(host, 'window.open')]).toEqual(['boat', [], []]);
  });

  it('otherwise opens in a window of its own: one of the shell, or one of the browser', async () => {
    for (const ofShell of [true, false]) {
      const { host, studio, tabs } = await touched(hostThatOpens(ofShell));
      await studio.files.drop(file);
      expect(asked(host, 'window.open')).toEqual([{ project: other }]);
      expect(tabs).toEqual(ofShell ? [] : [other]);
      expect(studio.project.name).toBe('Untitled');
      expect(studio.document.current.layers).toHaveLength(1);
    }
  });

  it('opens here when it is chosen by the menu', async () => {
    const { studio, tabs } = await touched(hostThatOpens(false));
    await studio.files.open(file);
    expect([studio.project.name, tabs]).toEqual(['boat', []]);
  });
});

describe('a window that another one has opened', () => {
  const memory = () => memoryStorage({ 'brookesia.project': sampleProjectId });

  it('begins a new project, though it has a copy of the memory of the other', async () => {
    const { host } = await openWindow(new ScriptedHost(), undefined, memory(), 'new');
    expect(asked(host, 'project.open')).toMatchObject([{ from: 'nothing' }]);
  });

  it('goes on with the project that it was opened for', async () => {
    const { host } = await openWindow(new ScriptedHost(), undefined, memory(), other);
    expect(asked(host, 'project.open')).toEqual([{ from: 'journal', project: other }]);
  });
});

describe('two windows', () => {
  it('show the drawings of their own project, and those of nobody', async () => {
    const { host, studio } = await openWindow();
    const mine = await studio.session.submit({ task: 'generate', prompt: 'a red boat', seed: 1 });
    expect(asked(host, 'jobs.submit')).toMatchObject([{ request: { project: sampleProjectId } }]);
    expect(mine).toBeDefined();
    studio.session.project = other;
    expect(studio.session.jobs.filter(({ request }) => request.project === sampleProjectId)).toEqual([]);
  });

  it('do not both work on one project: the first is told when the second opens it', async () => {
    const { host, studio } = await openWindow();
    host.emit({ type: 'project.taken', project: other, turn: 7 });
    expect(studio.notices.alerts).toEqual([]);
    host.emit({ type: 'project.taken', project: sampleProjectId, turn: 7 });
    expect(studio.notices.alerts.map(({ error }) => error.code)).toEqual(['project-elsewhere']);
  });
});
