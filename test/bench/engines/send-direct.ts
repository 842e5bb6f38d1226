/** A till's outbox straight into the office's database: the same batches, checks, statements and settling, without HTTP and in one process. */
import { realSurroundings } from '../../../central/clock.ts';
import { pushEvents } from '../../../central/ingest/push-events.ts';
import { openPg } from '../../../central/store/pg-db.ts';
import { ensureShop, ensureTill } from '../../../central/store/shops.ts';
import { systemClock } from '../../../electron/platform/clock.ts';
import { dataPaths } from '../../../electron/platform/paths.ts';
import { openStore } from '../../../electron/store/connection.ts';
import { countWaitingOutbox, listSendableOutbox } from '../../../electron/store/repositories/outbox.ts';
import { fitting } from '../../../electron/sync/central/batch.ts';
import { settle } from '../../../electron/sync/settle.ts';
import type { BulkResult } from '../../../shared/contract/central-api.ts';
import { must } from '../../support/catalogue.ts';
import { engineDone, engineTask } from '../harness/engine-process.ts';

/** As the till has them. */
const LIMITS = { events: 500, bytes: 1_500_000 };
const AT_ONCE = 2;

const task = engineTask<{ readonly folder: string; readonly database: string; readonly shop: string }>();
const store = must(openStore({ path: dataPaths(task.folder).store.training, clock: systemClock }));
const db = openPg({
  url: task.database,
  maxConnections: 4,
  statementTimeoutMs: 120_000,
  onError: () => undefined,
});
const at = realSurroundings.now();
const shopId = await ensureShop(db, { code: task.shop, name: task.shop, at });
const tillId = await ensureTill(db, { shopId, code: 'A1', name: 'A1', at });
await db.query('SELECT 1');

let last = 0;
function next(): Promise<BulkResult[]> | null {
  const rows = fitting(listSendableOutbox(store.reader, last, LIMITS.events), LIMITS);
  if (rows.length === 0) return null;
  last = rows.at(-1)?.outboxSeq ?? last;
  const events = rows.map(({ outboxId: id, kind, createdAt, payload }) => ({
    id,
    kind,
    at: createdAt,
    payload: JSON.parse(payload.toString()) as unknown,
  }));
  return pushEvents(db, { shopId, tillId, receivedAt: realSurroundings.now() }, events);
}

const from = performance.now();
const flights = Array.from({ length: AT_ONCE }, next);
for (let flight = flights.shift(); flight !== undefined && flight !== null; flight = flights.shift()) {
  const results = await flight;
  flights.push(next());
  const verdicts = results.map(({ id, outcome }) => ({
    outboxId: id ?? '',
    refusal: outcome === 'stored' ? null : outcome,
  }));
  must(await settle({ writer: store.writer, clock: systemClock }, verdicts));
}
const sent = performance.now() - from;
const waiting = countWaitingOutbox(store.reader);
if (waiting > 0) throw new Error(`${waiting} rows wait`);
store.close();
await db.close();
engineDone({ sent: [sent] });
