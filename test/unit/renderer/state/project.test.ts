import { describe, expect, it } from 'vitest';
import { ProjectId, StudioError, type DocumentChange, type Snapshot } from '../../../../preload/contract';
import { become } from '../../../../renderer/editor/changes';
import { emptyDocument } from '../../../../renderer/editor/document';
import { asset, pictureResult, sampleProjectId } from '../support/samples';
import { ScriptedHost } from '../support/scripted-host';
import { memoryStorage, openWindow, settle } from '../support/window';

const other = ProjectId.parse(`project-${'2'.repeat(16)}`);

function changesOf(host: ScriptedHost): DocumentChange[] {
  const asked = host.asked.filter(({ channel }) => channel === 'project.changes');
  return asked.map(({ payload }) => (payload as { change: DocumentChange }).change);
}

/** A host that opens this project for whoever asks. */
function hostWith(project: {
  name: string;
  unsaved: boolean;
  problems?: string[];
  snapshots?: Snapshot[];
}): ScriptedHost {
  const host = new ScriptedHost();
  host.answers['project.open'] = () => ({
    kind: 'opened',
    project: {
      id: other,
      turn: 4,
      document: { ...emptyDocument(512), width: 300 },
      snapshots: [],
      problems: [],
      ...project,
    },
  });
  return host;
}

describe('the project of a window', () => {
  it('tells the host of every change, undo too', async () => {
    const { host, studio } = await openWindow();
    studio.document.place('accept', { ...pictureResult(asset('a')), name: 'a red boat' });
    await settle();
    studio.document.undo();
    await settle();
    expect(changesOf(host)).toMatchObject([{ layers: [{ asset: asset('a') }], order: ['picture-1'] }, { order: [] }]);
    expect(studio.project.unsaved).toBe(true);
  });

  it('says nothing while nobody did anything', async () => {
    const { host, studio } = await openWindow();
    expect(changesOf(host)).toEqual([]);
    expect(studio.title).toBe('Brookesia');
  });

  it('sends again what could not be kept, and tells the person', async () => {
    const { host, studio } = await openWindow();
    host.answers['project.changes'] = () => {
      throw new StudioError({ code: 'file-unwritable', message: 'The disk is full.' });
    };
    studio.document.place('accept', { ...pictureResult(asset('a')), name: 'a red boat' });
    await settle();
    expect(studio.notices.alerts.map(({ error }) => error.message)).toEqual(['The disk is full.']);
    delete host.answers['project.changes'];
    studio.document.place('accept', { ...pictureResult(asset('b')), name: 'a red boat' });
    await settle();
    expect(changesOf(host).at(-1)).toMatchObject({ layers: [{ asset: asset('b') }], order: ['picture-1'] });
  });

  it('sends together what came while a change was on its way', async () => {
    const { host, studio } = await openWindow();
    for (const letter of ['a', 'b', 'c'])
      studio.document.place('accept', { ...pictureResult(asset(letter)), name: 'a red boat' });
    await settle();
    expect(changesOf(host).length).toBeLessThan(3);
    expect(changesOf(host).at(-1)).toMatchObject({ layers: [{ asset: asset('c') }] });
  });

  it('goes on after a reload where it was', async () => {
    const memory = memoryStorage({ 'brookesia.project': other });
    const { host, studio } = await openWindow(hostWith({ name: 'boat', unsaved: true }), undefined, memory);
    expect(host.asked.find(({ channel }) => channel === 'project.open')?.payload).toEqual({
      from: 'journal',
      project: other,
    });
    expect(studio.document.current.width).toBe(300);
    expect(studio.title).toBe('• boat - Brookesia');
  });

  it('begins anew when the host knows nothing of the one before the reload', async () => {
    const host = new ScriptedHost();
    const answer = hostWith({ name: 'Untitled', unsaved: false }).answers['project.open'];
    host.answers['project.open'] = (payload) => {
      if ((payload as { from: string }).from === 'journal')
        throw new StudioError({ code: 'project-missing', message: 'gone' });
      return answer?.(payload) ?? { kind: 'cancelled' };
    };
    const { studio } = await openWindow(host, undefined, memoryStorage({ 'brookesia.project': sampleProjectId }));
    expect(studio.notices.alerts).toEqual([]);
    expect(studio.project.name).toBe('Untitled');
  });
});

describe('saving the project', () => {
  it('sends what is not there yet, then saves under a name from the picture', async () => {
    const { host, studio } = await openWindow();
    host.answers['project.save'] = () => ({
      kind: 'saved',
      name: 'a-red-boat',
      path: '/home/ada/a-red-boat.brookesia',
    });
    studio.document.place('accept', { ...pictureResult(asset('a')), name: 'a red boat' });
    await studio.project.save();
    const channels = host.asked.map(({ channel }) => channel).filter((name) => /changes|save/.test(name));
    expect(channels).toEqual(['project.changes', 'project.save']);
    expect(host.asked.find(({ channel }) => channel === 'project.save')?.payload).toEqual({
      ...{ project: sampleProjectId, turn: 1, name: 'a-red-boat' },
    });
    expect(studio.title).toBe('a-red-boat - Brookesia');
    expect(studio.notices.toasts.map(({ text }) => text)).toEqual(['Saved as /home/ada/a-red-boat.brookesia']);
  });

  it('changes nothing when the person thinks better of it', async () => {
    const { host, studio } = await openWindow();
    host.answers['project.saveAs'] = () => ({ kind: 'cancelled' });
    studio.document.place('accept', { ...pictureResult(asset('a')), name: 'a red boat' });
    await studio.project.saveAs();
    expect(studio.title).toBe('• Untitled - Brookesia');
    expect(studio.project.saving).toBe(false);
  });
});

