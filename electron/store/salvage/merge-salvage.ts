import Database from 'better-sqlite3';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { isConstraint } from '../faults.ts';
import { writerOf, type Writer } from '../handles.ts';
import { indexOrder } from '../repositories/order-search.ts';
import { indexProductVersion } from '../repositories/product-index.ts';
import { lostNumbersOf, mendSeries, type LostNumbers } from './mend-series.ts';
import { isMerged, mergeStatement } from './merge-rules.ts';
import { mendAudit } from './mend-audit.ts';
import { mendOutbox } from './mend-outbox.ts';
import { mendReferences, type OnLeftover } from './mend-references.ts';
import { readSalvage, type SalvagedRow, type SalvageReport } from './read-salvage.ts';
import { rebuildOrders } from './rebuild-orders.ts';
import { rebuildSums } from './rebuild-sums.ts';
import { referenceTables, type ReferenceTable } from './reference-schema.ts';

/** What came of putting salvaged rows into a store. */
export type MergeReport = {
  readonly salvage: SalvageReport;
  /** Rows that the store did not have, or had in an earlier state. */
  readonly taken: number;
  /** Rows that were read and have no place: what they belong to is lost. They are told of one by one. */
  readonly leftOver: number;
  readonly lostNumbers: readonly LostNumbers[];
};

/** The two files are not two states of one store: a number of theirs stands for different bills. */
export type OtherStore = { readonly code: 'other-store' };

type Merging = {
  readonly db: Database.Database;
  readonly onLeftover: OnLeftover;
  readonly orders: Set<number>;
  readonly statements: Map<string, Database.Statement>;
  taken: number;
  leftOver: number;
  isOther: boolean;
};

function statementFor({ db, statements }: Merging, table: ReferenceTable): Database.Statement {
  const known = statements.get(table.name);
  if (known !== undefined) return known;
  const made = db.prepare(mergeStatement(table));
  statements.set(table.name, made);
  return made;
}

const SAME_SEQ = 'SELECT order_id FROM orders WHERE seq = ?';
const IN_HAND = `DELETE FROM held_carts WHERE slot = 'in-hand' AND saved_at < ?`;

function takeRow(merging: Merging, table: ReferenceTable, row: SalvagedRow): void {
  const { db, onLeftover } = merging;
  if (!isMerged(table.name, row)) return;
  if (table.name === 'orders') {
    const known = db.prepare(SAME_SEQ).pluck().get(row['seq']);
    if (known !== undefined && known !== row['order_id']) merging.isOther = true;
  }
  if (table.name === 'held_carts' && row['slot'] === 'in-hand') db.prepare(IN_HAND).run(row['saved_at']);
  try {
    const { changes } = statementFor(merging, table).run(row);
    merging.taken += changes;
    if (changes > 0 && table.name === 'orders') merging.orders.add(Number(row['seq']));
    if (changes > 0 && table.name === 'order_lines') merging.orders.add(Number(row['order_seq']));
  } catch (thrown) {
    if (!isConstraint(thrown)) throw thrown;
    onLeftover(table.name, row, thrown instanceof Error ? thrown.message : '');
  }
}

const TEXTS = `SELECT x.name, x.name_hi AS nameHi FROM order_lines l JOIN line_texts x ON x.text_id = l.text_id WHERE l.order_seq = ?`;
const ORDER_TEXTS = 'SELECT invoice_number AS number, buyer_name AS buyer FROM orders WHERE seq = ?';
const UNINDEXED =
  'SELECT version FROM product_versions WHERE version NOT IN (SELECT id FROM product_search_docsize)';
const GONE_FROM_SEARCH = 'DELETE FROM order_search WHERE rowid NOT IN (SELECT seq FROM orders)';
/** An order that was charged anew may have fewer lines than it had. */
const LINES_TOO_MANY = `DELETE FROM order_lines WHERE position >
  (SELECT line_count FROM orders WHERE seq = order_seq AND state <> 'paid')`;
const FINISHED_CARTS = `DELETE FROM held_carts WHERE order_id IN
  (SELECT order_id FROM orders WHERE state IN ('paid', 'refunded', 'abandoned'))`;

/** A writer for what is written by the repositories, inside the one transaction of a merge. */
function silentWriter(db: Database.Database): Writer {
  return writerOf(db, { committed: () => undefined, faulted: () => undefined });
}

/** Makes what was taken over findable by its words. */
function indexTaken({ db, orders }: Merging): void {
  const writer = silentWriter(db);
  for (const seq of orders) {
    const order = db.prepare<[number], { number: string | null; buyer: string | null }>(ORDER_TEXTS).get(seq);
    if (order === undefined) continue;
    const lines = db.prepare<[number], { name: string; nameHi: string | null }>(TEXTS).all(seq);
    const texts = lines.flatMap(({ name, nameHi }) => [name, nameHi ?? '']);
    indexOrder(writer, seq, [...texts, order.buyer ?? '']);
  }
  for (const version of db.prepare<[], number>(UNINDEXED).pluck().all()) indexProductVersion(writer, version);
}

type Trigger = { readonly name: string; readonly sql: string };

function mergeAll(merging: Merging, from: string): SalvageReport {
  const { db, onLeftover } = merging;
  // The triggers guard the counter's work, step by step; here rows come in their last state. What they guard is checked afterwards.
  const triggers = db
    .prepare<[], Trigger>(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`)
    .all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  const salvage = readSalvage(from, (table, row) => takeRow(merging, table, row));
  const tables = new Map(referenceTables().map((table) => [table.name, table]));
  for (const seq of rebuildOrders(db, silentWriter(db), tables)) merging.orders.add(seq);
  mendSeries(db);
  mendOutbox(db, onLeftover);
  mendAudit(db);
  mendReferences(db, onLeftover);
  for (const tidied of [FINISHED_CARTS, LINES_TOO_MANY]) db.exec(tidied);
  rebuildSums(db);
  indexTaken(merging);
  db.exec(GONE_FROM_SEARCH);
  for (const { sql } of triggers) db.exec(sql);
  return salvage;
}

/**
 * Puts every row that can be read out of a damaged store into another one, which nobody else has open: an earlier state of the same store, or an empty one.
 * Rows that are missing are added, later states take the place of earlier ones, sums and search are made anew, and what has no place any more is
 * told of, row by row. All in one transaction: on an Err, or when something is thrown, the other store is as it was. Long: for a worker.
 */
export function mergeSalvage(
  from: string,
  into: string,
  onLeftover: OnLeftover,
): Result<MergeReport, OtherStore> {
  const db = new Database(into, { fileMustExist: true });
  try {
    db.pragma('foreign_keys = OFF');
    db.pragma('synchronous = FULL');
    db.pragma('cache_size = -65536');
    const merging: Merging = {
      db,
      onLeftover: (table, row, reason) => {
        merging.leftOver += 1;
        onLeftover(table, row, reason);
      },
      orders: new Set(),
      statements: new Map(),
      taken: 0,
      leftOver: 0,
      isOther: false,
    };
    db.exec('BEGIN IMMEDIATE');
    const salvage = mergeAll(merging, from);
    const { taken, leftOver, isOther } = merging;
    db.exec(isOther ? 'ROLLBACK' : 'COMMIT');
    return isOther
      ? err({ code: 'other-store' })
      : ok({ salvage, taken, leftOver, lostNumbers: lostNumbersOf(db) });
  } finally {
    db.close();
  }
}
