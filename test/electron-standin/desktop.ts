import { StrictEmitter, notImplemented, strict } from './strict.ts';

/** A method that has no counterpart without a desktop; a test may assign its own. */
function onlyByTest(name: string): (...args: unknown[]) => never {
  return () => {
    throw new Error(
      `${notImplemented(name).message}: there is nothing native here; a test may replace the method`,
    );
  };
}

/** Electron's `dialog`: no native dialogs here. Tests assign the methods they answer themselves. */
export const dialog = strict(
  Object.fromEntries(
    [
      'showOpenDialog',
      'showOpenDialogSync',
      'showSaveDialog',
      'showSaveDialogSync',
      'showMessageBox',
      'showMessageBoxSync',
      'showErrorBox',
    ].map((name) => [name, onlyByTest(`dialog.${name}`)]),
  ),
  'dialog',
);

/** Electron's `shell`: nothing outside is opened here. Tests assign the methods they watch. */
export const shell = strict(
  Object.fromEntries(
    ['openExternal', 'openPath', 'showItemInFolder', 'beep', 'trashItem'].map((name) => [
      name,
      onlyByTest(`shell.${name}`),
    ]),
  ),
  'shell',
);

/** Electron's `powerMonitor`: listeners are kept; only a test sends the events. */
export const powerMonitor = new StrictEmitter('powerMonitor', [
  'suspend',
  'resume',
  'shutdown',
  'lock-screen',
  'unlock-screen',
  'on-ac',
  'on-battery',
]);

class NativeTheme extends StrictEmitter {
  #source: 'system' | 'light' | 'dark' = 'system';

  constructor() {
    super('nativeTheme', ['updated']);
  }

  /** The stand-in's system is light; a page's prefers-color-scheme does not follow `themeSource`. */
  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }

  get themeSource(): 'system' | 'light' | 'dark' {
    return this.#source;
  }

  set themeSource(value: 'system' | 'light' | 'dark') {
    const changed = value !== this.#source;
    this.#source = value;
    if (changed) this.emit('updated');
  }
}

/** Electron's `nativeTheme`, as a value that main can set and read. */
export const nativeTheme = new NativeTheme();

const area = { x: 0, y: 0, width: 1920, height: 1080 };

function display(): object {
  return {
    id: 1,
    label: 'stand-in',
    bounds: area,
    workArea: area,
    size: { width: 1920, height: 1080 },
    workAreaSize: { width: 1920, height: 1080 },
    scaleFactor: 1,
    rotation: 0,
  };
}

class Screen extends StrictEmitter {
  constructor() {
    super('screen', ['display-added', 'display-removed', 'display-metrics-changed']);
  }

  getPrimaryDisplay(): object {
    return display();
  }

  getAllDisplays(): object[] {
    return [display()];
  }
}

/** Electron's `screen`: one display of 1920 × 1080. */
export const screen = new Screen();

let copied = '';

/** Electron's `clipboard` for text, within this process only. */
export const clipboard = strict(
  {
    writeText(text: string): void {
      copied = text;
    },
    readText: (): string => copied,
    clear(): void {
      copied = '';
    },
  },
  'clipboard',
);
