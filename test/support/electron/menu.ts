import type { Menu as ElectronMenu, MenuItemConstructorOptions } from 'electron';
import { standsFor } from './seam';

class StandInMenu {
  /** What the application set: `undefined` before it set anything, null for no menu. */
  applied: ElectronMenu | null | undefined;

  buildFromTemplate(template: MenuItemConstructorOptions[]): ElectronMenu {
    const items = template.map(({ role, label }) => ({ role, label }));
    return standsFor<ElectronMenu>({ items });
  }

  setApplicationMenu(menu: ElectronMenu | null): void {
    this.applied = menu;
  }
}

export const Menu = new StandInMenu() satisfies Pick<typeof ElectronMenu, 'buildFromTemplate' | 'setApplicationMenu'>;
