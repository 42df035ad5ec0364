import { describe, expect, it } from 'vitest';
import type { KeyPress } from '../../../../renderer/state/chord';
import { Keymap } from '../../../../renderer/state/keymap.svelte';
import { shortcutFor, shortcuts } from '../../../../renderer/state/shortcuts';
import { makeWindow } from '../support/window';

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held };
}

function kept() {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
}

describe('the keymap', () => {
  it('gives a command other keys, which then are the only ones', () => {
    const { studio } = makeWindow();
    expect(studio.keymap.move('P', press('L', { ctrlKey: true, shiftKey: true }), shortcuts)).toBeUndefined();
    expect(shortcutFor(press('p'), { inText: false }, studio)).toBeUndefined();
    const found = shortcutFor(press('L', { ctrlKey: true, shiftKey: true }), { inText: false }, studio);
    expect(found?.label).toBe('Photo library');
    expect(studio.keymap.text('P')).toBe('Ctrl+Shift+L');
  });

  it('keeps them, and forgets them all at once', () => {
    const storage = kept();
    new Keymap(storage, () => 'linux').move('T', press('j'), shortcuts);
    const again = new Keymap(storage, () => 'linux');
    expect(again.chord('T')).toBe('J');
    again.reset();
    expect(again.changed).toBe(false);
    expect(new Keymap(storage, () => 'linux').chord('T')).toBe('T');
  });

  it('refuses keys that mean something else, in whatever order they are written', () => {
    const keymap = new Keymap(kept(), () => 'linux');
    expect(keymap.move('P', press('S', { ctrlKey: true, shiftKey: true }), shortcuts)).toEqual({
      taken: 'Save it under another name',
    });
    keymap.move('T', press('j'), shortcuts);
    expect(keymap.move('P', press('j'), shortcuts)).toEqual({ taken: 'Hide the prompt panel' });
    expect(keymap.move('P', press('t'), shortcuts)).toBeUndefined();
  });

  it('leaves Escape, Enter and the arrows as they are, and waits while only Shift is held', () => {
    const keymap = new Keymap(kept(), () => 'linux');
    expect(keymap.canMove('Escape')).toBe(false);
    expect(keymap.canMove('Ctrl+Enter')).toBe(false);
    expect(keymap.move('P', press('ArrowUp'), shortcuts)).toBe('keys');
    expect(keymap.move('P', press('Shift', { shiftKey: true }), shortcuts)).toBe('keys');
    expect(keymap.changed).toBe(false);
  });

  it('takes what it cannot read of an older version for nothing', () => {
    const storage = kept();
    storage.setItem('brookesia.keys', '{"P":7}');
    expect(new Keymap(storage, () => 'linux').chord('P')).toBe('P');
  });
});
