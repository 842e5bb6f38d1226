import { Menu } from 'electron';

/**
 * Takes the menu away: every action is in the window, and the default menu would bring reload, zoom and developer tools.
 * macOS cannot do without one, and needs it for copy, paste and quit; elsewhere Chromium has those keys itself.
 */
export function setMenu(platform: NodeJS.Platform): void {
  Menu.setApplicationMenu(
    platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
}
