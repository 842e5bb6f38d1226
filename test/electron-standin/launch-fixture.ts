import { _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareStandIn } from './prepare.ts';

/** The tiny app that the stand-in's own tests run. */
export const fixtureFolder = fileURLToPath(new URL('./fixture', import.meta.url));

/** A running fixture. */
export interface RunningFixture {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly pid: number;
  readonly userData: string;
  readonly stop: () => Promise<void>;
}

/** How long an app that was asked to close may take on a loaded machine. */
const closeTimeoutMs = 30_000;

/** An app that does not close is ended, and the test fails with what it said; without this only the test's time would run out. */
async function orKill(closed: Promise<void>, running: ChildProcess, said: () => string): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const below = descendants(running.pid ?? -1);
    running.kill('SIGKILL');
    late.reject(
      new Error(
        `the fixture did not close within ${closeTimeoutMs} ms; below it: ${below.join(' ')}; it said:\n${said()}`,
      ),
    );
  }, closeTimeoutMs);
  try {
    await Promise.race([closed, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Starts the fixture (or an executable packed with it) on a data folder of its own and waits for its page. */
export async function launchFixture(packed?: string): Promise<RunningFixture> {
  const { executablePath } = await prepareStandIn();
  const userData = mkdtempSync(join(tmpdir(), 'standin-test-'));
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ELECTRON_STANDIN_HEADLESS: '1' }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
  const app = await _electron.launch({
    executablePath: packed ?? executablePath,
    args: [...(packed === undefined ? [fixtureFolder] : []), `--user-data-dir=${userData}`],
    env,
  });
  const running = app.process();
  let said = '';
  running.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  const page = await app.firstWindow();
  await page.locator('h1').waitFor();
  await page.waitForFunction(() => document.body.dataset['ready'] === 'object');
  const stop = async (): Promise<void> => {
    if (running.exitCode === null && running.signalCode === null)
      await orKill(app.close(), running, () => said);
    rmSync(userData, { recursive: true, force: true });
  };
  return { app, page, pid: running.pid ?? -1, userData, stop };
}

function processes(): { readonly pid: number; readonly parent: number }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent) }];
      } catch {
        return [];
      }
    });
}

/** The pids of all processes under one, itself left out. */
export function descendants(pid: number): number[] {
  const all = processes();
  const below = (parent: number): number[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one.pid, ...below(one.pid)]);
  return below(pid);
}

/** Which of these processes are still there. */
export function stillRunning(pids: readonly number[]): number[] {
  const alive = new Set(processes().map(({ pid }) => pid));
  return pids.filter((pid) => alive.has(pid));
}
