/** Drives the packaged app for Playwright: the archive that ships, on Electron or on the stand-in, with a data folder of its own. */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import type { Pos } from '../../shared/contract/ipc.ts';
import type { ElectronRuntime } from './electron-runtime.ts';
import { argumentsForThisUser } from './app-process.ts';
import { ensureMachine, openScreen, type Screen } from './machine.ts';
import { packageForTests, type AppForTests, type PackagedApp } from './package-app.ts';

declare global {
  interface Window {
    /** What the preload exposes; functions that tests evaluate in the page call it. */
    readonly pos: Pos;
  }
}

export interface LaunchOptions {
  /** The till's data folder; absent: a fresh one that goes with the test. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

export interface Galla {
  readonly app: ElectronApplication;
  /** The main process, also after it has ended. */
  readonly process: ChildProcess;
  /** The counter's window, its document loaded. */
  readonly window: Page;
  readonly dataDir: string;
  readonly runtime: ElectronRuntime;
  /** Closes as the window's cross does, and waits until the process has gone. */
  close(): Promise<void>;
  /** Ends the process without a word, as a power cut does, and waits until it has gone. */
  kill(): Promise<void>;
}

const ended = (running: ChildProcess): Promise<void> => {
  if (running.exitCode !== null || running.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    running.once('exit', () => {
      resolve();
    });
  });
};

async function firstPage(app: ElectronApplication): Promise<Page> {
  const window = await app.firstWindow();
  // The first window may still be at about:blank when it is handed over.
  await window.locator('#root > *').first().waitFor({ state: 'attached', timeout: 60_000 });
  return window;
}

/** Starts the packaged app on a data folder and waits for its window. */
export async function launchGalla(
  packaged: PackagedApp,
  screen: Screen,
  dataDir: string,
  options: LaunchOptions = {},
): Promise<Galla> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('GALLA_'),
  );
  const app = await _electron.launch({
    executablePath: packaged.executable,
    args: [...argumentsForThisUser(), ...(options.args ?? [])],
    env: {
      ...Object.fromEntries(inherited),
      ...(screen.display === undefined ? {} : { DISPLAY: screen.display }),
      ...options.env,
      GALLA_DATA: dataDir,
    },
  });
  // Playwright forgets the process once the app is closed.
  const running = app.process();
  const exit = ended(running);
  const window = await firstPage(app);
  return {
    app,
    process: running,
    window,
    dataDir,
    runtime: packaged.runtime,
    async close() {
      await app.close();
      await exit;
    },
    async kill() {
      running.kill('SIGKILL');
      await exit;
    },
  };
}

export interface GallaFixtures {
  /** A running app on a fresh data folder. */
  readonly galla: Galla;
  /** An app that the tests of a worker share, its page loaded afresh for each: for tests that leave no trace in the till. */
  readonly shared: Galla;
  /** A data folder that goes with the test, for tests that start the app themselves. */
  readonly dataDir: string;
  /** Starts the app; it is closed after the test if it still runs. */
  readonly launch: (options?: LaunchOptions) => Promise<Galla>;
}

export interface GallaWorkerFixtures {
  /** The app that `shared` hands out; use that. */
  readonly sharedApp: Galla;
  readonly packaged: AppForTests;
  readonly virtualScreen: Screen;
}

/** Playwright's `test` with the packaged app; each result carries the runtime it came from. */
export const test = base.extend<GallaFixtures & { readonly labelled: undefined }, GallaWorkerFixtures>({
  packaged: [
    async ({ playwright: _playwright }, use) => {
      const packaged = await packageForTests((line) => {
        console.log(`galla: ${line}`);
      });
      console.log(`galla: runtime of these results: ${packaged.runtime.label}`);
      await use(packaged);
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  virtualScreen: [
    async ({ playwright: _playwright }, use) => {
      const machine = ensureMachine(['screen'], (line) => {
        console.log(`galla: ${line}`);
      });
      if (!machine.ok) throw new Error(machine.advice);
      const screen = await openScreen();
      await use(screen);
      screen.stop();
    },
    { scope: 'worker' },
  ],
  sharedApp: [
    async ({ packaged, virtualScreen }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'galla-test-'));
      const galla = await launchGalla(packaged, virtualScreen, folder);
      await use(galla);
      await galla.close();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  async shared({ sharedApp }, use) {
    await sharedApp.window.reload();
    await sharedApp.window.locator('#root > *').first().waitFor({ state: 'attached' });
    await use(sharedApp);
  },
  labelled: [
    async ({ packaged }, use, testInfo) => {
      testInfo.annotations.push({ type: 'runtime', description: packaged.runtime.label });
      await use(undefined);
    },
    { auto: true },
  ],
  async dataDir({ packaged: _packaged }, use) {
    const folder = mkdtempSync(join(tmpdir(), 'galla-test-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  async launch({ packaged, virtualScreen, dataDir }, use) {
    const started: Galla[] = [];
    await use(async (options = {}) => {
      const galla = await launchGalla(packaged, virtualScreen, options.dataDir ?? dataDir, options);
      started.push(galla);
      return galla;
    });
    for (const galla of started) {
      if (galla.process.exitCode === null && galla.process.signalCode === null) await galla.kill();
    }
  },
  async galla({ launch }, use) {
    const galla = await launch();
    await use(galla);
    await galla.close();
  },
});

export { expect } from '@playwright/test';
