import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { argumentsForThisUser } from '../support/app-process.ts';
import { expect, test } from '../support/galla-app.ts';

test('the packaged app opens the counter and closes cleanly', async ({ launch }) => {
  const galla = await launch();
  await expect(galla.window).toHaveTitle(/Galla/);
  expect(await galla.app.evaluate(({ app }) => app.isPackaged)).toBe(true);
  await galla.close();
  expect(galla.process.exitCode).toBe(0);
});

test('the window hears from main which runtime it is on', async ({ galla }) => {
  const reply = await galla.window.evaluate(() => window.pos.getSnapshot());
  expect(reply).toMatchObject({ ok: true });
  const runtime = reply.ok ? reply.value.runtime : '';
  expect(runtime).toMatch(galla.runtime.kind === 'stand-in' ? /^stand-in / : /^Electron /);
});

/** What Electron, or the stand-in, keeps beside the till's files: Chromium's profile and the lock of a single copy. */
const ofTheRuntime = /^(window|Singleton|lockfile|electron-standin)/;

/** Every file of the till with the time it was last written. */
function writtenFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !ofTheRuntime.test(name))
    .map((name) => `${name} ${statSync(join(folder, name)).mtimeMs}`)
    .toSorted();
}

/** The upkeep after a start begins 1.5 s after the last commit and goes on from there in steps of milliseconds. */
const UPKEEP_MS = 3000;

/** Resolves when the upkeep after a first start is over: nothing of the till was written for longer than it pauses. */
async function rests(folder: string): Promise<void> {
  const newestMs = (): number =>
    Math.max(...writtenFiles(folder).map((file) => Number(file.split(' ').at(-1))));
  await expect.poll(() => Date.now() - newestMs() > UPKEEP_MS).toBe(true);
}

test('a second copy on the same data folder brings the first to the front and leaves the database alone', async ({
  galla,
  packaged,
  virtualScreen,
}) => {
  await galla.app.evaluate(({ app, BrowserWindow }) => {
    const calls: string[] = [];
    Object.assign(globalThis, { secondCopy: calls });
    app.on('second-instance', () => calls.push(`windows ${BrowserWindow.getAllWindows().length}`));
  });
  await rests(galla.dataDir);
  const before = writtenFiles(galla.dataDir);
  const second = spawn(packaged.executable, argumentsForThisUser(), {
    env: {
      ...process.env,
      GALLA_DATA: galla.dataDir,
      ...(virtualScreen.display === undefined ? {} : { DISPLAY: virtualScreen.display }),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  second.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await once(second, 'exit');
  expect(second.exitCode).toBe(0);
  expect(said).not.toContain('window-shown');
  expect(said).toContain('already-open');
  expect(writtenFiles(galla.dataDir)).toEqual(before);
  await expect
    .poll(() =>
      galla.app.evaluate(() => Object.getOwnPropertyDescriptor(globalThis, 'secondCopy')?.value as unknown),
    )
    .toEqual(['windows 1']);
});

test('two copies on different data folders run side by side', async ({ galla, launch }, testInfo) => {
  const other = await launch({ dataDir: testInfo.outputPath('other-till') });
  await expect(other.window).toHaveTitle(/Galla/);
  await expect(galla.window).toHaveTitle(/Galla/);
  await other.close();
});
