import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { menuFor } from '../../../main/electron/menu';
import { MenuCommand } from '../../../preload/contract';

function flat(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
}

test.each(['darwin', 'win32', 'linux'] as const)('on %s every command can be chosen, once', (platform) => {
  const chosen: MenuCommand[] = [];
  for (const { click } of flat(menuFor(platform, (command) => chosen.push(command))))
    if (click !== undefined) Reflect.apply(click, undefined, []);
  expect(chosen.toSorted()).toEqual([...MenuCommand.options].sort());
});

test.each(['darwin', 'win32', 'linux'] as const)('on %s no key is taken from the window', (platform) => {
  const items = flat(menuFor(platform, () => undefined));
  const taken = items.filter(
    ({ accelerator, registerAccelerator }) => accelerator !== undefined && registerAccelerator !== false,
  );
  expect(taken).toEqual([]);
});

test('macOS has its own menus and the list of recent documents, the others can quit from the first', () => {
  const roles = (platform: NodeJS.Platform) => flat(menuFor(platform, () => undefined)).map(({ role }) => role);
  expect(roles('darwin')).toEqual(expect.arrayContaining(['appMenu', 'windowMenu', 'recentDocuments', 'close']));
  expect(roles('win32')).toContain('quit');
  expect(roles('linux')).not.toContain('appMenu');
});
