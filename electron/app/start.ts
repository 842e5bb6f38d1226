import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, dialog, protocol, safeStorage, session, type BrowserWindow, type WebContents } from 'electron';
import { systemClock } from '../platform/clock.ts';
import { openLog, type Log } from '../platform/log.ts';
import { dataPaths } from '../platform/paths.ts';
import type { Ports, Report } from '../platform/ports.ts';
import { appEntryUrl, appOrigin, appScheme } from './app-origin.ts';
import { createAppProtocol } from './app-protocol.ts';
import { askToClose, type CloseLanguage } from './close-question.ts';
import { createClosing } from './closing.ts';
import { proxyToDevServer } from './dev-server.ts';
import { createDialogs } from './dialogs.ts';
import { createFileTokens } from './file-tokens.ts';
import { bringToFront, createMainWindow } from './main-window.ts';
import { setMenu } from './menu.ts';
import { createPdfPrinter } from './pdf-printer.ts';
import { runtimeLabel } from './runtime-label.ts';
import { createSecrets } from './secrets.ts';
import { lockEveryPage, lockSession } from './security-policy.ts';

/** What the shell lends to the till that it opens. */
export interface Shell {
  readonly dataFolder: string;
  readonly ports: Ports;
  readonly appVersion: string;
  /** What the app runs on, such as `Electron 45.4.1`. */
  readonly runtime: string;
  readonly packaged: boolean;
  readonly trustedOrigin: string;
  /** Where the built entry of a worker lies. */
  readonly workerUrl: (name: string) => URL;
  /** The page that events go to, or null. */
  readonly currentContents: () => WebContents | null;
  /** Asks the app to close, as the window's cross does. */
  readonly quit: () => void;
  readonly guardWindow: (on: boolean) => void;
  /** The one log of this run. */
  readonly log: Log;
}

/** What the shell needs of the till that is open. */
export interface OpenTill {
  /** Whether a payment's outcome is unknown now: closing then asks first. */
  paymentOpen(): boolean;
  language(): CloseLanguage;
  /** Whether the owner has accepted, in writing, to keep secrets where the system has no key store. */
  weakStorageAccepted(): boolean;
  close(): Promise<void>;
}

export interface StartOptions {
  /** Where the till's data lie; Electron's own paths are there already. */
  readonly dataFolder: string;
  /** The folder of the built main bundle. */
  readonly mainFolder: string;
  /** Opens the till and registers its handlers; called once, by the first instance only, before the window loads. */
  readonly openTill: (shell: Shell) => Promise<OpenTill>;
}

/** For whoever started the app from a terminal: one line of JSON. */
function tellTerminal(event: string, details: object = {}): void {
  process.stderr.write(`${JSON.stringify({ part: 'shell', event, ...details })}\n`);
}

/** The shell's own few events, into the log and to the terminal. */
function reportTo(log: Log): Report {
  return (event, details = {}) => {
    log.report(event, { part: 'shell', ...details });
    tellTerminal(event, details);
  };
}

function serveApp(mainFolder: string): void {
  const answer = createAppProtocol(join(mainFolder, '..', 'renderer'));
  const devServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  protocol.handle(appScheme, devServer === undefined ? answer : proxyToDevServer(devServer, answer));
}

/** How long a copy that live reload starts waits for the one before it to close its till. */
const restartWaitMs = 15_000;
const restartPauseMs = 200;

/**
 * One instance per data folder: whether this is the one. In development a changed main process is started while the one before it is still
 * closing, so there it waits, without giving the thread back, since what follows must come before Electron is ready.
 */
function isOnlyInstance(): boolean {
  const pauses = isDevelopment() ? restartWaitMs / restartPauseMs : 0;
  for (let pause = 0; pause < pauses; pause += 1) {
    if (app.requestSingleInstanceLock()) return true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, restartPauseMs);
  }
  return app.requestSingleInstanceLock();
}

/** Whether `npm run dev` serves the window's files. */
function isDevelopment(): boolean {
  return !app.isPackaged && process.env['ELECTRON_RENDERER_URL'] !== undefined;
}

/** Lets live reload reach Vite's socket on this machine, which Chromium asks about; a packaged app keeps Chromium's rule. */
function allowDevServer(): void {
  if (!isDevelopment()) return;
  app.commandLine.appendSwitch(
    'disable-features',
    'LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets',
  );
}

function findIcon(mainFolder: string): string | null {
  const icon = join(mainFolder, '..', '..', 'electron', 'app', 'icon', 'icon-512.png');
  return !app.isPackaged && existsSync(icon) ? icon : null;
}

async function openCounter(options: StartOptions, log: Log, report: Report): Promise<void> {
  const { mainFolder, dataFolder, openTill } = options;
  const state: { window: BrowserWindow | null; till: OpenTill | null } = { window: null, till: null };
  const currentWindow = (): BrowserWindow | null => state.window;
  const preload = join(mainFolder, '..', 'preload', 'preload.cjs');
  const closing = createClosing({
    paymentOpen: () => state.till?.paymentOpen() ?? false,
    ask: () => askToClose(state.window, state.till?.language() ?? 'en'),
    closeTill: async () => state.till?.close(),
    exit: (code) => {
      app.exit(code);
    },
    report,
  });
  const requestClose = (event: { preventDefault(): void }): void => {
    if (closing.done) return;
    event.preventDefault();
    void closing.request();
  };
  app.on('second-instance', () => {
    bringToFront(state.window);
  });
  app.on('before-quit', requestClose);
  app.on('window-all-closed', () => void closing.request());
  lockEveryPage(app, report);

  await app.whenReady();
  setMenu(process.platform);
  lockSession(session.defaultSession, report);
  serveApp(mainFolder);
  const window = createMainWindow({
    preload,
    icon: findIcon(mainFolder),
    packaged: app.isPackaged,
    report,
  });
  state.window = window;
  window.on('close', requestClose);
  window.on('closed', () => {
    state.window = null;
  });
  state.till = await openTill({
    dataFolder,
    ports: {
      secrets: createSecrets(safeStorage, process.platform, () => state.till?.weakStorageAccepted() ?? false),
      pdf: createPdfPrinter(preload, app.isPackaged),
      dialogs: createDialogs(createFileTokens(), currentWindow),
    },
    appVersion: app.getVersion(),
    runtime: runtimeLabel(process.versions),
    packaged: app.isPackaged,
    trustedOrigin: appOrigin,
    workerUrl: (name) => pathToFileURL(join(mainFolder, 'workers', `${name}.js`)),
    currentContents: () => state.window?.webContents ?? null,
    quit: () => void closing.request(),
    guardWindow: (on) => state.window?.setContentProtection(on),
    log,
  });
  await window.loadURL(appEntryUrl);
}

/**
 * Starts the app: one instance per data folder (a second one brings the first to the front and ends, without opening the database),
 * every page locked, the till opened, the window loaded. A till that cannot even say what is wrong ends the app with a message.
 */
export async function startApp(options: StartOptions): Promise<void> {
  if (!isOnlyInstance()) {
    tellTerminal('already-open');
    app.exit(0);
    return;
  }
  app.enableSandbox();
  allowDevServer();
  if (process.platform === 'win32') app.setAppUserModelId('in.galla.till');
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
  const log = openLog(dataPaths(options.dataFolder).logs, systemClock);
  try {
    await openCounter(options, log, reportTo(log));
  } catch (thrown) {
    log.error('start-failed', { part: 'shell' }, thrown);
    const message = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    tellTerminal('start-failed', { message });
    try {
      dialog.showErrorBox('Galla', message);
    } finally {
      app.exit(1);
    }
  }
}
