/** What is used of a keyboard event. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** A chord as people write it, such as `Ctrl+Shift+Z` or `?`. Ctrl stands for the command key on a Mac. */
export function matchesChord(press: KeyPress, chord: string): boolean {
  const keys = chord.split('+');
  const key = keys.at(-1) ?? '';
  return (
    press.key.toLowerCase() === key.toLowerCase() &&
    (press.ctrlKey || press.metaKey) === keys.includes('Ctrl') &&
    press.altKey === keys.includes('Alt') &&
    (press.shiftKey === keys.includes('Shift') || isShiftedSign(key))
  );
}

const modifiers = ['Control', 'Meta', 'Alt', 'AltGraph', 'Shift', 'CapsLock', 'Fn', 'Dead', 'Process', 'Unidentified'];

/** The chord that was pressed; undefined while only keys like Shift are held. */
export function chordOf(press: KeyPress): string | undefined {
  if (modifiers.includes(press.key)) return undefined;
  const key = press.key === ' ' ? 'Space' : press.key.length === 1 ? press.key.toUpperCase() : press.key;
  const held = [
    press.ctrlKey || press.metaKey ? 'Ctrl' : '',
    press.altKey ? 'Alt' : '',
    press.shiftKey && !isShiftedSign(key) ? 'Shift' : '',
  ];
  return [...held, key].filter((name) => name !== '').join('+');
}

export function sameChord(one: string, other: string): boolean {
  return inOrder(one) === inOrder(other);
}

function inOrder(chord: string): string {
  const keys = chord.toLowerCase().split('+');
  return [...keys.slice(0, -1).sort(), keys.at(-1)].join('+');
}

// On which keys a sign needs Shift depends on the keyboard's language.
function isShiftedSign(key: string): boolean {
  return /^[^\p{L}\p{N}]$/u.test(key);
}

const macSigns: Readonly<Record<string, string>> = { Ctrl: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩' };
const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};

/** The names of the keys as they stand on the keyboard. */
export function chordKeys(chord: string, platform: string | undefined): readonly string[] {
  const mac = platform === 'darwin';
  return chord.split('+').map((key) => (mac ? macSigns[key] : undefined) ?? signs[key] ?? key);
}

export function chordText(chord: string, platform: string | undefined): string {
  return chordKeys(chord, platform).join(platform === 'darwin' ? '' : '+');
}
