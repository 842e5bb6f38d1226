import { createPackage } from '@electron/asar';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test, vi } from 'vitest';
import './fixture-types.ts';
import { descendants, fixtureFolder, launchFixture, stillRunning } from './launch-fixture.ts';
import { prepareStandIn } from './prepare.ts';

/** A run as its processes and the profile of its browser; other runs on the machine do not matter. */
function traces(pid: number): { readonly pids: readonly number[]; readonly profile: string } {
  const pids = [pid, ...descendants(pid)];
  const commandLine = readFileSync(`/proc/${pids[1]}/cmdline`, 'utf8');
  const profile = /--user-data-dir=([^\0]+)/.exec(commandLine)?.[1] ?? '';
  expect(existsSync(profile)).toBe(true);
  return { pids, profile };
}

async function expectNothingLeft({ pids, profile }: ReturnType<typeof traces>): Promise<void> {
  await vi.waitFor(() => {
    expect(stillRunning(pids)).toEqual([]);
    expect(existsSync(profile)).toBe(false);
  }, 20_000);
}

describe('the processes of the stand-in', () => {
  test('closing leaves no process and no profile', async () => {
    const running = await launchFixture();
    const left = traces(running.pid);
    expect(left.pids.length).toBeGreaterThan(2);
    await running.stop();
    await expectNothingLeft(left);
  });

  test('a killed main process takes the browser with it', async () => {
    const running = await launchFixture();
    const left = traces(running.pid);
    process.kill(running.pid, 'SIGKILL');
    await expectNothingLeft(left);
    await running.stop();
  });

  test('a killed browser takes the main process with it', async () => {
    const running = await launchFixture();
    const [keeper = -1] = descendants(running.pid);
    const [browser = -1] = descendants(keeper);
    const left = traces(running.pid);
    process.kill(browser, 'SIGKILL');
    await expectNothingLeft(left);
    await running.stop();
  });

  test('a second instance is refused, and the first one hears of it', async () => {
    const running = await launchFixture();
    const { executablePath } = await prepareStandIn();
    // Not spawnSync: that would hold up what Playwright has to say to the first instance's pages, which are just being attached to.
    const second = spawn(executablePath, [fixtureFolder, `--user-data-dir=${running.userData}`, '--second']);
    const [said] = await Promise.all([text(second.stdout), once(second, 'close')]);
    expect([second.exitCode, said]).toEqual([0, 'second instance\n']);
    await vi.waitFor(async () => {
      const heard = await running.app.evaluate(() => globalThis.fixtureSeen.secondInstances);
      expect(heard[0]?.argv).toContain('--second');
      expect(heard[0]?.data.from).toBe(second.pid);
    }, 10_000);
    await running.stop();
  });

  test('a killed holder gives the lock free', async () => {
    const first = await launchFixture();
    const pids = [first.pid, ...descendants(first.pid)];
    process.kill(first.pid, 'SIGKILL');
    await vi.waitFor(() => expect(stillRunning(pids)).toEqual([]), 20_000);
    const { executablePath } = await prepareStandIn();
    const next = spawn(executablePath, [fixtureFolder, `--user-data-dir=${first.userData}`], {
      env: { ...process.env, ELECTRON_STANDIN_HEADLESS: '1' },
    });
    // Only who has the lock goes on to start a browser, which it says on stderr; who has not says so on stdout and ends.
    const firstWord = await Promise.race([once(next.stderr, 'data'), once(next.stdout, 'data')]);
    const ended = once(next, 'close');
    next.kill('SIGKILL');
    await ended;
    expect(String(firstWord[0])).toContain('headless');
    await first.stop();
  });
});

describe('an app in an archive', () => {
  test('runs beside its executable, reads its files and knows where it is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'standin-packed-'));
    const { distPath } = await prepareStandIn();
    cpSync(distPath, folder, { recursive: true });
    await createPackage(fixtureFolder, join(folder, 'resources', 'app.asar'));
    const executable = join(folder, 'fixture');
    cpSync(join(folder, 'electron'), executable);
    const running = await launchFixture(executable);
    const facts = await running.app.evaluate(({ app }) => [
      app.isPackaged,
      app.getAppPath(),
      app.getVersion(),
      app.name,
      process.resourcesPath,
      process.execPath,
    ]);
    expect(facts).toEqual([
      true,
      join(folder, 'resources', 'app.asar'),
      '1.2.3',
      'Stand-in Fixture',
      join(folder, 'resources'),
      executable,
    ]);
    expect(await running.page.locator('h1').textContent()).toBe('Stand-in fixture');
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  });
});