describe('opening another project', () => {
  it('shows it, with a history of its own, and leaves the one before to the host', async () => {
    const { host, studio } = await openWindow();
    studio.document.place('accept', { ...pictureResult(asset('a')), name: 'a red boat' });
    host.answers = hostWith({ name: 'boat', unsaved: false }).answers;
    await studio.project.open({ from: 'recent', id: 'x' });
    expect(studio.document.current.width).toBe(300);
    expect(studio.document.canUndo).toBe(false);
    expect(host.asked.find(({ channel }) => channel === 'project.close')?.payload).toEqual({
      ...{ project: sampleProjectId, turn: 1 },
    });
  });

  it('by a file that was picked or dropped', async () => {
    const { host, studio } = await openWindow();
    host.answers['project.import'] =
      hostWith({ name: 'boat', unsaved: false }).answers['project.open'] ?? (() => ({ kind: 'cancelled' }));
    const arrayBuffer = () => Promise.resolve(new Uint8Array([1]).buffer);
    await studio.files.open({ name: 'My: boat.brookesia', size: 1, arrayBuffer });
    expect(host.asked.find(({ channel }) => channel === 'project.import')?.payload).toMatchObject({
      name: 'My- boat.brookesia',
    });
    expect(studio.project.name).toBe('boat');
  });

  it('says what of it is lost', async () => {
    const { host, studio } = await openWindow();
    host.answers = hostWith({ name: 'boat', unsaved: true, problems: ['The picture of “sea” is damaged.'] }).answers;
    await studio.project.open({ from: 'dialog' });
    expect(studio.notices.alerts[0]?.error.message).toContain('The picture of “sea” is damaged.');
  });

  it('leaves everything as it is when it fails', async () => {
    const { host, studio } = await openWindow();
    studio.document.place('accept', { ...pictureResult(asset('a')), name: 'a red boat' });
    host.answers['project.open'] = () => {
      throw new StudioError({ code: 'project-unreadable', message: 'It is no zip file.' });
    };
    await studio.project.open({ from: 'dialog' });
    expect(studio.document.picture?.asset).toBe(asset('a'));
    expect(studio.notices.alerts).toHaveLength(1);
  });
});

describe('what an earlier run left unsaved', () => {
  it('is offered once the window is open', async () => {
    const host = new ScriptedHost();
    host.answers['project.recent'] = () => ({ recent: [], unsaved: [{ project: other, name: 'boat', changed: 1 }] });
    const { studio } = await openWindow(host);
    expect(studio.project.left.map(({ name }) => name)).toEqual(['boat']);
    await studio.project.discard(other);
    expect(host.asked.some(({ channel }) => channel === 'project.discard')).toBe(true);
  });
});

describe('snapshots', () => {
  const kept = (name: string) => ({ id: `snapshot-${'0'.repeat(16)}`, name, made: 0, document: emptyDocument(512) });

  it('are made of what the host has been told before, and mark the project as unsaved', async () => {
    const { host, studio } = await openWindow();
    host.answers['project.snapshot'] = () => ({ snapshots: [kept('first try')] });
    studio.document.place('accept', { ...pictureResult(asset('a')), name: 'a red boat' });
    expect(await studio.project.snapshots.keep('first try')).toBe(true);
    const channels = host.asked.map(({ channel }) => channel);
    expect(channels.indexOf('project.changes')).toBeLessThan(channels.indexOf('project.snapshot'));
    expect(studio.project.snapshots.list.map(({ name }) => name)).toEqual(['first try']);
    expect(studio.project.unsaved).toBe(true);
  });

  it('are those of the project that was opened', async () => {
    const { host, studio } = await openWindow();
    host.answers = hostWith({ name: 'boat', unsaved: false, snapshots: [kept('at sea')] }).answers;
    await studio.project.open({ from: 'dialog' });
    expect(studio.project.snapshots.list.map(({ name }) => name)).toEqual(['at sea']);
  });

  it('stay as they are when the host refuses one more', async () => {
    const { host, studio } = await openWindow();
    host.answers['project.snapshot'] = () => {
      throw new Error('full');
    };
    expect(await studio.project.snapshots.keep('one more')).toBe(false);
    expect(studio.project.snapshots.list).toEqual([]);
    expect(studio.notices.alerts).toHaveLength(1);
  });

  it('come back as one step that can be undone', async () => {
    const { studio } = await openWindow();
    const before = studio.document.current;
    studio.document.place('accept', { ...pictureResult(asset('a')), name: 'a red boat' });
    const after = studio.document.current;
    studio.document.change('go back', become(after, before));
    expect(studio.document.current.layers).toEqual(before.layers);
    studio.document.undo();
    expect(studio.document.current).toEqual(after);
  });
});
