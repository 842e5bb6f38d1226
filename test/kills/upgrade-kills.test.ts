import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../electron/platform/clock.ts';
import { openStore } from '../../electron/store/connection.ts';
import { migrations } from '../../electron/store/migrations/index.ts';
import { storeViolations } from '../support/ledger-invariants.ts';
import { readLedger } from '../support/ledger.ts';
import { ensureMachine } from '../support/machine.ts';
import { copyStore, everyRow, liveBusily, makeOlderStore } from '../support/older-store.ts';
import { rootFolder } from '../support/repository.ts';
import { hashOf } from '../support/store-fixtures.ts';
import { openHome, type TillHome } from '../support/till-under-test.ts';

const KILLS = 24;

const folder = mkdtempSync(join(tmpdir(), 'galla-upgrade-'));
const old = join(folder, 'version-1.db');
const trace = join(folder, 'trace');
let home: TillHome;
let rows: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  const machine = ensureMachine(['trace'], (line) => console.log(line));
  if (!machine.ok) throw new Error(machine.advice);
  home = await openHome();
  await liveBusily(home, false);
  makeOlderStore(join(home.folder, 'store.db'), old, 1);
  rows = everyRow(join(home.folder, 'store.db'));
}, 120_000);
afterAll(async () => {
  await home.end();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the store of version 1 in a process of its own whose writes are tampered with; what it said, and the store. */
function upgrade(name: string, inject: readonly string[]): { readonly said: string; readonly path: string } {
  const place = join(folder, name);
  mkdirSync(place);
  const path = copyStore(old, place);
  const entry = join(rootFolder, 'test', 'support', 'open-store-child.ts');
  const tampering = inject.flatMap((one) => ['-e', `inject=${one}`]);
  const run = spawnSync(
    'strace',
    ['-y', '-o', trace, '-e', 'trace=pwrite64', ...tampering, process.execPath, entry, path],
    { encoding: 'utf8', timeout: 60_000 },
  );
  return { said: run.stdout, path };
}

function versionOf(path: string): number {
  const db = new Database(path, { readonly: true });
  const version = Number(db.pragma('user_version', { simple: true }));
  db.close();
  return version;
}

/** The next start finishes the upgrade, and every row is there. */
function expectWhole(path: string): void {
  const opened = openStore({ path, clock: systemClock });
  expect(opened.ok ? 'opened' : opened.error.detail).toBe('opened');
  if (opened.ok) opened.value.close();
  expect(versionOf(path)).toBe(migrations.length);
  for (const [table, found] of everyRow(path)) expect([table, found]).toEqual([table, rows.get(table)]);
  expect(storeViolations(readLedger(path))).toEqual([]);
}

test('an upgrade that is killed at any of its writes leaves the old store or the new one, whole, and the next start finishes it', () => {
  const { said } = upgrade('unharmed', []);
  expect(said).toBe('opened');
  const writes = readFileSync(trace, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('pwrite64')).length;
  expect(writes).toBeGreaterThan(KILLS);
  const versions = new Set<number>();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const at = 1 + Math.floor((kill * (writes - 1)) / (KILLS - 1));
    const killed = upgrade(`killed-at-${at}`, [`pwrite64:signal=SIGKILL:when=${at}`]);
    expect(killed.said).toBe('');
    versions.add(versionOf(killed.path));
    expectWhole(killed.path);
  }
  expect(versions).toEqual(new Set([1, migrations.length]));
}, 240_000);

test('an upgrade on a disk that fills up is called off, the store stays as it was, and it goes through once there is room', () => {
  const { path } = upgrade('counted', []);
  const writes = readFileSync(trace, 'utf8').split('\n').length;
  expect(versionOf(path)).toBe(migrations.length);
  for (const share of [0.1, 0.4, 0.7, 0.9]) {
    const full = upgrade(`full-${share}`, [`pwrite64:error=ENOSPC:when=${Math.floor(share * writes)}+`]);
    expect(full.said).toBe('disk-full');
    expect(versionOf(full.path)).toBe(1);
    expect(hashOf(full.path)).toBe(hashOf(old));
    expectWhole(full.path);
  }
}, 120_000);
