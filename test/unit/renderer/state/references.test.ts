import { describe, expect, it } from 'vitest';
import { FolderId, PhotoId, type PhotoView } from '../../../../preload/contract';
import { asset, pictureResult, samplePack } from '../support/samples';
import { ScriptedHost } from '../support/scripted-host';
import { openWindow, settle, type OpenWindow } from '../support/window';

const photo = (letter: string, score?: number): PhotoView => ({
  id: PhotoId.parse(`photo-${letter.repeat(32)}`),
  name: `${letter}.jpg`,
  folder: FolderId.parse(`folder-${'0'.repeat(16)}`),
  ...{ width: 4, height: 3, bytes: 1, taken: 0, kind: 'photo', format: 'jpeg', thumbnail: asset(letter) },
  ...(score === undefined ? {} : { score }),
});

async function withReferences(references: number, found: PhotoView[] = []): Promise<OpenWindow> {
  const host = new ScriptedHost();
  host.packs = [{ ...samplePack, references }];
  host.answers = {
    'library.open': (payload) => {
      const { photo: id } = payload as { photo: string };
      return { id: asset(id.slice(-1)), mime: 'image/png', width: 4, height: 3, bytes: 1 };
    },
    'library.references': (payload) => {
      const { most, like = [] } = payload as { most: number; like?: string[] };
      const photos = found.filter(({ id }) => !like.includes(id)).slice(0, most);
      return { photos, fits: photos.length > 0 };
    },
  };
  return openWindow(host);
}

const names = ({ studio }: OpenWindow) => studio.references.list.map(({ name }) => name);

describe('references', () => {
  it('are chosen by hand, as many as the pack takes, and go along with the request', async () => {
    const window = await withReferences(2);
    const { references, drawing, prompt } = window.studio;
    for (const letter of ['a', 'b', 'c']) await references.add(photo(letter));
    await references.add(photo('a'));
    expect(names(window)).toEqual(['a.jpg', 'b.jpg']);
    references.remove(photo('a').id);
    prompt.text = 'a boat';
    void drawing.generate();
    await settle();
    expect(window.host.jobs.at(-1)?.request).toMatchObject({ task: 'generate', references: [asset('b')] });
  });

  it('are none for a pack that was not trained for them', async () => {
    const window = await withReferences(0);
    await window.studio.references.add(photo('a'));
    expect(window.studio.references.request()).toEqual({});
    expect(window.studio.notices.toasts[0]?.text).toContain('was not trained');
  });

  it('are found by the sentence and by those that are pinned, which stay', async () => {
    const window = await withReferences(2, [photo('b', 0.6), photo('c', 0.5), photo('d', 0.4)]);
    const { references } = window.studio;
    await references.suggest('a boat');
    expect(names(window)).toEqual(['b.jpg', 'c.jpg']);
    references.togglePin(photo('c').id);
    await references.suggest('a boat');
    expect(names(window)).toEqual(['c.jpg', 'b.jpg']);
  });

  it('are those of an earlier picture, when they are recalled', async () => {
    const window = await withReferences(2);
    const [first, second] = [asset('d'), asset('e')];
    const recipe = { ...pictureResult(asset('f')).recipe, pictures: ['1'.repeat(64), '2'.repeat(64)] };
    window.host.answers['pictures.again'] = () => ({
      request: {
        task: 'generate',
        prompt: 'a boat',
        seed: 1,
        references: [first, second],
        candidates: 1,
        settings: {},
      },
    });
    await window.studio.references.add(photo('a'));
    await window.studio.recallReferences(recipe);
    expect(window.studio.references.request()).toEqual({ references: [first, second] });
    window.studio.references.remove(PhotoId.parse(`photo-${'1'.repeat(32)}`));
    expect(window.studio.references.request()).toEqual({ references: [second] });
  });
});
