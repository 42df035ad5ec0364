import { describe, expect, it } from 'vitest';
import { PackId, type PackView } from '../../../../preload/contract';
import { asset, pictureResult, samplePack } from '../support/samples';
import { ScriptedHost } from '../support/scripted-host';
import { memoryStorage, openWindow, settle, type OpenWindow } from '../support/window';

const { image: _, ...noImage } = samplePack;
const photo: PackView = {
  ...noImage,
  id: PackId.parse('photo'),
  title: 'Photo',
  terms: 'research and education',
  tasks: ['caption', 'ask'],
};
const drawing: PackView = { ...samplePack, tasks: ['generate', 'caption', 'ask', 'locate', 'read', 'segment'] };

async function withPacks(packs: PackView[], storage = memoryStorage()): Promise<OpenWindow> {
  const host = new ScriptedHost();
  host.packs = packs;
  const window = await openWindow(host, storage);
  window.studio.document.placeAbove('open', { asset: asset('c'), width: 128, height: 128, name: 'a photo' });
  return window;
}

async function told({ studio, host }: OpenWindow, pack: string, unlike = false): Promise<void> {
  const ended = studio.understanding.describe();
  await settle();
  const familiarity = { score: unlike ? 2 : 0, threshold: 1 };
  const result = { kind: 'text' as const, text: 'a dog', pack: PackId.parse(pack), familiarity, timings: { total: 1 } };
  host.move({ state: 'done', result });
  await ended;
}

describe('with a pack that draws and one that only reads', () => {
  it('the first draws, whatever the order', async () => {
    const { studio } = await withPacks([photo, drawing]);
    expect(studio.session.pack?.id).toBe(drawing.id);
    expect(studio.changing.unable).toBeUndefined();
  });

  it('the picture decides who reads it; who has answered once goes on', async () => {
    const window = await withPacks([photo, drawing]);
    const { reader } = window.studio;
    expect([reader.chosen, reader.pack]).toEqual([undefined, undefined]);
    await told(window, 'photo');
    expect(window.host.jobs.at(-1)?.request.pack).toBeUndefined();
    expect(window.host.jobs.at(-1)?.request).toMatchObject({ task: 'caption', source: asset('c') });
    expect(reader.pack?.id).toBe('photo');
    expect(window.studio.understanding.missing).toEqual(['locate', 'segment', 'depth']);
  });

  it('a picture that a pack drew is read by that pack', async () => {
    const window = await withPacks([photo, drawing]);
    const { studio } = window;
    const { asset: drawn, recipe } = pictureResult(asset('a'));
    studio.document.placeAbove('open', { asset: drawn, recipe, width: 128, height: 128, name: 'a boat' });
    expect(studio.reader.pack?.id).toBe(recipe.pack.id);
    expect(recipe.pack.id).toBe(drawing.id);
  });

  it('the person may choose, and the choice stays', async () => {
    const storage = memoryStorage();
    const { studio } = await withPacks([photo, drawing], storage);
    studio.reader.choose(photo.id);
    expect(studio.reader.pack?.id).toBe('photo');
    expect((await withPacks([photo, drawing], storage)).studio.reader.chosen?.id).toBe('photo');
    studio.reader.choose(undefined);
    expect(studio.reader.pack).toBeUndefined();
  });

  it('a place is asked for in words as long as it is not known who looks', async () => {
    const window = await withPacks([photo, drawing]);
    window.studio.understanding.question = 'where is the dog?';
    void window.studio.understanding.ask();
    await settle();
    expect(window.host.jobs.at(-1)?.request).toMatchObject({ task: 'ask', question: 'where is the dog?' });
  });

  it('lengths of descriptions are offered only for packs that read layouts', async () => {
    const { studio } = await withPacks([photo, drawing]);
    expect(studio.understanding.describesAtLength).toBe(false);
    studio.reader.choose(drawing.id);
    expect(studio.understanding.describesAtLength).toBe(true);
  });
});

it('an answer about a picture unlike all that the pack knows is marked', async () => {
  const window = await withPacks([photo]);
  await told(window, 'photo', true);
  expect(window.studio.understanding.exchanges.at(-1)).toMatchObject({ unlike: true, pack: 'photo' });
  await told(window, 'photo');
  expect(window.studio.understanding.exchanges.at(-1)).toMatchObject({ unlike: false });
});

it('a pack that only reads says that it does not draw', async () => {
  const { studio } = await withPacks([photo]);
  expect(studio.session.pack?.id).toBe('photo');
  expect(studio.changing.unable).toMatch(
    /^The model “Photo” was not made to draw from sentences\. It describes pictures and answers questions\./,
  );
  expect(studio.reader.chosen?.id).toBe('photo');
});

describe('a change of colours', () => {
  const filtering: PackView = {
    ...photo,
    tasks: ['caption', 'ask', 'edit'],
    editMode: 'filter',
    regions: ['sky', 'road'],
  };
  const redrawing: PackView = { ...drawing, tasks: [...drawing.tasks, 'edit'], editMode: 'redraw' };

  async function changeWith(packs: PackView[], words: string) {
    const window = await withPacks(packs);
    window.studio.changing.choose('change');
    window.studio.prompt.text = words;
    void window.studio.changing.begin();
    await settle();
    return window;
  }

  it('is left to the pack that knows the photo, as long as it is not known which', async () => {
    const { studio, host } = await changeWith([filtering, redrawing], 'make the sky orange');
    expect(studio.changing.unable).toBeUndefined();
    expect(studio.changing.changer).toBeUndefined();
    expect(host.jobs.at(-1)?.request).toMatchObject({ task: 'edit', source: asset('c') });
    expect(host.jobs.at(-1)?.request.pack).toBeUndefined();
    expect(studio.changing.ideas).toContain('make the sky a sunset');
  });

  it('is that of the only pack that can, and said to be a filter', async () => {
    const { studio, host } = await changeWith([filtering, drawing], 'make it warmer');
    expect(host.jobs.at(-1)?.request.pack).toBe('photo');
    expect(studio.changing.changer?.editMode).toBe('filter');
    const picture = { ...pictureResult(asset('d')), changed: { inside: 9, outside: 0 } };
    const recipe = { ...picture.recipe, filter: { change: 'warmth' } };
    const result = { kind: 'pictures' as const, pictures: [{ ...picture, recipe }], timings: { total: 1 } };
    host.move({ state: 'done', result });
    await settle();
    expect(studio.staging.filter).toEqual({ change: 'warmth' });
  });

  it('of a picture that a pack drew stays with that pack', async () => {
    const window = await withPacks([filtering, redrawing]);
    const { asset: drawn, recipe } = pictureResult(asset('a'));
    window.studio.document.placeAbove('open', { asset: drawn, recipe, width: 128, height: 128, name: 'a boat' });
    expect(window.studio.changing.changer?.id).toBe(drawing.id);
  });
});
