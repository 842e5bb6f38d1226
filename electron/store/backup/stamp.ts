import Database from 'better-sqlite3';
import type { Mode } from '../../../shared/contract/till.ts';

/** What a backup says of itself, inside the copy: a store that still carries it was put back by somebody. */
export type BackupStamp = {
  readonly backupId: string;
  /** UTC milliseconds, when the copy was begun. */
  readonly madeAt: number;
  readonly mode: Mode;
};

const KEY = 'backup-stamp';
const WRITE = `INSERT INTO settings (key, value, updated_at) VALUES ('${KEY}', @value, @at)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`;
const READ = `SELECT value FROM settings WHERE key = '${KEY}'`;

/** A copy was never open: the run that it was made in is not one that ended uncleanly in it. */
const NEVER_OPEN = 'UPDATE last_run SET closed_at = coalesce(closed_at, @at)';

/** Marks a copy as a backup. */
export function writeStamp(db: Database.Database, stamp: BackupStamp): void {
  db.prepare(WRITE).run({ value: JSON.stringify(stamp), at: stamp.madeAt });
  db.prepare(NEVER_OPEN).run({ at: stamp.madeAt });
}

/** The stamp of a backup; null in a store that is none. */
export function readStamp(db: Database.Database): BackupStamp | null {
  const text = db.prepare<[], string>(READ).pluck().get();
  if (text === undefined) return null;
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return null;
  if (!('backupId' in value && 'madeAt' in value && 'mode' in value)) return null;
  const mode = value.mode === 'real' ? 'real' : 'training';
  return { backupId: String(value.backupId), madeAt: Number(value.madeAt), mode };
}

/** The same on a file that nobody has open, which keeps no log of its own after it: all of it is in the one file. */
export function stampFile(path: string, stamp: BackupStamp): void {
  const db = new Database(path, { fileMustExist: true });
  try {
    db.pragma('journal_mode = DELETE');
    db.pragma('synchronous = FULL');
    writeStamp(db, stamp);
  } finally {
    db.close();
  }
}
