/** Stores as earlier versions of the program left them: the schema of that version, and in it all that a busy till of today wrote and that version had a place for. */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, vi } from 'vitest';
import { createFile } from '../../electron/store/create-file.ts';
import { migrations } from '../../electron/store/migrations/index.ts';
import { acknowledgeOutbox, listWaitingOutbox } from '../../electron/store/repositories/outbox.ts';
import { paise } from '../../shared/domain/money.ts';
import { must } from './catalogue.ts';
import {
  choosePin,
  manager,
  patience,
  refundOf,
  sellByCard,
  sellForCash,
  sellSplit,
  settled,
} from './give-back.ts';
import { spelledOut, teachSpelling } from './spelled-out.ts';
import { AT } from './store-fixtures.ts';
import { chargeOf, newestState, openTill, type TillHome } from './till-under-test.ts';

/** Tables that hold what the file says of itself, not what the shop did. */
const ofTheFile: ReadonlySet<string> = new Set([
  'schema_history',
  'last_run',
  'sqlite_sequence',
  'sqlite_stat1',
]);

/**
 * A till has its days: cash, card, both, a payment in doubt, a bill that is part-paid, one given up, and a cart in hand; goods come back too, unless the
 * program of the time knew no returns.
 */
export async function liveBusily(home: TillHome, knowsReturns: boolean): Promise<void> {
  const till = await openTill(home);
  await choosePin(till);
  const cash = sellForCash(till, [
    ['Rice', 2],
    ['Soap', 1],
  ]);
  await sellByCard(till, [['Rice', 3]]);
  const split = await sellSplit(till, 100_00, [['Rice', 2]]);
  if (knowsReturns) {
    must(await till.refunds.refund(refundOf(till, split, [1], { manager })));
    must(await till.refunds.refund(refundOf(till, cash, [1, 0], { manager })));
    await settled(till, split, 'DONE');
    await settled(till, cash, 'DONE');
  }
  const part = chargeOf(till, { total: 105_00 });
  const fifty = paise(50_00);
  const tender = { kind: 'cash' as const, amountPaise: fifty, receivedPaise: fifty };
  must(till.sales.charge({ ...part, tender }));
  const gone = chargeOf(till, { total: 105_00 });
  must(till.sales.charge({ ...gone, tender }));
  must(till.sales.abandonOrder(gone.orderId));
  home.emulator.control.addRule({ scenario: 'pending-for-ever', times: 1 });
  const doubtful = chargeOf(till);
  must(till.sales.charge(doubtful));
  await vi.waitFor(() => expect(newestState(till, doubtful.orderId)).toBe('PENDING'), patience);
  const { orderId, lines } = chargeOf(till);
  must(till.sales.saveCart({ orderId, lines }));
  for (let count = 0; count < 20; count += 1) sellForCash(till, [['Soap', 1 + (count % 3)]]);
  const told = listWaitingOutbox(till.store.reader, 0, 1000);
  for (const [at, { outboxId }] of told.entries()) {
    if (at % 3 !== 2) acknowledgeOutbox(till.store.writer, outboxId, AT + at);
  }
  await till.kill();
}

const TABLES = `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`;

function columnsOf(db: Database.Database, schema: string, table: string): string[] {
  return db.prepare<[], string>(`SELECT name FROM pragma_table_info('${table}', '${schema}')`).pluck().all();
}

function tablesOf(db: Database.Database, schema: string): string[] {
  return db
    .prepare<[], string>(TABLES.replace('sqlite_schema', `${schema}.sqlite_schema`))
    .pluck()
    .all()
    .filter((name) => !ofTheFile.has(name));
}

/** Columns that rows of today leave empty because another row says the same, in versions that had them filled. */
const filledThen: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  audit: {
    subject_kind: `coalesce(subject_kind, 'order')`,
    subject_id: 'coalesce(subject_id, (SELECT order_id FROM today.orders WHERE seq = order_seq))',
    detail: `iif(action = 'sale-completed', json_object('invoiceNumber', (SELECT invoice_number FROM today.orders
      WHERE seq = order_seq), 'hour', json_extract(detail, '$.hour')), detail)`,
  },
};

/** Before version 7 a bill that was acknowledged stayed in the outbox. */
const SENT = `INSERT INTO main.outbox (outbox_seq, outbox_id, aggregate, aggregate_id, kind, payload_hash, created_at, acked_at)
  SELECT p.outbox_seq, substr(hex(randomblob(18)), 1, 36), 'order', o.order_id, 'order-completed', lower(hex(p.payload_hash)),
    o.paid_at, p.acked_at FROM today.outbox_sent p JOIN today.orders o ON o.seq = p.order_seq`;

/** Makes at `path` the store of a till that has the life of `source` behind it and runs the program of an earlier version. */
export function makeOlderStore(source: string, path: string, version: number): void {
  rmSync(path, { force: true });
  createFile(path, migrations.slice(0, version), AT);
  const db = new Database(path);
  try {
    // The shadows of the full-text tables are copied as they are.
    db.unsafeMode();
    db.pragma('journal_mode = DELETE');
    db.pragma('foreign_keys = OFF');
    db.prepare('ATTACH ? AS today').run(source);
    teachSpelling(db);
    const triggers = db
      .prepare<[], { name: string; sql: string }>(
        `SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'`,
      )
      .all();
    const there = new Set(tablesOf(db, 'today'));
    const wasBefore = !tablesOf(db, 'main').includes('outbox_sent');
    db.transaction(() => {
      // What a row may become is the business of the program that wrote it; here rows arrive as they ended.
      for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
      for (const table of tablesOf(db, 'main').filter((name) => there.has(name))) {
        const today = new Set(columnsOf(db, 'today', table));
        const columns = columnsOf(db, 'main', table).filter((name) => today.has(name));
        db.exec(`DELETE FROM main.${table}`);
        const filled = wasBefore ? (filledThen[table] ?? {}) : {};
        // Before version 6 everything was written down.
        const values = columns.map(
          (name) => filled[name] ?? (version < 6 ? spelledOut('today', table, name) : name),
        );
        db.exec(`INSERT INTO main.${table} (${columns.join()}) SELECT ${values.join()} FROM today.${table}`);
      }
      if (wasBefore) db.exec(SENT);
      for (const { sql } of triggers) db.exec(sql);
    })();
    db.exec('DETACH today');
    db.pragma('journal_mode = WAL');
  } finally {
    db.close();
  }
}

/** Every row of the shop in a store, by table, as text that can be compared, with what follows from other columns said in full; the shadows of the full-text tables are left to their own checks. */
export function everyRow(path: string): ReadonlyMap<string, readonly string[]> {
  const db = new Database(path, { readonly: true });
  try {
    teachSpelling(db);
    return new Map(
      tablesOf(db, 'main')
        .filter((table) => !/_(data|idx|docsize|config|content)$/.test(table))
        .map((table) => {
          const columns = columnsOf(db, 'main', table)
            .filter((name) => name !== 'payment_attempt_seq')
            .map((name) => `${spelledOut('main', table, name)} AS said_${name}`);
          const rows = db.prepare<[], object>(`SELECT ${columns.toSorted().join()} FROM ${table}`).all();
          return [table, rows.map((row) => JSON.stringify(row)).toSorted()];
        }),
    );
  } finally {
    db.close();
  }
}

/** A copy of a store that nobody has open. */
export function copyStore(from: string, folder: string): string {
  const path = join(folder, 'store.db');
  for (const companion of ['', '-wal', '-shm']) rmSync(`${path}${companion}`, { force: true });
  copyFileSync(from, path);
  return path;
}
