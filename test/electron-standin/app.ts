import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { appPath, setAppPath } from './app-paths.ts';
import { commandLine } from './command-line.ts';
import type { Browser } from './runtime.ts';
import { beginToEnd, runFacts, runningBrowser } from './runtime.ts';
import { hasLock, releaseLock, requestLock } from './single-instance.ts';
import { StrictEmitter, makeEvent } from './strict.ts';
import { closeEveryWindow, onWindowCountChange, windowCount } from './window-registry.ts';

const appEvents = [
  'ready',
  'will-finish-launching',
  'second-instance',
  'window-all-closed',
  'activate',
  'before-quit',
  'will-quit',
  'quit',
  'web-contents-created',
  'browser-window-created',
  'browser-window-focus',
  'browser-window-blur',
  'render-process-gone',
  'child-process-gone',
  'certificate-error',
  'select-client-certificate',
  'login',
  'session-created',
  'open-url',
  'open-file',
];

/** What the app's package.json says about it. */
export interface AppManifest {
  readonly appPath: string;
  readonly name: string;
  readonly version: string;
}

const readiness = Promise.withResolvers<void>();

class App extends StrictEmitter {
  readonly commandLine = commandLine;
  userAgentFallback = '';
  #manifest: AppManifest = { appPath: process.cwd(), name: 'Electron', version: '' };
  #ready = false;
  #quitting = false;
  #relaunch: readonly string[] | undefined;

  constructor() {
    super('app', appEvents);
    onWindowCountChange(() => this.#windowsChanged());
  }

  get isPackaged(): boolean {
    return runFacts().isPackaged;
  }

  get name(): string {
    return this.#manifest.name;
  }

  set name(value: string) {
    this.#manifest = { ...this.#manifest, name: value };
  }

  /** For main.ts: what the app calls itself. */
  useManifest(manifest: AppManifest): void {
    this.#manifest = manifest;
  }

  /** For main.ts: the browser runs. Resolved directly, because test tools swallow the event. */
  becomeReady(): void {
    mkdirSync(this.getPath('userData'), { recursive: true });
    this.#ready = true;
    readiness.resolve();
    this.emit('ready', makeEvent({}), {});
  }

  whenReady(): Promise<void> {
    return readiness.promise;
  }

  isReady(): boolean {
    return this.#ready;
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return this.#manifest.version;
  }

  getAppPath(): string {
    return this.#manifest.appPath;
  }

  getPath(name: string): string {
    return appPath(name, this.name);
  }

  setPath(name: string, path: string): void {
    setAppPath(name, path, this.name);
  }

  getLocale(): string {
    return commandLine.getSwitchValue('lang') || this.getSystemLocale();
  }

  getSystemLocale(): string {
    const language = (process.env['LC_ALL'] ?? process.env['LANG'] ?? '')
      .replace(/[.@].*$/, '')
      .replace('_', '-');
    return ['', 'C', 'POSIX'].includes(language) ? 'en-US' : language;
  }

  getPreferredSystemLanguages(): string[] {
    return [this.getSystemLocale()];
  }

  /** On Linux Electron does nothing here either: the id is a Windows matter. */
  setAppUserModelId(_id: string): void {}

  /** Accepted before ready, as in Electron; Chromium's sandbox is not what the stand-in can show. */
  enableSandbox(): void {
    if (this.#ready) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  requestSingleInstanceLock(additionalData: unknown = {}): boolean {
    const userData = this.getPath('userData');
    const message = { argv: process.argv, cwd: process.cwd(), data: additionalData };
    return requestLock(userData, message, ({ argv, cwd, data }) => {
      void readiness.promise.then(() => this.emit('second-instance', makeEvent({}), argv, cwd, data));
    });
  }

  hasSingleInstanceLock(): boolean {
    return hasLock();
  }

  releaseSingleInstanceLock(): void {
    releaseLock();
  }

  focus(): void {
    this.emit('activate', makeEvent({}), windowCount() > 0);
  }

  relaunch(options: { args?: string[]; execPath?: string } = {}): void {
    this.#relaunch = [options.execPath ?? process.execPath, ...(options.args ?? process.argv.slice(1))];
  }

  quit(): void {
    if (this.#quitting) return;
    const event = makeEvent({});
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#quitting = true;
    const undo = (): void => {
      this.#quitting = false;
    };
    closeEveryWindow().then((closed) => {
      if (closed) this.#finishQuitting();
      else undo();
    }, undo);
  }

  exit(code = 0): void {
    this.emit('quit', makeEvent({}), code);
    void endProcess(code, this.#relaunch);
  }

  #finishQuitting(): void {
    const event = makeEvent({});
    this.emit('will-quit', event);
    if (event.defaultPrevented) this.#quitting = false;
    else this.exit(0);
  }

  #windowsChanged(): void {
    if (windowCount() > 0 || this.#quitting) return;
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }
}

/** Closes Chromium, waits until it has gone, and ends the process. */
async function endProcess(code: number, relaunch: readonly string[] | undefined): Promise<void> {
  beginToEnd();
  const browser = runningBrowser();
  if (browser) {
    browser.connection.root.post('Browser.close');
    const timeout = setTimeout(() => killBrowser(browser), 5000);
    await browser.exited;
    clearTimeout(timeout);
  }
  releaseLock();
  const [command, ...args] = relaunch ?? [];
  if (command !== undefined) spawn(command, args, { detached: true, stdio: 'ignore' }).unref();
  process.exit(code);
}

/** For a browser that does not end when asked: its whole process group, and what its keeper would have removed. */
function killBrowser(browser: Browser): void {
  if (browser.process.pid !== undefined) process.kill(-browser.process.pid, 'SIGKILL');
  rmSync(browser.profilePath, { recursive: true, force: true });
}

/** Electron's `app`. */
export const app = new App();
