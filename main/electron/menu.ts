import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../preload/contract';

type Item = MenuItemConstructorOptions;
type Command = (label: string, command: MenuCommand, accelerator?: string) => Item;

const line: Item = { type: 'separator' };

/**
 * The menu in the manner of the platform: over the screen on macOS, elsewhere in the window and hidden until Alt is pressed.
 * The window itself acts on the keys, so where the system allows it they are only shown here and not taken.
 */
export function menuFor(platform: NodeJS.Platform, choose: (command: MenuCommand) => void): Item[] {
  const command: Command = (label, name, accelerator) => ({
    label,
    click: () => choose(name),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  });
  const isMac = platform === 'darwin';
  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies Item] : []),
    { label: '&File', submenu: fileItems(command, isMac) },
    { label: '&Edit', submenu: editItems(command) },
    { label: '&View', submenu: viewItems(command) },
    ...(isMac ? [{ role: 'windowMenu' } satisfies Item] : []),
    { role: 'help', label: '&Help', submenu: [command('Keyboard Shortcuts', 'help.shortcuts')] },
  ];
}

function fileItems(command: Command, isMac: boolean): Item[] {
  const recent: Item = { role: 'recentDocuments', submenu: [{ role: 'clearRecentDocuments' }] };
  return [
    command('New Project', 'project.new'),
    command('New Window', 'window.new', 'CmdOrCtrl+Alt+N'),
    command('Open Project…', 'project.open'),
    ...(isMac ? [recent] : []),
    line,
    command('Save', 'project.save', 'CmdOrCtrl+S'),
    command('Save As…', 'project.saveAs', 'CmdOrCtrl+Shift+S'),
    command('Save Picture as PNG…', 'picture.save', 'CmdOrCtrl+E'),
    line,
    isMac ? { role: 'close' } : { role: 'quit' },
  ];
}

function editItems(command: Command): Item[] {
  return [
    command('Undo', 'edit.undo', 'CmdOrCtrl+Z'),
    command('Redo', 'edit.redo', 'CmdOrCtrl+Shift+Z'),
    line,
    { role: 'cut', registerAccelerator: false },
    { role: 'copy', registerAccelerator: false },
    { role: 'paste', registerAccelerator: false },
    { role: 'selectAll', registerAccelerator: false },
    line,
    command('Copy Picture', 'picture.copy', 'CmdOrCtrl+Shift+C'),
  ];
}

function viewItems(command: Command): Item[] {
  return [
    command('Fit to Window', 'view.fit', 'CmdOrCtrl+0'),
    command('Actual Size', 'view.actual', 'CmdOrCtrl+1'),
    command('Zoom In', 'view.in', 'CmdOrCtrl+='),
    command('Zoom Out', 'view.out', 'CmdOrCtrl+-'),
    line,
    command('Prompt Panel', 'view.prompt'),
    command('Results', 'view.results'),
    line,
    { role: 'togglefullscreen' },
  ];
}
