/** The same orders as documents of a PouchDB on LevelDB, replicated to PouchDB's own server. The first run, without an address, makes the documents. */
import Database from 'better-sqlite3';
import { engineDone, engineTask } from '../harness/engine-process.ts';
import { loadPouch } from '../harness/peers.ts';

const task = engineTask<{
  readonly folder: string;
  /** Where the events of a till are, to make the documents of; absent where they are made. */
  readonly store?: string;
  readonly url?: string;
  readonly batch: number;
}>();
const db = new (loadPouch())(task.folder);
const from = performance.now();
if (task.store !== undefined) {
  const source = new Database(task.store, { readonly: true });
  const rows = source
    .prepare<[], { id: string; kind: string; at: number; payload: string }>(
      'SELECT outbox_id AS id, kind, created_at AS at, payload FROM outbox WHERE acked_at IS NULL ORDER BY outbox_seq',
    )
    .all();
  source.close();
  for (let at = 0; at < rows.length; at += 500) {
    const documents = rows.slice(at, at + 500).map(({ id, kind, at: moment, payload }) => ({
      _id: id,
      kind,
      at: moment,
      payload: JSON.parse(payload) as unknown,
    }));
    await db.bulkDocs(documents);
  }
}
let written = 0;
if (task.url !== undefined) {
  const result = await db.replicate.to(task.url, { batch_size: task.batch, batches_limit: 10 });
  written = result.docs_written;
  if (!result.ok || result.doc_write_failures > 0) throw new Error(JSON.stringify(result));
}
const sent = performance.now() - from;
await db.close();
engineDone({ sent: [sent] }, { written });
