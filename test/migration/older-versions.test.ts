import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../electron/platform/clock.ts';
import { openStore } from '../../electron/store/connection.ts';
import { migrations } from '../../electron/store/migrations/index.ts';
import type { Migration } from '../../electron/store/migrations/migration.ts';
import { storeViolations } from '../support/ledger-invariants.ts';
import { readLedger } from '../support/ledger.ts';
import { copyStore, everyRow, liveBusily, makeOlderStore } from '../support/older-store.ts';
import { sellForCash } from '../support/give-back.ts';
import { hashOf } from '../support/store-fixtures.ts';
import { openHome, openTill, type TillHome } from '../support/till-under-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'galla-versions-'));
const versions = migrations.map(({ version }) => version);
const older = versions.slice(0, -1);
const fileOf = (version: number): string => join(folder, `version-${version}.db`);
/** Tills of today; version 1 knew no returns, so its till took none. */
let homes: { readonly withReturns: TillHome; readonly without: TillHome };
const todayOf = (version: number): string =>
  join((version === 1 ? homes.without : homes.withReturns).folder, 'store.db');

beforeAll(async () => {
  homes = { withReturns: await openHome(), without: await openHome() };
  await liveBusily(homes.withReturns, true);
  await liveBusily(homes.without, false);
  for (const version of versions) makeOlderStore(todayOf(version), fileOf(version), version);
}, 120_000);
afterAll(async () => {
  await homes.withReturns.end();
  await homes.without.end();
  rmSync(folder, { recursive: true, force: true });
});

function versionOf(path: string): number {
  const db = new Database(path, { readonly: true });
  const version = Number(db.pragma('user_version', { simple: true }));
  db.close();
  return version;
}

/** Opens a copy of a version's file, and closes it; what came of it. */
function upgraded(version: number, steps: readonly Migration[] = migrations): { path: string; said: string } {
  const path = copyStore(fileOf(version), folder);
  const opened = openStore({ path, clock: systemClock, steps });
  if (opened.ok) opened.value.close();
  return { path, said: opened.ok ? 'opened' : `${opened.error.code}: ${opened.error.detail}` };
}

test('the life behind the files has a bill of every fate in it', () => {
  const ledger = readLedger(fileOf(versions.at(-1) ?? 0));
  expect(new Set(ledger.orders.map(({ state }) => state))).toEqual(
    new Set(['paid', 'paying', 'part-paid', 'abandoned']),
  );
  expect(ledger.creditNotes.length).toBe(2);
  expect(storeViolations(ledger)).toEqual([]);
});

describe.each(older)('a store of version %i', (version) => {
  test('is a file of that version, sound, with the shop’s rows in it', () => {
    expect(versionOf(fileOf(version))).toBe(version);
    const db = new Database(fileOf(version), { readonly: true });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('SELECT count(*) FROM orders').pluck().get()).toBeGreaterThan(20);
    db.close();
  });

  test('comes to the newest version with every row of every table as it would be had it been written there', () => {
    const { path, said } = upgraded(version);
    expect(said).toBe('opened');
    expect(versionOf(path)).toBe(migrations.length);
    const [now, then] = [everyRow(path), everyRow(todayOf(version))];
    expect([...now.keys()]).toEqual([...then.keys()]);
    for (const [table, rows] of then) expect([table, now.get(table)]).toEqual([table, rows]);
    expect(storeViolations(readLedger(path))).toEqual([]);
  });

  test('is sold on, and its numbers go on', async () => {
    const { path } = upgraded(version);
    const till = await openTill({ ...homes.without, folder });
    sellForCash(till);
    await till.kill();
    const ledger = readLedger(path);
    expect(storeViolations(ledger)).toEqual([]);
    expect(ledger.orders.at(-1)).toMatchObject({
      state: 'paid',
      seriesNumber: ledger.orders.filter(({ state }) => state === 'paid').length,
    });
  });

  test('stays as it was, whole, when any of the steps fails, and so it does after the steps before that one', () => {
    for (const failing of migrations.slice(version)) {
      const broken: Migration = {
        ...failing,
        statements: [...failing.statements, 'SELECT no_such_function()'],
      };
      const steps = migrations.map((step) => (step === failing ? broken : step));
      const { path, said } = upgraded(version, steps);
      expect(said).toMatch(/^unreadable: step \d+, .*no_such_function/);
      expect(hashOf(path)).toBe(hashOf(fileOf(version)));
      expect(readdirSync(folder).filter((name) => name.includes('rehearsal'))).toEqual([]);
    }
  });
});
