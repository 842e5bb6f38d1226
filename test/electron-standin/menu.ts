import { StrictObject, notImplemented, strict } from './strict.ts';

/** What a menu item may be made of. Roles, clicks and accelerators are kept and shown, never fired: there is no native menu here. */
export interface MenuItemOptions {
  readonly id?: string;
  readonly label?: string;
  readonly type?: string;
  readonly role?: string;
  readonly accelerator?: string;
  readonly enabled?: boolean;
  readonly visible?: boolean;
  readonly checked?: boolean;
  readonly click?: (...args: unknown[]) => void;
  readonly submenu?: readonly MenuItemOptions[] | Menu;
}

/** One item of a menu, as data. */
export class MenuItem extends StrictObject {
  readonly id: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: string | undefined;
  readonly click: (...args: unknown[]) => void;
  readonly submenu: Menu | undefined;
  label: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;

  constructor(options: MenuItemOptions) {
    super('MenuItem');
    this.id = options.id ?? '';
    this.role = options.role;
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
    this.label = options.label ?? options.role ?? '';
    this.accelerator = options.accelerator;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.click = options.click ?? (() => undefined);
    this.submenu =
      options.submenu instanceof Menu
        ? options.submenu
        : options.submenu && Menu.buildFromTemplate(options.submenu);
  }
}

let applicationMenu: Menu | null = null;

/** Electron's Menu, as data only. */
export class Menu extends StrictObject {
  readonly items: MenuItem[] = [];

  constructor() {
    super('Menu');
  }

  static buildFromTemplate(template: readonly (MenuItemOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  popup(): never {
    throw notImplemented('Menu.popup');
  }
}

/** The class with its unknown statics refused. */
export const StrictMenu: typeof Menu = strict(Menu, 'Menu');
