import { describe, expect, it } from 'vitest';
import { LayerId, type AssetId, type BoxLayer, type MaskLayer, type Plan } from '../../../../preload/contract';
import { addLayer } from '../../../../renderer/editor/changes';
import { editIdeas } from '../../../../renderer/state/edit-ideas';
import { asset, pictureResult, recipe, samplePack } from '../support/samples';
import { ScriptedHost } from '../support/scripted-host';
import { openWindow, settle } from '../support/window';

const plan: Plan = {
  things: [{ label: 'red boat', box: { x0: 0.25, y0: 0.5, x1: 0.5, y1: 0.75 } }],
  background: 'the sea at night',
};
const whole = { x: 0, y: 0, width: 128, height: 128 };
const layer = { visible: true, locked: false, opacity: 1 };
const mask: MaskLayer = {
  ...{ ...layer, type: 'mask', id: LayerId.parse('mask-1'), name: 'Mask', rect: whole },
  asset: asset('e'),
};
const box: BoxLayer = {
  ...{ ...layer, type: 'box', id: LayerId.parse('box-1'), name: 'red boat', label: 'red boat' },
  rect: { x: 32, y: 64, width: 32, height: 32 },
};

async function withPicture() {
  const host = new ScriptedHost();
  host.packs = [{ ...samplePack, tasks: ['generate', 'edit', 'inpaint', 'read'] }];
  host.answers['assets.put'] = () => ({ id: asset('f'), mime: 'image/png', width: 1, height: 1, bytes: 3 });
  const window = await openWindow(host);
  const { studio } = window;
  studio.document.place('open', { ...pictureResult(asset('a')), name: 'a photo', recipe: recipe({ plan }) });
  const finish = (id: AssetId) => {
    const picture = { ...pictureResult(id), changed: { inside: 100, outside: 0 } };
    host.move({ state: 'done', result: { kind: 'pictures', pictures: [picture], timings: { total: 1 } } });
  };
  return { ...window, finish, request: () => host.jobs.at(-1)?.request };
}

describe('changing the picture that is seen', () => {
  it('asks for it with what is known of the picture', async () => {
    const { studio, request } = await withPicture();
    studio.changing.choose('change');
    expect(studio.changing.ready).toBe(false);
    studio.prompt.text = 'make the boat blue';
    void studio.changing.begin();
    await settle();
    expect(request()).toMatchObject({ task: 'edit', source: asset('a'), before: plan, prompt: 'make the boat blue' });
    expect(request()).not.toHaveProperty('region');
  });

  it('stages the result over its layer, and accepting it is one step that can be undone', async () => {
    const { studio, finish } = await withPicture();
    studio.changing.choose('change');
    studio.prompt.text = 'make the boat blue';
    const ended = studio.changing.begin();
    await settle();
    finish(asset('b'));
    await ended;
    expect(studio.document.picture?.asset).toBe(asset('a'));
    expect(studio.staging.home?.asset).toBe(asset('a'));
    expect(studio.staging.changed).toEqual({ inside: 100, outside: 0 });
    studio.staging.accept();
    expect(studio.document.picture).toMatchObject({ asset: asset('b'), original: asset('a'), name: 'a photo' });
    studio.document.undo();
    expect(studio.document.picture?.asset).toBe(asset('a'));
    expect(studio.document.picture?.original).toBeUndefined();
  });

  it('goes on from a candidate at once, and still knows the layer', async () => {
    const { studio, finish, request } = await withPicture();
    studio.changing.choose('change');
    studio.prompt.text = 'make the boat blue';
    for (const id of [asset('b'), asset('c')]) {
      const ended = studio.changing.begin();
      await settle();
      finish(id);
      await ended;
    }
    expect(request()).toMatchObject({ task: 'edit', source: asset('b') });
    studio.staging.accept();
    expect(studio.document.current.layers).toHaveLength(1);
    expect(studio.document.picture?.asset).toBe(asset('c'));
  });

  it('takes a mask in place of what the model would choose, unless that is switched off', async () => {
    const { studio, request, finish } = await withPicture();
    studio.document.change('mask', addLayer(studio.document.current, mask));
    studio.changing.choose('change');
    studio.prompt.text = 'make the boat blue';
    const ended = studio.changing.begin();
    await settle();
    expect(request()).toMatchObject({ region: { mask: asset('f') } });
    finish(asset('b'));
    await ended;
    studio.changing.masked = false;
    void studio.changing.begin();
    await settle();
    expect(request()).not.toHaveProperty('region');
  });
});

describe('filling', () => {
  it('needs a mask and no words', async () => {
    const { studio, request } = await withPicture();
    studio.changing.choose('fill');
    expect(studio.changing.missing).toMatch(/^Mark the part/);
    studio.document.change('mask', addLayer(studio.document.current, mask));
    void studio.changing.begin();
    await settle();
    expect(request()).toMatchObject({ task: 'inpaint', prompt: '', region: { mask: asset('f') } });
  });
});

describe('redrawing a box', () => {
  it('asks for what its label says, in its place, and to be read back', async () => {
    const { studio, request } = await withPicture();
    studio.document.change('box', addLayer(studio.document.current, box));
    void studio.changing.redraw(box);
    await settle();
    const place = { x0: 0.25, y0: 0.5, x1: 0.5, y1: 0.75 };
    expect(request()).toMatchObject({
      ...{ task: 'inpaint', region: { boxes: [place] }, boxes: [{ label: 'red boat', box: place }], readBack: true },
    });
  });
});

describe('a pack that cannot do it', () => {
  it('is named with what it can do', async () => {
    const { studio } = await openWindow();
    studio.changing.choose('change');
    expect(studio.changing.unable).toMatch(
      /“Sample” was not made to change pictures. It draws from sentences and describes/,
    );
    expect(studio.changing.ready).toBe(false);
  });
});

describe('common changes', () => {
  it('are about what the picture shows, in colours that the pack knows, and are changes', () => {
    const ideas = editIdeas(samplePack.labels, plan);
    expect(ideas.slice(0, 2)).toEqual(['make the boat blue', 'remove the boat']);
    expect(ideas).not.toContain('make it night');
    expect(editIdeas([], undefined)[0]).toBe('make the sky orange');
  });
});
