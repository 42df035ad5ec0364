import type { LabelledBox } from '../../../preload/contract';

/** A red boat is a boat, but a boat is no red boat. */
export function isCalled({ label }: Pick<LabelledBox, 'label'>, asked: string): boolean {
  const words = new Set(wordsOf(label));
  return wordsOf(asked).every((word) => words.has(word));
}

/** The last word. */
export function kindOf({ label }: Pick<LabelledBox, 'label'>): string | undefined {
  return wordsOf(label).at(-1);
}

/** Whether a sentence has the words of a label one after the other, the last one also in the plural. */
export function tells(sentence: string, label: string): boolean {
  const wanted = wordsOf(label).join(' ');
  const said = ` ${wordsOf(sentence).join(' ')} `;
  return ['', 's', 'es'].some((ending) => said.includes(` ${wanted}${ending} `));
}

function wordsOf(label: string): string[] {
  return label
    .toLowerCase()
    .split(/[\s,.;:!?]+/)
    .filter((word) => word !== '');
}
