import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSyncOptions } from '../../../electron/commands/sync-options.ts';
import { startBaseServer, type BaseServer } from '../../support/base-contract/start-base-server.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { sellOne, storeIn } from '../../support/sync-till.ts';

const COMMAND = resolve(import.meta.dirname, '../../../electron/commands/sync.ts');
const TOKEN = 'token-of-a-test';

let folder = '';
let office: BaseServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'galla-sync-command-'));
  office = await startBaseServer({ [TOKEN]: 'shop' });
});
afterEach(async () => {
  await office.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command and returns its exit code and the JSON of its last line. */
async function run(...args: string[]): Promise<{ code: number | null; line: unknown }> {
  const child = spawn(process.execPath, [COMMAND, '--data', join(folder, 'till'), ...args], {
    env: { ...process.env, GALLA_INSTALLATION_DIR: join(folder, 'installation') },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [out] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const last = out.trim().split('\n').at(-1) ?? '';
  const line: unknown = last.startsWith('{') ? JSON.parse(last) : null;
  return { code: child.exitCode, line };
}

function sell(count: number): void {
  mkdirSync(join(folder, 'till', 'training'), { recursive: true });
  const store = storeIn(join(folder, 'till', 'training'));
  const random = seededRandom(11);
  for (let at = 0; at < count; at += 1) sellOne(store, random);
  store.close();
}

test('the sync command sends what waits, says so in its last line, and has nothing to do the second time', async () => {
  sell(3);
  const args = ['--central', office.url, '--token', TOKEN, '--once'];
  expect(await run(...args)).toMatchObject({
    code: 0,
    line: { pushed: 3, waiting: 0, deadLettered: 0, ambiguous: 0, server: 'base', problem: null },
  });
  expect(office.book.orders.size).toBe(3);
  expect(await run(...args)).toMatchObject({ code: 0, line: { pushed: 0, waiting: 0 } });
  expect(office.book.orders.size).toBe(3);
});

test('the sync command ends with 1 and the reason while something waits', async () => {
  sell(2);
  expect(await run('--central', office.url, '--token', 'wrong', '--once')).toMatchObject({
    code: 1,
    line: { pushed: 0, waiting: 2, problem: 'unauthorised' },
  });
  expect(await run('--central', 'https://orders.example.in', '--token', 'x', '--once')).toMatchObject({
    code: 1,
    line: { waiting: 2, problem: 'url-refused' },
  });
  expect(await run('--central', office.url)).toMatchObject({ code: 2 });
});

test('the options of the sync command', () => {
  const given = (args: string[], environment = {}) => readSyncOptions(['--data', 'd', ...args], environment);
  expect(given([])).toEqual({ dataFolder: 'd', office: null, once: false });
  expect(given(['--central', 'u'], { GALLA_CENTRAL_TOKEN: 't' })).toMatchObject({
    office: { url: 'u', token: 't' },
  });
  expect([given(['--central', 'u']), given(['--token', 't']), given(['--nonsense'])]).toEqual([
    null,
    null,
    null,
  ]);
  expect(given(['--help'])).toBe('help');
});
