import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';

/** What every page runs with: isolated, sandboxed, without Node and without developer tools once packaged. */
export function lockedWebPreferences(packaged: boolean): WebPreferences {
  return {
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: !packaged,
  };
}

/** The counter's window: fills a shop PC's 1366 × 768 screen, shown when it has something to show. */
export function mainWindowOptions(
  preload: string,
  icon: string | null,
  packaged: boolean,
): BrowserWindowConstructorOptions {
  return {
    title: 'Galla',
    width: 1366,
    height: 768,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: '#f7f5f0',
    autoHideMenuBar: true,
    ...(icon === null ? {} : { icon }),
    webPreferences: { ...lockedWebPreferences(packaged), preload },
  };
}

/** The hidden window that a page is printed from: it asks main for its data, and is painted although nobody sees it. */
export function printWindowOptions(preload: string, packaged: boolean): BrowserWindowConstructorOptions {
  return {
    show: false,
    webPreferences: { ...lockedWebPreferences(packaged), preload, backgroundThrottling: false },
  };
}
