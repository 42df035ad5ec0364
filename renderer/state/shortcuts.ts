import type { KeyPress } from './chord';
import { editing } from './editing-shortcuts';
import type { Studio } from './studio.svelte';

export interface Shortcut {
  readonly group: 'Draw' | 'Project' | 'Tools' | 'Layers' | 'Pictures' | 'View' | 'Window';
  readonly label: string;
  readonly chords: readonly string[];
  /** Also while the user types in a text field. */
  readonly inText?: true;
  /** Absent where the canvas itself acts on it; it is then only listed. */
  readonly run?: (studio: Studio) => void;
  readonly when?: (studio: Studio) => boolean;
  /** Not over and over while the keys are held. */
  readonly once?: true;
}

/** The one list of shortcuts: what is pressed and what the dialog shows. */
export const shortcuts: readonly Shortcut[] = [
  ...editing,
  {
    group: 'Draw',
    label: 'Generate',
    chords: ['Ctrl+Enter'],
    inText: true,
    once: true,
    run: (studio) => void studio.changing.begin(),
  },
  {
    group: 'Draw',
    label: 'Cancel',
    chords: ['Escape'],
    inText: true,
    when: (studio) => studio.drawing.job !== undefined,
    run: (studio) => void studio.drawing.cancel(),
  },
  {
    group: 'Draw',
    label: 'Cancel',
    chords: ['Shift+X'],
    when: (studio) => studio.drawing.job !== undefined,
    run: (studio) => void studio.drawing.cancel(),
  },
  {
    group: 'Draw',
    label: 'Earlier prompt',
    chords: ['Alt+ArrowUp'],
    inText: true,
    run: (studio) => studio.prompt.older(),
  },
  {
    group: 'Draw',
    label: 'Later prompt',
    chords: ['Alt+ArrowDown'],
    inText: true,
    run: (studio) => studio.prompt.newer(),
  },
  {
    group: 'Project',
    label: 'Save the project',
    chords: ['Ctrl+S'],
    inText: true,
    run: (studio) => void studio.project.save(),
  },
  {
    group: 'Project',
    label: 'Save it under another name',
    chords: ['Ctrl+Shift+S'],
    inText: true,
    run: (studio) => void studio.project.saveAs(),
  },
  {
    group: 'Project',
    label: 'Export, in any format and size',
    chords: ['Ctrl+Shift+E'],
    inText: true,
    run: (studio) => studio.dialogs.show('export'),
  },
  {
    group: 'Project',
    label: 'History of steps',
    chords: ['Ctrl+Shift+H'],
    inText: true,
    run: (studio) => studio.dialogs.show('history'),
  },
  {
    group: 'Pictures',
    label: 'Everything ever made',
    chords: ['Ctrl+Shift+G'],
    inText: true,
    run: (studio) => studio.dialogs.show('gallery'),
  },
  { group: 'Pictures', label: 'Previous picture', chords: ['ArrowLeft'], run: (studio) => studio.staging.previous() },
  { group: 'Pictures', label: 'Next picture', chords: ['ArrowRight'], run: (studio) => studio.staging.next() },
  {
    group: 'Pictures',
    label: 'Save as PNG',
    chords: ['Ctrl+E'],
    inText: true,
    run: (studio) => void studio.files.save(),
  },
  {
    group: 'Pictures',
    label: 'Copy the picture',
    chords: ['Ctrl+Shift+C'],
    inText: true,
    run: (studio) => void studio.files.copy(),
  },
  {
    group: 'Pictures',
    label: 'Open a picture or project',
    chords: ['Ctrl+O'],
    inText: true,
    run: (studio) => void studio.files.choose(),
  },
  { group: 'Pictures', label: 'Paste a picture', chords: ['Ctrl+V'] },
  { group: 'Pictures', label: 'Undo', chords: ['Ctrl+Z'], run: (studio) => studio.document.undo() },
  { group: 'Pictures', label: 'Redo', chords: ['Ctrl+Shift+Z', 'Ctrl+Y'], run: (studio) => studio.document.redo() },
  { group: 'View', label: 'Fit to window', chords: ['Ctrl+0'], inText: true, run: (studio) => studio.view.fit() },
  { group: 'View', label: 'Actual size', chords: ['Ctrl+1'], inText: true, run: (studio) => studio.view.zoomTo(1) },
  { group: 'View', label: 'Zoom in', chords: ['Ctrl+='], inText: true, run: (studio) => studio.view.step('in') },
  { group: 'View', label: 'Zoom out', chords: ['Ctrl+-'], inText: true, run: (studio) => studio.view.step('out') },
  {
    group: 'View',
    label: 'Rulers',
    chords: ['Shift+R'],
    run: ({ editor }) => (editor.rulers = !editor.rulers),
  },
  {
    group: 'View',
    label: 'Snap to edges and middles',
    chords: ['Shift+S'],
    run: ({ editor }) => (editor.snapping = !editor.snapping),
  },
  { group: 'View', label: 'Move the view while held', chords: ['Space'] },
  {
    group: 'Window',
    label: 'Another window, with a new project',
    chords: ['Ctrl+Alt+N'],
    inText: true,
    run: (studio) => void studio.windows.openNew(),
  },
  { group: 'Window', label: 'Hide the prompt panel', chords: ['T'], run: (studio) => studio.layout.togglePrompt() },
  { group: 'Window', label: 'Hide the layers', chords: ['Shift+L'], run: (studio) => studio.layout.toggleLayers() },
  { group: 'Window', label: 'Hide the results', chords: ['G'], run: (studio) => studio.layout.toggleResults() },
  { group: 'Window', label: 'Hide all panels', chords: ['F'], run: (studio) => studio.layout.toggleBoth() },
  { group: 'Window', label: 'Photo library', chords: ['P'], run: (studio) => studio.library.toggle() },
  {
    group: 'Window',
    label: 'Understand: ask about the picture',
    chords: ['Q'],
    run: (studio) => studio.understanding.toggle(),
  },
  {
    group: 'Window',
    label: 'Find a command',
    chords: ['Ctrl+K'],
    inText: true,
    run: (studio) => studio.dialogs.show('commands'),
  },
  { group: 'Window', label: 'Keyboard shortcuts', chords: ['?'], run: (studio) => studio.dialogs.show('shortcuts') },
];

