import Database from 'better-sqlite3';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { APPLICATION_ID, pragmaNumber } from '../durable-connection.ts';
import { faultOf } from '../faults.ts';
import { migrations } from '../migrations/index.ts';
import { newestVersion } from '../run-migrations.ts';
import { holdingsOf, type Holdings } from './holdings.ts';
import { brokenRules } from './store-rules.ts';

/** Why a file is not a good store. */
export type FileFault =
  /** Not a store of this program, damaged, or its rows contradict each other; `detail` says what was found first. */
  | { readonly code: 'damaged'; readonly detail: string }
  /** Written by a newer program. */
  | { readonly code: 'newer'; readonly detail: string }
  /** It can't be read now: gone, locked, or the disk fails. */
  | { readonly code: 'unreadable'; readonly detail: string };

/** How thoroughly a file is read: what it says of itself, the database too, or the rules between its rows too. All but the first take seconds at a million orders. */
export type CheckDepth = 'look' | 'database' | 'whole';

function integrityFault(db: Database.Database): FileFault | null {
  const found = db.prepare('PRAGMA integrity_check(5)').pluck().all();
  if (found.length === 1 && found[0] === 'ok') return null;
  return { code: 'damaged', detail: found.join('; ') };
}

function checked(db: Database.Database, depth: CheckDepth): Result<Holdings, FileFault> {
  if (pragmaNumber(db, 'application_id') !== APPLICATION_ID) {
    return err({ code: 'damaged', detail: 'not a store of this program' });
  }
  const version = pragmaNumber(db, 'user_version');
  const newest = newestVersion(migrations);
  if (version > newest) {
    return err({ code: 'newer', detail: `version ${version}, this program knows ${newest}` });
  }
  const fault = depth === 'look' ? null : integrityFault(db);
  if (fault !== null) return err(fault);
  const broken = depth === 'whole' ? brokenRules(db) : [];
  if (broken.length > 0) return err({ code: 'damaged', detail: broken.join('; ') });
  return ok(holdingsOf(db));
}

/** What a thrown value says of the file that was read; a bug is thrown on. */
export function fileFaultOf(thrown: unknown): FileFault {
  const fault = faultOf(thrown);
  if (fault !== null) {
    return { code: fault.code === 'corrupt' ? 'damaged' : 'unreadable', detail: fault.detail };
  }
  if (thrown instanceof Database.SqliteError) {
    // A table or column that isn't there: the schema itself is damaged, or the file is of another program.
    const isSchema = thrown.code === 'SQLITE_ERROR';
    return { code: isSchema ? 'damaged' : 'unreadable', detail: `${thrown.code}: ${thrown.message}` };
  }
  if (thrown instanceof SyntaxError) return { code: 'damaged', detail: thrown.message };
  if (thrown instanceof Error && 'code' in thrown) return { code: 'unreadable', detail: String(thrown.code) };
  throw thrown;
}

/** Checks a store's file, which others may have open, and says what it holds. Changes nothing. */
export function checkFile(path: string, depth: CheckDepth): Result<Holdings, FileFault> {
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 });
    db.pragma('cell_size_check = ON');
    db.pragma('trusted_schema = OFF');
    db.pragma('cache_size = -65536');
    return checked(db, depth);
  } catch (thrown) {
    return err(fileFaultOf(thrown));
  } finally {
    db?.close();
  }
}

/** The rules that the rows of a sound file break, in words; empty when it breaks none. Throws what SQLite says. */
export function brokenRulesOf(path: string): string[] {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    return brokenRules(db);
  } finally {
    db.close();
  }
}
