import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { assert } from '../../shared/domain/result.ts';
import { syncFolder } from '../platform/disk.ts';
import { pragmaNumber } from './durable-connection.ts';

/** What a backup must hold: counted in the source and again in the copy. */
const counted = ['orders', 'order_lines', 'payment_attempts', 'tenders', 'invoice_series', 'audit', 'outbox'];

function countsOf(db: Database.Database): string {
  const known = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  const counts = counted
    .filter((table) => known.includes(table))
    .map((table) => `${table} ${String(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())}`);
  return [`version ${pragmaNumber(db, 'user_version')}`, ...counts].join(', ');
}

function assertSound(path: string, expected: string): void {
  const copy = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const checked = copy.pragma('integrity_check', { simple: true });
    assert(checked === 'ok', `the copy is sound: ${String(checked)}`);
    assert(countsOf(copy) === expected, 'the copy holds what the store holds');
  } finally {
    copy.close();
  }
}

/**
 * Copies an open store into a new file by VACUUM INTO, on disk when this returns, and opens the copy to check it: integrity, version and counts. It gets its name when it is whole and checked. Throws
 * what SQLite says when it can't, and leaves no half copy. Refuses to write over a file.
 */
export function backUpInto(db: Database.Database, path: string): void {
  assert(!existsSync(path), 'a backup overwrites nothing');
  const unfinished = `${path}.unfinished`;
  try {
    rmSync(unfinished, { force: true });
    const expected = countsOf(db);
    db.prepare('VACUUM INTO ?').run(unfinished);
    const file = openSync(unfinished, 'r+');
    fsyncSync(file);
    closeSync(file);
    assertSound(unfinished, expected);
    renameSync(unfinished, path);
    syncFolder(dirname(path));
  } catch (thrown) {
    rmSync(unfinished, { force: true });
    throw thrown;
  }
}
