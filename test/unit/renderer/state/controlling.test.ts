import { describe, expect, it } from 'vitest';
import type { TaskName } from '../../../../preload/contract';
import type { FrameView } from '../../../../renderer/state/control-maker';
import { asset, pictureResult, samplePack } from '../support/samples';
import { ScriptedHost } from '../support/scripted-host';
import { openWindow, settle } from '../support/window';

/** A window whose canvas remembers what it was asked for; pictures that it hands over get the letters in turn. */
async function controlling(...tasks: readonly TaskName[]) {
  const host = new ScriptedHost();
  host.packs = [{ ...samplePack, tasks: ['generate', ...tasks] }];
  const views: FrameView[] = [];
  let kept = 0;
  host.answers['assets.put'] = () => ({
    id: asset('defgh'.charAt(kept++)),
    mime: 'image/png',
    width: 128,
    height: 128,
    bytes: 1,
  });
  const { studio } = await openWindow(host);
  studio.controlling.onView(async (wanted) => {
    views.push(wanted);
    return new Uint8Array(1);
  });
  return { host, studio, views };
}

describe('a control', () => {
  it('that is drawn begins as an empty ground with the brush on it', async () => {
    const { studio, views } = await controlling('control');
    studio.controlling.kind = 'segmentation';
    await studio.controlling.draw();
    expect(views).toMatchObject([{ pictures: [], ground: '#aad4ff' }]);
    expect(studio.controlling.layer).toMatchObject({ control: 'segmentation', asset: asset('d') });
    expect(studio.editor).toMatchObject({ tool: 'brush', colour: '#783c14' });
    studio.document.undo();
    expect(studio.controlling.layer).toBeUndefined();
  });

  it('of lines is drawn with a fine brush, as packs know lines; areas leave the brush as it is', async () => {
    const { studio } = await controlling('control');
    studio.controlling.kind = 'segmentation';
    await studio.controlling.draw();
    expect(studio.editor.brushSize).toBe(24);
    studio.controlling.kind = 'sketch';
    await studio.controlling.draw();
    expect(studio.editor.brushSize).toBe(Math.round((3 * studio.document.current.frame.width) / 256));
  });

  it('is what the next picture is drawn along, in the colours of its classes alone', async () => {
    const { host, studio, views } = await controlling('control');
    studio.controlling.kind = 'segmentation';
    await studio.controlling.draw();
    studio.prompt.text = 'a boat';
    void studio.drawing.generate();
    await settle();
    expect(host.jobs.at(-1)?.request).toMatchObject({
      task: 'control',
      kind: 'segmentation',
      control: asset('e'),
      prompt: 'a boat',
    });
    expect(views.at(-1)).toMatchObject({ side: 128, colours: ['#aad4ff', '#783c14'], pictures: [{ opacity: 1 }] });
  });

  it('is left out when it is switched off, and in packs that cannot', async () => {
    const { host, studio } = await controlling('control');
    await studio.controlling.draw();
    studio.controlling.setFollowed(false);
    void studio.drawing.generate();
    await settle();
    expect(host.jobs.at(-1)?.request.task).toBe('generate');

    const other = await controlling();
    await other.studio.controlling.draw();
    void other.studio.drawing.generate();
    await settle();
    expect(other.host.jobs.at(-1)?.request.task).toBe('generate');
  });

  it('of a picture is a job of the pack, or refused where the pack lacks the task', async () => {
    const { host, studio } = await controlling('control', 'depth');
    studio.document.place('open a picture', { ...pictureResult(asset('a')), name: 'a photo' });
    studio.controlling.kind = 'segmentation';
    await studio.controlling.make();
    expect(host.jobs).toEqual([]);
    studio.controlling.kind = 'depth';
    const made = studio.controlling.make();
    await settle();
    expect(host.jobs.at(-1)?.request).toMatchObject({ task: 'depth', source: asset('d') });
    host.finish(asset('z'));
    await made;
    expect(studio.controlling.layer).toMatchObject({ control: 'depth', asset: asset('z') });
    expect(studio.staging.pictures, 'a map is no candidate').toEqual([]);
  });

  it('that fails says why, and nothing is added', async () => {
    const { host, studio } = await controlling('control', 'depth');
    studio.document.place('open a picture', { ...pictureResult(asset('a')), name: 'a photo' });
    studio.controlling.kind = 'depth';
    const made = studio.controlling.make();
    await settle();
    host.move({ state: 'failed', error: { code: 'engine-died', message: 'The engine stopped.' } });
    await made;
    expect(studio.notices.alerts.map(({ error }) => error.code)).toEqual(['engine-died']);
    expect(studio.controlling).toMatchObject({ layer: undefined, busy: false });
  });

  it('gives way to the picture that was drawn along it, in the same step', async () => {
    const { host, studio } = await controlling('control');
    await studio.controlling.draw();
    const ended = studio.drawing.generate();
    await settle();
    const picture = pictureResult(asset('b'));
    const recipe = { ...picture.recipe, task: 'control' as const };
    host.move({
      state: 'done',
      result: { kind: 'pictures', pictures: [{ ...picture, recipe }], timings: { total: 1 } },
    });
    await ended;
    expect(studio.controlling.layer?.visible).toBe(false);
    studio.document.undo();
    expect(studio.controlling.layer?.visible).toBe(true);
  });
});
