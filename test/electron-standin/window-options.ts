import { notImplemented } from './strict.ts';

/** The options of a window that mean something here, or that would change nothing that the stand-in could show. */
export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly x?: number;
  readonly y?: number;
  readonly minWidth?: number;
  readonly minHeight?: number;
  readonly show?: boolean;
  readonly title?: string;
  readonly fullscreen?: boolean;
  readonly kiosk?: boolean;
  readonly webPreferences?: WebPreferences;
}

/** The web preferences that are heeded; the rest are checked by `checkOptions`. */
export interface WebPreferences {
  readonly preload?: string;
  readonly nodeIntegrationInSubFrames?: boolean;
  readonly javascript?: boolean;
  readonly additionalArguments?: readonly string[];
}

const knownOptions = new Set([
  'width',
  'height',
  'x',
  'y',
  'minWidth',
  'minHeight',
  'show',
  'title',
  'fullscreen',
  'kiosk',
  'webPreferences',
  'useContentSize',
  'center',
  'icon',
  'backgroundColor',
  'autoHideMenuBar',
  'paintWhenInitiallyHidden',
  'fullscreenable',
  'resizable',
  'minimizable',
  'maximizable',
  'skipTaskbar',
]);
const knownPreferences = new Set([
  'preload',
  'contextIsolation',
  'sandbox',
  'nodeIntegration',
  'nodeIntegrationInWorker',
  'nodeIntegrationInSubFrames',
  'webviewTag',
  'webSecurity',
  'allowRunningInsecureContent',
  'experimentalFeatures',
  'navigateOnDragDrop',
  'safeDialogs',
  'disableDialogs',
  'spellcheck',
  'devTools',
  'additionalArguments',
  'backgroundThrottling',
  'enableWebSQL',
  'images',
  'javascript',
  'plugins',
  'autoplayPolicy',
  'disableBlinkFeatures',
  'defaultEncoding',
  'session',
  'partition',
]);
/** Values that the stand-in could not keep: with them the app would not be what it is in Electron. */
const requiredPreferences: Readonly<Record<string, unknown>> = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  images: true,
};

/** Throws for options that the stand-in does not know or cannot keep. */
export function checkOptions(options: WindowOptions): void {
  for (const name of Object.keys(options))
    if (!knownOptions.has(name)) throw notImplemented(`the BrowserWindow option ${name}`);
  for (const [name, value] of Object.entries(options.webPreferences ?? {})) {
    if (!knownPreferences.has(name)) throw notImplemented(`the BrowserWindow option webPreferences.${name}`);
    if (value !== undefined && name in requiredPreferences && value !== requiredPreferences[name]) {
      throw notImplemented(`the BrowserWindow option webPreferences.${name}: ${String(value)}`);
    }
  }
}
