import type { MenuItemConstructorOptions } from 'electron';

/**
 * Only macOS needs a menu, for its own items and for the clipboard in text fields. Elsewhere there is none, so that the
 * keys of the canvas (zoom, undo) reach the window.
 */
export function menuFor(platform: NodeJS.Platform): MenuItemConstructorOptions[] | undefined {
  if (platform !== 'darwin') return undefined;
  const edit: MenuItemConstructorOptions[] = [
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ];
  return [{ role: 'appMenu' }, { label: 'Edit', submenu: edit }, { role: 'windowMenu' }];
}
