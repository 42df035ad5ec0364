import type { Menu as ElectronMenu, MenuItemConstructorOptions } from 'electron';
import { standsFor } from './seam';

type Items = readonly MenuItemConstructorOptions[];

class StandInMenu {
  /** What the application set: `undefined` before it set anything, null for no menu. */
  applied: ElectronMenu | null | undefined;
  #template: Items = [];

  buildFromTemplate(template: MenuItemConstructorOptions[]): ElectronMenu {
    this.#template = template;
    return standsFor<ElectronMenu>({ items: template.map(({ role, label }) => ({ role, label })) });
  }

  setApplicationMenu(menu: ElectronMenu | null): void {
    this.applied = menu;
  }

  /** As a user who clicks on the item of that name. */
  click(label: string): void {
    const item = flat(this.#template).find((each) => each.label === label);
    if (item?.click === undefined) throw new Error(`The menu has no item ${label}.`);
    Reflect.apply(item.click, undefined, []);
  }
}

function flat(items: Items): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
}

export const Menu = new StandInMenu() satisfies Pick<typeof ElectronMenu, 'buildFromTemplate' | 'setApplicationMenu'>;
