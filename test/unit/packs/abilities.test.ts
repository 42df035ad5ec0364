import { beforeAll, expect, test } from 'vitest';
import { abilitiesOf, editModeOf, referencesOf, takesNegative } from '../../../main/packs';
import type { PackManifest, TaskName } from '../../../preload/contract';
import { tinyManifest } from '../../support/temporary-pack';

let whole: PackManifest;
beforeAll(async () => {
  whole = await tinyManifest();
});

/** The manifest without some tasks. */
function without(...names: TaskName[]): PackManifest {
  const tasks = Object.entries(whole.tasks).filter(([name]) => !names.includes(name as TaskName));
  return { ...whole, tasks: Object.fromEntries(tasks) };
}

test('a pack edits by redrawing, in one pass, as it prefers, or not at all', () => {
  expect(editModeOf(whole)).toBe('redraw');
  expect(editModeOf(without('edit'))).toBe('redraw');
  expect(editModeOf(without('replan'))).toBe('one-pass');
  expect(editModeOf(without('replan', 'edit'))).toBeUndefined();
  const { edit } = whole.tasks;
  expect(
    editModeOf({ ...whole, tasks: { ...whole.tasks, ...(edit && { edit: { ...edit, mode: 'one-pass' } }) } }),
  ).toBe('one-pass');
});

test('editing is an ability although no template has its name', () => {
  expect(abilitiesOf(without('edit'))).toContain('edit');
  expect(abilitiesOf(without('edit', 'read'))).not.toContain('edit');
  expect(abilitiesOf({ ...whole, tasks: {} })).toEqual([]);
});

test('the most references are those that a template takes', () => {
  expect(referencesOf(whole)).toBe(2);
  expect(referencesOf(without('liken'))).toBe(0);
});

test('words to keep away from are taken where a twin of guidance has a place for them', () => {
  const { generate } = whole.tasks;
  if (generate === undefined) throw new Error('The tiny pack draws.');
  expect(takesNegative(generate)).toBe(false);
  const unconditional = [['<bos>', { text: 'negative' }, '<break>', { generate: 'image' } as const]];
  expect(takesNegative({ templates: [{ parts: ['<bos>'], unconditional }] })).toBe(true);
});
