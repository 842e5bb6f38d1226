import { join } from 'node:path';
import { existsSync, readdirSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectToWrite } from '../../../electron/store/durable-connection.ts';
import { faultOf, isConstraint, type StoreFault } from '../../../electron/store/faults.ts';
import { writerOf, type Writer } from '../../../electron/store/handles.ts';
import { saveSetting, findSetting } from '../../../electron/store/repositories/settings.ts';
import { reserveAt } from '../../../electron/store/reserve.ts';
import { err, ok } from '../../../shared/domain/result.ts';
import { newStore, temporaryFolder } from '../../support/store-fixtures.ts';

let folder = '';
let remove = (): void => undefined;
let db: Database.Database;
let writer: Writer;
let told: string[] = [];

beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  newStore(folder).close();
  db = connectToWrite(join(folder, 'store.db'));
  told = [];
  writer = writerOf(db, {
    committed: () => told.push('committed'),
    faulted: (fault: StoreFault) => told.push(fault.code),
  });
});
afterEach(() => {
  db.close();
  remove();
});

const anything = { safeParse: (data: unknown) => ({ success: true, data }) as const };

function fill(): void {
  db.pragma(`max_page_count = ${String(db.pragma('page_count', { simple: true }))}`);
}

test('A full disk is a value, the transaction is gone, and the next one works once there is room', () => {
  fill();
  const big = (): unknown => writer.transaction(() => ok(saveSetting(writer, 'big', 'x'.repeat(100_000), 1)));
  expect(big()).toMatchObject({ ok: false, error: { code: 'disk-full' } });
  expect(findSetting(writer, 'big', anything)).toBeNull();
  db.pragma('max_page_count = 100000');
  expect(big()).toEqual(ok(undefined));
  expect(told).toEqual(['disk-full', 'committed']);
});

test('An Err of the work rolls back and is returned', () => {
  const result = writer.transaction(() => {
    saveSetting(writer, 'half', 1, 1);
    return err({ code: 'no' } as const);
  });
  expect(result).toEqual(err({ code: 'no' }));
  expect(findSetting(writer, 'half', anything)).toBeNull();
  expect(told).toEqual([]);
});

test('A bug rolls back and is thrown on', () => {
  const work = () =>
    writer.transaction(() => {
      saveSetting(writer, 'half', 1, 1);
      throw new RangeError('a bug');
    });
  expect(work).toThrow(RangeError);
  expect(findSetting(writer, 'half', anything)).toBeNull();
});

test('A transaction inside another is a bug', () => {
  expect(() => writer.transaction(() => writer.transaction(() => ok(1)))).toThrow(/nest/);
});

test('A writer that another one keeps out is a value', () => {
  const other = connectToWrite(join(folder, 'store.db'));
  other.exec('BEGIN IMMEDIATE');
  const result = writer.transaction(() => ok(1));
  other.exec('ROLLBACK');
  other.close();
  expect(result).toMatchObject({ ok: false, error: { code: 'locked' } });
});

test.each([
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_IOERR_WRITE', 'io-error'],
  ['SQLITE_IOERR_FSYNC', 'io-error'],
  ['SQLITE_READONLY_DBMOVED', 'moved'],
  ['SQLITE_READONLY_DIRECTORY', 'read-only'],
  ['SQLITE_BUSY_SNAPSHOT', 'locked'],
  ['SQLITE_CORRUPT_VTAB', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
])('%s is the fault %s', (code, fault) => {
  expect(faultOf(new Database.SqliteError('said', code))).toEqual({ code: fault, detail: `${code}: said` });
});

test('A broken constraint is a bug and no fault', () => {
  const thrown = new Database.SqliteError('said', 'SQLITE_CONSTRAINT_UNIQUE');
  expect([faultOf(thrown), isConstraint(thrown), isConstraint(new Error('x'))]).toEqual([null, true, false]);
});

test('The reserve is put in place beside whatever else goes on, once, and not where there is no room for it', async () => {
  const path = join(folder, 'reserve');
  const reserve = reserveAt(path, folder, { reserveBytes: 1000, floorBytes: 1000 });
  await Promise.all([reserve.prepare(), reserve.prepare()]);
  expect(statSync(path).size).toBe(1000);
  expect(readdirSync(folder).filter((name) => name.startsWith('reserve'))).toEqual(['reserve']);
  const elsewhere = join(folder, 'gone', 'reserve');
  await reserveAt(elsewhere, folder, { reserveBytes: 1, floorBytes: 1 }).prepare();
  const full = join(folder, 'full');
  await reserveAt(full, folder, { reserveBytes: 1, floorBytes: Number.MAX_SAFE_INTEGER }).prepare();
  expect([existsSync(elsewhere), existsSync(full)]).toEqual([false, false]);
});

test('The reserve is put in place while there is room, given back once, and missed below the floor', () => {
  const path = join(folder, 'reserve');
  const reserve = reserveAt(path, folder, { reserveBytes: 1000, floorBytes: 1000 });
  expect(reserve.hasRoom()).toBe(true);
  expect(existsSync(path)).toBe(true);
  expect([reserve.release(), reserve.release()]).toEqual([true, false]);
  expect(reserveAt(path, folder, { reserveBytes: 1, floorBytes: Number.MAX_SAFE_INTEGER }).hasRoom()).toBe(
    false,
  );
  expect(reserveAt(path, join(folder, 'gone'), { reserveBytes: 1, floorBytes: 1 }).hasRoom()).toBe(false);
});
