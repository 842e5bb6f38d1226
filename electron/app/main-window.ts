import { BrowserWindow } from 'electron';
import type { Report } from '../platform/ports.ts';
import { appEntryUrl } from './app-origin.ts';
import { mainWindowOptions } from './window-options.ts';

/** A page that dies more often than this is not brought back again by itself. */
const revivalsMax = 3;

export interface MainWindowParts {
  readonly preload: string;
  readonly icon: string | null;
  readonly packaged: boolean;
  readonly report: Report;
}

/** Makes the counter's window, still empty, hidden until it has something to show. */
export function createMainWindow({ preload, icon, packaged, report }: MainWindowParts): BrowserWindow {
  const window = new BrowserWindow(mainWindowOptions(preload, icon, packaged));
  window.once('ready-to-show', () => {
    window.show();
    report('window-shown');
  });
  let revivals = 0;
  // The cart and the payments are main's: a page that crashed loads again and finds everything.
  window.webContents.on('render-process-gone', (_event, details) => {
    report('window-gone', { reason: details.reason });
    window.setContentProtection(false);
    if (details.reason === 'clean-exit' || revivals >= revivalsMax || window.isDestroyed()) return;
    revivals += 1;
    void window.loadURL(appEntryUrl);
  });
  return window;
}

/** Brings the window to the front, as when the app is started a second time. */
export function bringToFront(window: BrowserWindow | null): void {
  if (window === null || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
