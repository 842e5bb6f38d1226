import type Database from 'better-sqlite3';
import { columnOf, insertInto } from '../columns.ts';
import { isConstraint } from '../faults.ts';
import type { SqlValue, Writer } from '../handles.ts';
import { sha256Hex } from '../../platform/message-signature.ts';
import { replaceLines, type OrderLineRecord } from '../repositories/order-lines.ts';
import type { ReferenceTable } from './reference-schema.ts';

/** Sales that wait for the office carry their whole bill with them: a second copy of its rows, until the office has it. */
const TOLD = `SELECT w.payload AS payload, w.payload_hash AS hash FROM outbox w LEFT JOIN orders o ON o.order_id = w.aggregate_id
  WHERE w.kind = 'order-completed' AND w.payload IS NOT NULL AND (o.seq IS NULL
    OR o.line_count <> (SELECT count(*) FROM order_lines l WHERE l.order_seq = o.seq)
    OR o.total_paise <> (SELECT coalesce(sum(t.amount_paise), 0) FROM tenders t
      WHERE t.order_seq = o.seq AND t.withdrawn_at IS NULL))`;
const HAS_ORDER = 'SELECT 1 FROM orders WHERE seq = ?';
const LINES = 'SELECT count(*) FROM order_lines WHERE order_seq = ?';
const TENDERS = 'SELECT count(*) FROM tenders WHERE order_seq = ?';

type Fields = Readonly<Record<string, unknown>>;
type ToldSale = {
  readonly form: 1;
  readonly order: Fields & { readonly seq: number };
  readonly lines: readonly OrderLineRecord[];
  readonly tenders: readonly Fields[];
};

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The sale that an outbox row tells of; null when the text is not what was written, or of another form. */
function parseSale(payload: string, hash: string): ToldSale | null {
  if (sha256Hex(payload) !== hash) return null;
  const value: unknown = JSON.parse(payload);
  if (!isFields(value) || value['form'] !== 1) return null;
  const { order, lines, tenders } = value;
  const isWhole =
    isFields(order) && typeof order['seq'] === 'number' && Array.isArray(lines) && Array.isArray(tenders);
  return isWhole ? (value as ToldSale) : null;
}

function paramsOf(table: ReferenceTable, fields: Fields): Record<string, SqlValue> {
  const byColumn = new Map(Object.entries(fields).map(([field, value]) => [columnOf(field), value]));
  const values = table.columns.map(({ name }) => [name, (byColumn.get(name) ?? null) as SqlValue] as const);
  return Object.fromEntries(values);
}

function insert(db: Database.Database, table: ReferenceTable, fields: Fields): void {
  const names = table.columns.map(({ name }) => name);
  db.prepare(insertInto(table.name, names)).run(paramsOf(table, fields));
}

function rebuildOne(
  db: Database.Database,
  writer: Writer,
  tables: ReadonlyMap<string, ReferenceTable>,
  sale: ToldSale,
): void {
  const { order, lines, tenders } = sale;
  const orders = tables.get('orders');
  const tenderTable = tables.get('tenders');
  const count = (sql: string): number => Number(db.prepare(sql).pluck().get(order.seq) ?? 0);
  if (orders !== undefined && count(HAS_ORDER) === 0) insert(db, orders, order);
  if (count(LINES) !== lines.length) replaceLines(writer, order.seq, lines);
  if (tenderTable === undefined || count(TENDERS) > 0) return;
  for (const [at, tender] of tenders.entries()) {
    insert(db, tenderTable, { ...tender, orderSeq: order.seq, position: at + 1 });
  }
}

/**
 * Makes bills anew whose rows are lost, out of what the outbox still has to tell the office of them. Called inside a transaction, with the triggers off.
 * @returns the orders that were made whole
 */
export function rebuildOrders(
  db: Database.Database,
  writer: Writer,
  tables: ReadonlyMap<string, ReferenceTable>,
): number[] {
  const rebuilt: number[] = [];
  for (const { payload, hash } of db.prepare<[], { payload: string; hash: string }>(TOLD).all()) {
    const sale = parseSale(payload, hash);
    if (sale === null) continue;
    db.exec('SAVEPOINT one_order');
    try {
      rebuildOne(db, writer, tables, sale);
      rebuilt.push(sale.order.seq);
    } catch (thrown) {
      // Its number or a part of it belongs to another row by now: the bill stays lost, and is told of as lost.
      if (!isConstraint(thrown)) throw thrown;
      db.exec('ROLLBACK TO one_order');
    }
    db.exec('RELEASE one_order');
  }
  return rebuilt;
}
