import { adapter as svelte, svelteDefaultHeuristic } from '@wuchale/svelte';
import { defineConfig } from 'wuchale';
import { adapter as plain } from 'wuchale/adapter-vanilla';

/** Names of keys, which are compared with what was pressed, and single letters. */
const keys =
  /^(Control|AltGraph|Meta|Enter|Escape|Tab|Delete|Backspace|Space|Home|End|Fn|CapsLock|Dead|Process|Unidentified|Arrow\w+|Page\w+|F\d+)$|^[A-Z]$/;

const chord = /^(Ctrl|Shift|Alt|Esc)(\+|$)/;

/** Several words, small letters first: marks of undo steps, halves of sentences. */
const phrase = /\p{Ll} [\p{Ll}“(]|[“”] /u;

/** What is said to the model, which reads English alone. */
const toTheModel = /^(make (it night|the sky orange)|put it in the snow|add some clouds|a red boat\. Nothing.*)$/;
const toTheModelFiles = ['renderer/state/questions.ts', 'renderer/state/edit-ideas.ts'];

function isText(message) {
  const { details } = message;
  const text = message.msgStr.join(' ');
  if (chord.test(text) || toTheModel.test(text) || toTheModelFiles.includes(details.file)) return false;
  if (details.scope === 'script' && keys.test(text)) return false;
  if (details.attribute === 'class' || details.attribute === 'chord') return false;
  if (details.call === 'Error' || details.call === 'TypeError') return false;
  return phrase.test(text) ? 'message' : svelteDefaultHeuristic(message);
}

const common = { sourceLocale: 'en', loader: 'custom', heuristic: isText };

/** A window speaks one language as long as it lives: nothing reacts, and the words are asked for where they stand. */
const runtime = (id) => ({
  useReactive: false,
  initReactive: () => null,
  plain: { wrapInit: (expression) => expression, wrapUse: () => `_w_load_('${id}')` },
});

/** The words of the window stand in its sources, in English. The build takes them out and puts the user's language in. */
export default defineConfig({
  locales: ['en', 'de', 'ko'],
  localesDir: 'renderer/language',
  adapters: {
    panels: svelte({ ...common, runtime: runtime('panels'), files: 'renderer/**/*.svelte' }),
    state: plain({
      ...common,
      runtime: runtime('state'),
      files: ['renderer/state/*.ts', 'renderer/editor/**/*.ts', 'renderer/panels/**/*.ts'],
    }),
  },
});
