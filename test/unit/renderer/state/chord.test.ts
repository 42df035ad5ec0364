import { describe, expect, it } from 'vitest';
import { chordText, matchesChord, type KeyPress } from '../../../../renderer/state/chord';

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held };
}

describe('a chord', () => {
  it('needs exactly its keys', () => {
    expect(matchesChord(press('z', { ctrlKey: true }), 'Ctrl+Z')).toBe(true);
    expect(matchesChord(press('Z', { ctrlKey: true, shiftKey: true }), 'Ctrl+Z')).toBe(false);
    expect(matchesChord(press('Z', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+Z')).toBe(true);
    expect(matchesChord(press('h', { altKey: true }), 'H')).toBe(false);
  });

  it('takes the command key of a Mac for Ctrl', () => {
    expect(matchesChord(press('s', { metaKey: true }), 'Ctrl+S')).toBe(true);
  });

  it('takes a sign with and without Shift, as keyboards differ', () => {
    expect(matchesChord(press('?', { shiftKey: true }), '?')).toBe(true);
    expect(matchesChord(press('?'), '?')).toBe(true);
    expect(matchesChord(press('=', { ctrlKey: true }), 'Ctrl+=')).toBe(true);
  });

  it('is written as on the keyboard of the system', () => {
    expect(chordText('Ctrl+Shift+Z', 'linux')).toBe('Ctrl+Shift+Z');
    expect(chordText('Ctrl+Shift+Z', 'darwin')).toBe('⌘⇧Z');
    expect(chordText('ArrowLeft', 'linux')).toBe('←');
  });
});
