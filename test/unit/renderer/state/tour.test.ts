import { describe, expect, it } from 'vitest';
import { openWindow, settle } from '../support/window';

describe('the tour', () => {
  it('begins with a sentence of the pack and is offered once', async () => {
    const { studio } = await openWindow();
    expect(studio.tour.seen).toBe(false);
    studio.tour.begin();
    expect(studio.tour.stop?.title).toBe('Say it');
    expect(studio.prompt.text).toBe(studio.session.pack?.samplePrompts[0]);
    studio.tour.end();
    expect(studio.tour.stop).toBeUndefined();
    expect(studio.tour.seen).toBe(true);
  });

  it('knows when its thing was done', async () => {
    const { studio } = await openWindow();
    studio.tour.begin();
    expect(studio.tour.done).toBe(false);
    studio.tour.next();
    expect(studio.tour.done).toBe(false);
    studio.tour.help();
    expect(studio.editor.tool).toBe('box');
    await settle();
  });

  it('ends behind the last stop, with a sentence for a change', async () => {
    const { studio } = await openWindow();
    studio.tour.begin();
    studio.tour.next();
    studio.tour.next();
    studio.tour.help();
    expect(studio.changing.act).toBe('change');
    expect(studio.prompt.text).not.toBe('');
    studio.tour.next();
    expect(studio.tour.at).toBeUndefined();
  });
});
