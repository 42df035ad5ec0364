import type { Shortcut } from './shortcuts';
import type { Studio } from './studio.svelte';
import { tools } from './tools';

const selected = ({ editor }: Studio) => editor.selection.length > 0;
const staged = ({ staging }: Studio) => staging.picture !== undefined;

/** Tools, layers and candidates by the keyboard. Where two share a key, the first one that applies has it. */
export const editing: readonly Shortcut[] = [
  ...tools.map(({ label, chord, name }): Shortcut => ({
    group: 'Tools',
    label,
    chords: [chord],
    run: ({ editor }) => editor.choose(name),
  })),
  { group: 'Tools', label: 'Finer brush', chords: ['['], run: ({ editor }) => editor.resizeBrush(-1) },
  { group: 'Tools', label: 'Coarser brush', chords: [']'], run: ({ editor }) => editor.resizeBrush(1) },
  {
    group: 'Tools',
    label: 'Finish the crop',
    chords: ['Enter'],
    when: ({ editor }) => editor.busy,
    run: ({ editor }) => editor.send({ kind: 'confirm' }),
  },
  {
    group: 'Tools',
    label: 'Give up the gesture',
    chords: ['Escape'],
    when: ({ editor }) => editor.busy,
    run: ({ editor }) => editor.send({ kind: 'cancel' }),
  },
  {
    group: 'Layers',
    label: 'Select nothing',
    chords: ['Escape'],
    when: (studio) => selected(studio) && studio.drawing.job === undefined,
    run: ({ editor }) => editor.select([]),
  },
  { group: 'Layers', label: 'Select everything', chords: ['Ctrl+A'], run: ({ editor }) => editor.selectAll() },
  {
    group: 'Layers',
    label: 'Change the label',
    chords: ['F2', 'Enter'],
    when: ({ editor }) => editor.selected.length === 1 && editor.selected[0]?.type === 'box',
    run: ({ editor }) => editor.selected[0] !== undefined && editor.name(editor.selected[0].id),
  },
  {
    group: 'Layers',
    label: 'Redraw this box',
    chords: ['Shift+F2'],
    when: ({ editor, changing }) => changing.canRedrawBoxes && editor.selected[0]?.type === 'box',
    run: ({ editor, changing }) => {
      const [layer] = editor.selected;
      if (layer?.type === 'box') void changing.redraw(layer);
    },
  },
  {
    group: 'Layers',
    label: 'Delete what is selected',
    chords: ['Delete', 'Backspace'],
    when: selected,
    run: ({ editor }) => editor.remove(),
  },
  { group: 'Layers', label: 'Copy', chords: ['Ctrl+C'], when: selected, run: ({ editor }) => editor.copy() },
  { group: 'Layers', label: 'Cut', chords: ['Ctrl+X'], when: selected, run: ({ editor }) => editor.cut() },
  { group: 'Layers', label: 'Duplicate', chords: ['Ctrl+D'], when: selected, run: ({ editor }) => editor.duplicate() },
  { group: 'Layers', label: 'Group', chords: ['Ctrl+G'], when: selected, run: ({ editor }) => editor.group() },
  {
    group: 'Layers',
    label: 'Ungroup',
    chords: ['Ctrl+Alt+G'],
    when: selected,
    run: ({ editor }) => editor.ungroup(),
  },
  {
    group: 'Layers',
    label: 'Forward',
    chords: ['Ctrl+]'],
    when: selected,
    run: ({ editor }) => editor.order('forward'),
  },
  {
    group: 'Layers',
    label: 'Backward',
    chords: ['Ctrl+['],
    when: selected,
    run: ({ editor }) => editor.order('backward'),
  },
  {
    group: 'Layers',
    label: 'To the front',
    chords: ['Ctrl+Alt+]'],
    when: selected,
    run: ({ editor }) => editor.order('front'),
  },
  {
    group: 'Layers',
    label: 'To the back',
    chords: ['Ctrl+Alt+['],
    when: selected,
    run: ({ editor }) => editor.order('back'),
  },
  ...nudges(),
  { group: 'Pictures', label: 'Accept', chords: ['Enter'], when: staged, run: ({ staging }) => staging.accept() },
  {
    group: 'Pictures',
    label: 'Accept as a new layer',
    chords: ['Shift+Enter'],
    when: staged,
    run: ({ staging }) => staging.accept('layer'),
  },
  {
    group: 'Pictures',
    label: 'Discard',
    chords: ['Delete', 'Backspace'],
    when: staged,
    run: ({ staging }) => staging.discard(),
  },
  {
    group: 'Pictures',
    label: 'Compare with a slider',
    chords: ['C'],
    when: staged,
    run: ({ staging }) => staging.toggleComparing(),
  },
  { group: 'Pictures', label: 'See the original while held', chords: ['O'] },
  {
    group: 'Pictures',
    label: 'Where the model was unsure',
    chords: ['U'],
    when: staged,
    run: ({ staging }) => (staging.heat = !staging.heat),
  },
  {
    group: 'Pictures',
    label: 'Draw the least sure place anew',
    chords: ['Shift+U'],
    when: ({ doubts }) => doubts.possible,
    run: ({ doubts }) => void doubts.redrawWorst(),
  },
  {
    group: 'Pictures',
    label: 'Draw on from a row',
    chords: ['D'],
    when: ({ forking }) => forking.possible,
    run: ({ forking }) => forking.toggle(),
  },
  {
    group: 'Pictures',
    label: 'Put the candidate away',
    chords: ['Escape'],
    when: (studio) => staged(studio) && studio.drawing.job === undefined,
    run: ({ staging }) => staging.leave(),
  },
];

/** By one document pixel, with Shift by ten. */
function nudges(): readonly Shortcut[] {
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const;
  return Object.entries(ways).flatMap(([key, [x, y]]) =>
    [1, 10].map((step): Shortcut => ({
      group: 'Layers',
      label: step === 1 ? 'Move by a pixel' : 'Move by ten pixels',
      chords: [step === 1 ? key : `Shift+${key}`],
      when: selected,
      run: ({ editor }) => editor.nudge({ x: x * step, y: y * step }),
    })),
  );
}
