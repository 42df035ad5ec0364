import type { PackView, TaskName } from '../../preload/contract';

/** What the sentence does: a new picture, a change of the one that is seen, or what is to be in a masked part. */
export const acts = ['draw', 'change', 'fill'] as const;
export type Act = (typeof acts)[number];

interface ActWords {
  readonly task: TaskName;
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly example: string;
}

export const actWords: Readonly<Record<Act, ActWords>> = {
  draw: {
    task: 'generate',
    name: 'Draw',
    title: 'Draw a new picture',
    question: 'What shall the picture show?',
    example: 'a sentence',
  },
  change: {
    task: 'edit',
    name: 'Change',
    title: 'Change the picture that you see',
    question: 'What shall change in this picture?',
    example: 'make the sky orange',
  },
  fill: {
    task: 'inpaint',
    name: 'Fill',
    title: 'Draw a masked part of the picture anew',
    question: 'What shall be in the masked part?',
    example: 'a red boat. Nothing: just the background',
  },
};

const abilityWords: Readonly<Partial<Record<TaskName, string>>> = {
  generate: 'draws from sentences',
  edit: 'changes pictures',
  inpaint: 'fills masked parts',
  control: 'follows sketches',
  caption: 'describes pictures',
  ask: 'answers questions',
};

/** Why the pack cannot do this, and what it can do; nothing where it can. */
export function cannot(pack: PackView | undefined, act: Act): string | undefined {
  if (pack === undefined || pack.tasks.includes(actWords[act].task)) return undefined;
  const able = pack.tasks.flatMap((task) => abilityWords[task] ?? []);
  const instead = able.length === 0 ? '' : ` It ${listed(able)}.`;
  const wish = act === 'fill' ? 'fill masked parts' : act === 'change' ? 'change pictures' : 'draw from sentences';
  return `The model “${pack.title}” was not made to ${wish}.${instead} A pack that can is installed by dropping its file here.`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
