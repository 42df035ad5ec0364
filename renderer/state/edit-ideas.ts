import type { PackView, Plan } from '../../preload/contract';

const commonColours = ['red', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'white'] as const;
const anywhere = ['make the sky orange', 'make it night', 'add some clouds', 'put it in the snow'] as const;
const most = 6;

/**
 * Changes that can be asked for with one click: of the things that the picture shows, where that is known, then of what any
 * picture has. `labels` is what the pack can name, such as “red boat”.
 */
export function editIdeas(labels: readonly string[], plan: Plan | undefined): readonly string[] {
  const things = plan?.things.map(({ label }) => label) ?? [];
  const about = things.slice(0, 2).flatMap((label) => ideasFor(label, things, labels));
  return [...about, ...anywhere.filter((idea) => isNew(idea, plan))].slice(0, most);
}

/** Whether a pack changes colours alone. */
export function isFilter({ editMode }: Pick<PackView, 'editMode'>): boolean {
  return editMode === 'filter';
}

/** What is asked of a pack that changes colours, of the regions that it finds and of the whole picture. */
export function filterIdeas(regions: readonly string[]): readonly string[] {
  const sky = ['make the sky blue', 'make the sky orange', 'make the sky a sunset', 'make the sky grey'];
  return [...(regions.includes('sky') ? sky : []), 'make it brighter', 'make it warmer', 'make it black and white'];
}

function ideasFor(label: string, things: readonly string[], labels: readonly string[]): readonly string[] {
  const noun = lastWord(label);
  const alone = things.filter((other) => lastWord(other) === noun).length === 1;
  const it = `the ${alone ? noun : label}`;
  const colour = coloursFor(noun, labels).find((each) => !label.startsWith(`${each} `));
  return [...(colour === undefined ? [] : [`make ${it} ${colour}`]), `remove ${it}`];
}

/** Of those that the pack knows the thing in, or else of all. */
function coloursFor(noun: string, labels: readonly string[]): readonly string[] {
  if (labels.length === 0) return commonColours;
  return commonColours.filter((colour) => labels.includes(`${colour} ${noun}`));
}

/** What the background says already is no change. */
function isNew(idea: string, plan: Plan | undefined): boolean {
  return !(plan?.background ?? '').split(/\W+/).includes(lastWord(idea));
}

function lastWord(label: string): string {
  return label.trim().split(/\s+/).at(-1) ?? '';
}