export interface Where {
  readonly inText: boolean;
}

/** The shortcut that a key press means here and now, if any. */
export function shortcutFor(press: KeyPress, where: Where, studio: Studio): Shortcut | undefined {
  return shortcuts.find(
    (shortcut) =>
      shortcut.run !== undefined &&
      (!where.inText || shortcut.inText === true) &&
      (shortcut.when?.(studio) ?? true) &&
      shortcut.chords.some((chord) => studio.keymap.matches(press, chord)),
  );
}

export interface ShortcutGroup {
  readonly name: Shortcut['group'];
  readonly entries: readonly Pick<Shortcut, 'label' | 'chords'>[];
}

const groupNames = ['Draw', 'Tools', 'Layers', 'Pictures', 'Project', 'View', 'Window'] as const;

/** The list for people: by group, one line per label, only what the search words occur in. */
export function shortcutGroups(query: string): readonly ShortcutGroup[] {
  const words = query.trim().toLowerCase();
  return groupNames
    .map((name) => ({ name, entries: mergeByLabel(shortcuts.filter((shortcut) => shortcut.group === name)) }))
    .map(({ name, entries }) => ({ name, entries: entries.filter(({ label }) => label.toLowerCase().includes(words)) }))
    .filter(({ entries }) => entries.length > 0);
}

function mergeByLabel(entries: readonly Shortcut[]): ShortcutGroup['entries'] {
  const labels = [...new Set(entries.map(({ label }) => label))];
  return labels.map((label) => ({
    label,
    chords: entries.filter((entry) => entry.label === label).flatMap(({ chords }) => chords),
  }));
}
