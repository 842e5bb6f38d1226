import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrations } from '../../../electron/store/migrations/index.ts';
import { acknowledgeOutbox, listWaitingOutbox } from '../../../electron/store/repositories/outbox.ts';
import { mergeSalvage } from '../../../electron/store/salvage/merge-salvage.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { makeOlderStore } from '../../support/older-store.ts';
import { readLedger } from '../../support/ledger.ts';
import { storeViolations } from '../../support/ledger-invariants.ts';
import { AT, newStore, reopenStore, temporaryFolder } from '../../support/store-fixtures.ts';
import { sellOne } from '../../support/sync-till.ts';

let folder = '';
let remove = (): void => undefined;
let newer = '';
let backup = '';

/** A store that told four bills, of which the office has the first two and the last; and a backup of it from before, in which all but the last wait. */
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  backup = join(folder, 'backup.db');
  mkdirSync(join(folder, 'till'));
  let store = newStore(join(folder, 'till'));
  const random = seededRandom(3);
  for (let count = 0; count < 3; count += 1) sellOne(store, random);
  store.close();
  copyFileSync(store.path, backup);
  store = reopenStore(join(folder, 'till'));
  sellOne(store, random);
  const rows = listWaitingOutbox(store.reader, 0, 10);
  for (const at of [0, 1, 3]) acknowledgeOutbox(store.writer, rows[at]?.outboxId ?? '', AT + 1);
  store.close();
  newer = store.path;
});
afterEach(() => remove());

function read<Row>(path: string, sql: string): Row[] {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare<[], Row>(sql).all();
  } finally {
    db.close();
  }
}

function write(path: string, sql: string): void {
  const db = new Database(path);
  db.pragma('foreign_keys = OFF');
  for (const trigger of db
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`)
    .pluck()
    .all()) {
    db.exec(`DROP TRIGGER ${trigger}`);
  }
  db.exec(sql);
  db.close();
}

const states = (path: string): unknown[] => [
  read(path, 'SELECT outbox_seq AS seq, payload IS NOT NULL AS waits FROM outbox ORDER BY 1'),
  read(path, 'SELECT outbox_seq AS seq, order_seq AS orderSeq FROM outbox_sent ORDER BY 1'),
];
const merged = [
  [{ seq: 3, waits: 1 }],
  [
    { seq: 1, orderSeq: 1 },
    { seq: 2, orderSeq: 2 },
    { seq: 4, orderSeq: 4 },
  ],
];

test.each([
  ['the newer state into the backup', () => [newer, backup] as const],
  ['the backup into the newer state', () => [backup, newer] as const],
])('What one state of a store had sent is not sent again by the other: %s', (_what, paths) => {
  const [from, into] = paths();
  const left: unknown[] = [];
  expect(mergeSalvage(from, into, (...row) => left.push(row)).ok).toBe(true);
  expect(left).toEqual([]);
  expect(states(into)).toEqual(merged);
  expect(storeViolations(readLedger(into))).toEqual([]);
});

test('Rows that an older program left, acknowledged bills and audits among them, take today’s form', () => {
  const older = join(folder, 'older.db');
  makeOlderStore(
    newer,
    older,
    migrations.findIndex(({ name }) => name === 'what-was-sent'),
  );
  expect(read(older, 'SELECT 1 FROM audit WHERE subject_id IS NULL')).toEqual([]);
  expect(mergeSalvage(older, backup, () => undefined).ok).toBe(true);
  expect(states(backup)).toEqual(merged);
  expect(read(backup, 'SELECT order_seq AS seq FROM audit ORDER BY audit_seq')).toEqual(
    [1, 2, 3, 4].map((seq) => ({ seq })),
  );
  expect(storeViolations(readLedger(backup))).toEqual([]);
});

test('Of a bill that is lost, nothing is said of another one that may get its number', () => {
  const delivery = (seq: number): string =>
    `INSERT INTO sync_deliveries (outbox_seq, server, transaction_id, watermark, state, updated_at)
      VALUES (${seq}, 's', 'galla-000000000${seq}', 0, 'new', 1);
    INSERT INTO outbox_corrections (outbox_seq, payload, payload_hash, created_at) VALUES (${seq}, '{}', 'h', 1);`;
  write(newer, `DELETE FROM orders WHERE seq = 4; ${delivery(3)} ${delivery(4)}`);
  const left: string[] = [];
  expect(mergeSalvage(newer, backup, (table, _row, reason) => left.push(`${table}: ${reason}`)).ok).toBe(
    true,
  );
  expect(states(backup)).toEqual([merged[0], merged[1]?.slice(0, 2)]);
  expect(left).toEqual(
    expect.arrayContaining([
      'outbox_sent: its row in orders is lost',
      'sync_deliveries: its row in outbox is lost',
      'outbox_corrections: its row in outbox is lost',
    ]),
  );
  expect(read(backup, 'SELECT outbox_seq AS seq FROM sync_deliveries')).toEqual([{ seq: 3 }]);
  expect(read(backup, 'SELECT outbox_seq AS seq FROM outbox_corrections')).toEqual([{ seq: 3 }]);
  expect(read(backup, 'SELECT action, subject_id AS subjectId FROM audit WHERE order_seq IS NULL')).toEqual([
    { action: 'sale-completed', subjectId: 'order 4' },
  ]);
});
