import type { ChildProcess } from 'node:child_process';
import type { CdpConnection } from './cdp.ts';

/** What the dist folder's `standin.json` and the launcher say about this run. */
export interface RunFacts {
  /** The launcher's own path: what Electron calls the executable. */
  readonly executablePath: string;
  readonly chromiumPath: string;
  readonly electronVersion: string;
  readonly chromeVersion: string;
  readonly nodePath: string;
  readonly headless: boolean;
  readonly isPackaged: boolean;
  readonly resourcesPath: string;
}

/** The running browser. */
export interface Browser {
  readonly connection: CdpConnection;
  readonly process: ChildProcess;
  readonly profilePath: string;
  readonly exited: Promise<void>;
}

let facts: RunFacts | undefined;
let browser: Browser | undefined;

/** The facts of this run; they are set before anything else happens. */
export function runFacts(): RunFacts {
  if (!facts) throw new Error('electron stand-in: started without its launcher');
  return facts;
}

export function setRunFacts(value: RunFacts): void {
  facts = value;
}

/** The running browser, or undefined before the app is ready. */
export function runningBrowser(): Browser | undefined {
  return browser;
}

/** The running browser; throws as Electron does for what needs a ready app. */
export function requireBrowser(what: string): Browser {
  if (!browser) throw new Error(`Cannot ${what} before app is ready`);
  return browser;
}

export function setBrowser(value: Browser): void {
  browser = value;
}

let ending = false;

/** The app has decided to end: the browser's end is then no accident. */
export function beginToEnd(): void {
  ending = true;
}

export function isEnding(): boolean {
  return ending;
}
