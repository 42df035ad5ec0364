import { describe, expect, it } from 'vitest';
import type { KeyPress } from '../../../../renderer/state/chord';
import { shortcutFor, shortcutGroups, shortcuts } from '../../../../renderer/state/shortcuts';
import { makeWindow, openWindow, settle } from '../support/window';

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held };
}

describe('shortcuts', () => {
  it('leave letters to a text field and keep the drawing chords there', () => {
    const { studio } = makeWindow();
    expect(shortcutFor(press('h'), { inText: true }, studio)).toBeUndefined();
    expect(shortcutFor(press('z', { ctrlKey: true }), { inText: true }, studio)).toBeUndefined();
    expect(shortcutFor(press('Enter', { ctrlKey: true }), { inText: true }, studio)?.label).toBe('Generate');
    expect(shortcutFor(press('h'), { inText: false }, studio)?.label).toBe('Hand');
  });

  it('cancel only while something is drawn', async () => {
    const { host, studio } = await openWindow();
    expect(shortcutFor(press('Escape'), { inText: true }, studio)).toBeUndefined();
    void studio.drawing.generate();
    await settle();
    host.move({ state: 'running' });
    expect(shortcutFor(press('Escape'), { inText: true }, studio)?.label).toBe('Cancel');
    expect(shortcutFor(press('X', { shiftKey: true }), { inText: false }, studio)?.label).toBe('Cancel');
  });

  it('have no chord twice, but where it depends on what is going on', () => {
    const chords = shortcuts.filter(({ when }) => when === undefined).flatMap((shortcut) => shortcut.chords);
    expect(new Set(chords).size).toBe(chords.length);
  });

  it('are listed once by name and found by a part of it', () => {
    const all = shortcutGroups('').flatMap((group) => group.entries);
    expect(all.filter(({ label }) => label === 'Cancel')).toEqual([{ label: 'Cancel', chords: ['Escape', 'Shift+X'] }]);
    expect(shortcutGroups('ZOOM').flatMap((group) => group.entries)).toHaveLength(2);
    expect(shortcutGroups('no such thing')).toEqual([]);
  });
});
