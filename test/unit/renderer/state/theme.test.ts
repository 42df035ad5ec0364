import { describe, expect, it } from 'vitest';
import { ThemeState } from '../../../../renderer/state/theme.svelte';
import { memoryStorage } from '../support/window';

function system(dark: boolean) {
  const listeners: (() => void)[] = [];
  return {
    matches: dark,
    addEventListener: (_: string, listener: () => void) => {
      listeners.push(listener);
    },
    change(now: boolean) {
      this.matches = now;
      for (const listener of listeners) listener();
    },
  };
}

describe('the theme', () => {
  it.each([true, false])('follows the system first (dark: %s)', (dark) => {
    const query = system(dark);
    const theme = new ThemeState(memoryStorage(), query);
    expect(theme.theme).toBe(dark ? 'dark' : 'light');
    query.change(!dark);
    expect(theme.theme).toBe(dark ? 'light' : 'dark');
  });

  it.each([true, false])(
    'changes visibly with the first two presses and returns to the system with the third',
    (dark) => {
      const theme = new ThemeState(memoryStorage(), system(dark));
      const before = theme.theme;
      theme.toggle();
      expect(theme.theme).not.toBe(before);
      theme.toggle();
      expect([theme.choice, theme.theme]).toEqual([before, before]);
      theme.toggle();
      expect(theme.choice).toBe('system');
    },
  );

  it('is kept from visit to visit', () => {
    const storage = memoryStorage();
    new ThemeState(storage, system(true)).toggle();
    expect(new ThemeState(storage, system(true)).theme).toBe('light');
  });
});
