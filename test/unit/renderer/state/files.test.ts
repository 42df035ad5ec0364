import { describe, expect, it } from 'vitest';
import { StudioError, maximumAssetBytes } from '../../../../preload/contract';
import { pictureFileName } from '../../../../renderer/state/file-name';
import { asset, pictureResult, recipe } from '../support/samples';
import { openWindow } from '../support/window';

function file(name: string, size = 3) {
  return { name, size, arrayBuffer: () => Promise.resolve(new Uint8Array([1, 2, 3]).buffer) };
}

const view = { id: asset('p'), mime: 'image/png', width: 640, height: 480, bytes: 3 } as const;

describe('opening a picture', () => {
  it('puts it on the canvas as one step that can be undone', async () => {
    const { host, studio } = await openWindow();
    host.answers['assets.put'] = () => view;
    await studio.files.open(file('holiday.png'));
    expect(studio.document.picture).toMatchObject({ asset: view.id, name: 'holiday' });
    studio.document.undo();
    expect(studio.document.picture).toBeUndefined();
  });

  it('brings along the recipe that the picture carries', async () => {
    const { host, studio } = await openWindow();
    host.answers['assets.put'] = () => ({ ...view, recipe: recipe({ seed: 5 }) });
    await studio.files.open(file('boat.png'));
    expect(studio.document.picture?.recipe?.seed).toBe(5);
  });

  it('says why a file is no picture, and leaves the canvas alone', async () => {
    const { host, studio } = await openWindow();
    host.answers['assets.put'] = () => {
      throw new StudioError({ code: 'image-unreadable', message: 'This is no picture.' });
    };
    await studio.files.open(file('notes.txt'));
    expect(studio.notices.alerts.map((alert) => alert.error.code)).toEqual(['image-unreadable']);
    expect(studio.document.picture).toBeUndefined();
  });

  it('does not even read a file that is too large', async () => {
    const { host, studio } = await openWindow();
    await studio.files.open(file('huge.png', maximumAssetBytes + 1));
    expect(studio.notices.alerts.map((alert) => alert.error.code)).toEqual(['too-large']);
    expect(host.asked.some(({ channel }) => channel === 'assets.put')).toBe(false);
  });
});

describe('saving the picture', () => {
  it('downloads it where the shell cannot write files', async () => {
    const { host, studio, downloads } = await openWindow();
    studio.document.place('accept', { ...pictureResult(asset('a')), name: 'a red boat' });
    host.answers['pictures.save'] = () => ({ kind: 'download', url: '/assets/x?download=1', name: 'boat.png' });
    await studio.files.save();
    expect(host.asked.at(-1)?.payload).toEqual({ asset: asset('a'), name: 'a-red-boat-7.png' });
    expect(downloads).toEqual([{ url: '/assets/x?download=1', name: 'boat.png' }]);
  });

  it('names the place where it was saved', async () => {
    const { host, studio } = await openWindow();
    studio.document.place('accept', { ...pictureResult(asset('a')), name: 'a red boat' });
    host.answers['pictures.save'] = () => ({ kind: 'saved', path: '/home/ada/boat.png' });
    await studio.files.save();
    expect(studio.notices.toasts.map((toast) => toast.text)).toEqual(['Saved as /home/ada/boat.png']);
  });

  it('says nothing when the user changed their mind', async () => {
    const { host, studio } = await openWindow();
    studio.document.place('accept', { ...pictureResult(asset('a')), name: 'a red boat' });
    host.answers['pictures.save'] = () => ({ kind: 'cancelled' });
    await studio.files.save();
    expect(studio.notices.toasts).toEqual([]);
    expect(studio.files.saving).toBe(false);
  });

  it('does nothing on an empty canvas', async () => {
    const { host, studio } = await openWindow();
    await studio.files.save();
    expect(host.asked.some(({ channel }) => channel === 'pictures.save')).toBe(false);
  });
});

describe('the file name of a picture', () => {
  it.each([
    ['A red boat, on the sea!', 7, 'a-red-boat-on-the-sea-7.png'],
    ['ein grünes Häuschen', undefined, 'ein-grünes-häuschen.png'],
    ['../../etc/passwd', 1, 'etc-passwd-1.png'],
    ['', 3, 'picture-3.png'],
    ['word '.repeat(100), 4_294_967_295, `${'word-'.repeat(12).slice(0, -1)}-4294967295.png`],
  ])('of "%s"', (sentence, seed, name) => {
    expect(pictureFileName(sentence, seed)).toBe(name);
  });
});
