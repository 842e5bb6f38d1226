import { app } from './app.ts';
import { BrowserWindow, webContents } from './browser-window.ts';
import { clipboard, dialog, nativeTheme, powerMonitor, screen, shell } from './desktop.ts';
import { electronNames } from './electron-names.ts';
import { ipcMain } from './ipc-main.ts';
import { MenuItem, StrictMenu } from './menu.ts';
import { nativeImage } from './native-image.ts';
import { net } from './net.ts';
import { protocol } from './protocol.ts';
import { safeStorage } from './safe-storage.ts';
import { session } from './session.ts';
import { absent, strict } from './strict.ts';

const present: Readonly<Record<string, object>> = {
  app,
  BrowserWindow: strict(BrowserWindow, 'BrowserWindow'),
  clipboard,
  dialog,
  ipcMain,
  Menu: StrictMenu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  webContents,
};

/** The object that `require('electron')` gives: all names of Electron, of which the missing ones throw on use. */
export const electron: object = strict(
  Object.fromEntries(electronNames.map((name) => [name, present[name] ?? absent(name)])),
  'electron',
);
