import { describe, expect, it } from 'vitest';
import { Settings } from '../../../../renderer/state/settings.svelte';
import { recipe } from '../support/samples';
import { memoryStorage } from '../support/window';

const defaults = { temperature: 1, topP: 0.9, guidance: 3 };

function settings(storage = memoryStorage()) {
  let rolls = 0;
  return new Settings(storage, () => (rolls += 1));
}

describe('the seed', () => {
  it('is another one for every drawing unless it is locked', () => {
    const free = settings();
    expect(free.seedForDrawing()).not.toBe(free.seedForDrawing());
    free.toggleLock();
    expect(free.seedForDrawing()).toBe(free.seedForDrawing());
  });

  it('is locked when it is typed or rolled by hand', () => {
    const typed = settings();
    typed.typeSeed(' 42 ');
    expect([typed.seed, typed.seedLocked]).toEqual([42, true]);
    const rolled = settings();
    rolled.rollAndLock();
    expect(rolled.seedForDrawing()).toBe(rolled.seed);
  });

  it.each(['', 'abc', '-1', '1.5', '4294967296', 'Infinity'])('stays as it was for "%s"', (text) => {
    const before = settings();
    const { seed } = before;
    before.typeSeed(text);
    expect([before.seed, before.seedLocked]).toEqual([seed, false]);
  });

  it('is kept from visit to visit', () => {
    const storage = memoryStorage();
    settings(storage).typeSeed('99');
    expect(settings(storage).seedForDrawing()).toBe(99);
  });
});

describe('sampling settings', () => {
  it('hold only what differs from the defaults of the pack', () => {
    const changed = settings();
    changed.set('guidance', 5, defaults);
    changed.set('topP', 0.5, defaults);
    changed.set('guidance', 3, defaults);
    expect(changed.overrides).toEqual({ topP: 0.5 });
    expect(changed.changed).toBe(true);
    changed.reset();
    expect(changed.overrides).toEqual({});
    expect(changed.changed).toBe(false);
  });
});

describe('recalling a recipe', () => {
  it('brings back what the picture was not to show, until it is reset', () => {
    const recalled = settings();
    const settingsOf = { temperature: 0.5, topP: 0.8, guidance: 2 };
    recalled.recall({ ...recipe({ settings: settingsOf }), negative: 'clouds' });
    expect(recalled.negative).toBe('clouds');
    expect(recalled.changed).toBe(true);
    recalled.recallDrawing(recipe({ settings: settingsOf }));
    expect(recalled.negative).toBe('');
    recalled.negative = 'houses';
    recalled.reset();
    expect([recalled.negative, recalled.changed]).toEqual(['', false]);
  });

  it('sets all that makes the same picture again', () => {
    const recalled = settings();
    recalled.recall(recipe({ seed: 7, candidate: 2, settings: { temperature: 0.5, topP: 0.8, guidance: 2 } }));
    expect(recalled.seedForDrawing()).toBe(7);
    expect(recalled.pictures).toBe(3);
    expect(recalled.overrides).toEqual({ temperature: 0.5, topP: 0.8, guidance: 2 });
  });
});
