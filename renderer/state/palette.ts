import { shortcuts } from './shortcuts';
import type { Studio } from './studio.svelte';

/** What can be done here and now, by name. */
export interface Command {
  readonly label: string;
  readonly group: string;
  /** The usual chords; the keymap knows whether the user has others. */
  readonly chords: readonly string[];
  readonly run: (studio: Studio) => void;
}

/** What has no keys of its own. */
const unkeyed: readonly Command[] = [
  { group: 'Project', label: 'New project', chords: [], run: ({ project }) => void project.begin() },
  { group: 'Project', label: 'Storage and diagnostics', chords: [], run: ({ dialogs }) => dialogs.show('storage') },
  { group: 'Draw', label: 'Roll another seed', chords: [], run: ({ settings }) => settings.rollAndLock() },
  {
    group: 'Draw',
    label: 'Reset the settings to those of the pack',
    chords: [],
    run: ({ settings }) => settings.reset(),
  },
  { group: 'Window', label: 'Switch the theme', chords: [], run: ({ theme }) => theme.toggle() },
  { group: 'Window', label: 'Take the tour', chords: [], run: ({ tour }) => tour.begin() },
];

const ownLabel = 'Find a command';

/** All that applies now, each name once. */
export function commands(studio: Studio): readonly Command[] {
  const keyed = shortcuts.flatMap(({ label, group, chords, run, when }): Command[] =>
    run !== undefined && (when?.(studio) ?? true) && label !== ownLabel ? [{ label, group, chords, run }] : [],
  );
  const all = [...keyed, ...unkeyed];
  return all.filter((one, index) => all.findIndex((other) => other.label === one.label) === index);
}

/**
 * The commands in whose names the letters of the query stand in this order, best first: letters at the beginning of words
 * and side by side count more.
 */
export function findCommands(all: readonly Command[], query: string): readonly Command[] {
  const wanted = query.toLowerCase().replaceAll(/\s+/g, '');
  return all
    .map((command) => ({ command, score: scoreOf(command.label.toLowerCase(), wanted) }))
    .filter(({ score }) => score !== undefined)
    .sort((one, other) => (other.score ?? 0) - (one.score ?? 0))
    .map(({ command }) => command);
}

/** Undefined where the letters are not all there. */
function scoreOf(label: string, wanted: string): number | undefined {
  let score = 0;
  let last = -1;
  for (const letter of wanted) {
    const next = placeOf(label, letter, last);
    if (next < 0) return undefined;
    if (next === last + 1) score += 2;
    else if (beginsWord(label, next)) score += 3;
    score -= Math.min(3, next - last - 1) / 10;
    last = next;
  }
  return score - label.length / 1000;
}

/** Right behind the last letter, else at the beginning of a later word, else anywhere later. */
function placeOf(label: string, letter: string, last: number): number {
  if (label[last + 1] === letter) return last + 1;
  for (let at = last + 1; at < label.length; at++) if (label[at] === letter && beginsWord(label, at)) return at;
  return label.indexOf(letter, last + 1);
}

function beginsWord(label: string, at: number): boolean {
  return at === 0 || label[at - 1] === ' ';
}
