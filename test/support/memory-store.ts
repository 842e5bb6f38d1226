import Database from 'better-sqlite3';
import { writerOf, type Writer, type WriterEvents } from '../../electron/store/handles.ts';
import { migrations } from '../../electron/store/migrations/index.ts';
import { runMigrations } from '../../electron/store/run-migrations.ts';
import { ok } from '../../shared/domain/result.ts';

/** A till's store in memory: the real schema and the real handle, without a disk to wait for. */
export type MemoryStore = { readonly db: Database.Database; readonly writer: Writer };

/** Opens a store in memory: a copy of `image`, which `db.serialize()` made, or a new one. */
export function openMemoryStore(
  events: WriterEvents,
  image: Buffer | null = null,
  at = Date.UTC(2026, 0, 1),
): MemoryStore {
  const db = new Database(image ?? ':memory:');
  db.pragma('foreign_keys = ON');
  db.pragma('temp_store = MEMORY');
  if (image === null) runMigrations(db, migrations, at);
  // There is no log that could be made durable.
  const synced: Writer['synced'] = () => Promise.resolve(ok(undefined));
  return { db, writer: { ...writerOf(db, events), synced } };
}
