import { describe, expect, it } from 'vitest';
import { commands, findCommands } from '../../../../renderer/state/palette';
import { makeWindow } from '../support/window';

describe('the command palette', () => {
  it('has every command that applies now once, and not itself', () => {
    const { studio } = makeWindow();
    const labels = commands(studio).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels).toContain('Photo library');
    expect(labels).toContain('New project');
    expect(labels).not.toContain('Find a command');
    expect(labels).not.toContain('Cancel');
    expect(labels).not.toContain('Duplicate');
  });

  it.each([
    ['photo', 'Photo library'],
    ['svpr', 'Save the project'],
    ['ZOOM IN', 'Zoom in'],
    ['undo', 'Undo'],
  ])('finds by “%s” the command “%s” first', (query, label) => {
    const { studio } = makeWindow();
    expect(findCommands(commands(studio), query)[0]?.label).toBe(label);
  });

  it('finds nothing where the letters are not there, and all without a word', () => {
    const { studio } = makeWindow();
    const all = commands(studio);
    expect(findCommands(all, 'qqqq')).toEqual([]);
    expect(findCommands(all, '  ')).toHaveLength(all.length);
  });
});
