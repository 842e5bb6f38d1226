/** The same sale by hand: statements of better-sqlite3 prepared once, values by position, nothing read back. */
import type Database from 'better-sqlite3';
import { connectToWrite } from '../../../electron/store/durable-connection.ts';
import {
  ADD_STOCK,
  ADD_TO_DAY,
  auditRow,
  bareSale,
  dayValues,
  invoiceNumberOf,
  outboxRow,
  type BareSale,
  type Row,
} from '../data/bare-sale.ts';
import { openBenchStore, storePath } from '../data/bench-store.ts';
import { fixedSale } from '../data/fixed-bills.ts';
import { engineDone, engineTask, timed } from '../harness/engine-process.ts';

const task = engineTask<{ readonly folder: string; readonly sales: number; readonly journal?: 'delete' }>();
openBenchStore(task.folder).close();
const db = connectToWrite(storePath(task.folder));
if (task.journal === 'delete') db.pragma('journal_mode = DELETE');

const inserts = new Map<string, Database.Statement<unknown[]>>();
function insert(table: string, row: Row): number {
  let statement = inserts.get(table);
  if (statement === undefined) {
    const names = Object.keys(row);
    statement = db.prepare(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    );
    inserts.set(table, statement);
  }
  return Number(statement.run(...Object.values(row)).lastInsertRowid);
}

const begin = db.prepare('BEGIN IMMEDIATE');
const commit = db.prepare('COMMIT');
const pressed = db.prepare<[unknown], object>('SELECT request_id FROM charge_requests WHERE request_id = ?');
const known = db.prepare<[unknown], object>('SELECT seq FROM orders WHERE order_id = ?');
const findText = db
  .prepare<unknown[], number>(
    `SELECT text_id FROM line_texts WHERE name = ? AND product_id IS ? AND name_hi IS ? AND hsn IS ? AND unit = ? AND category IS ?`,
  )
  .pluck();
const search = db.prepare('INSERT INTO order_search (rowid, words) VALUES (?, ?)');
const word = db.prepare('INSERT OR IGNORE INTO order_words (word) VALUES (?)');
const paying = db.prepare(`UPDATE orders SET state = 'paying', version = version + 1 WHERE seq = ?`);
const open = db.prepare('INSERT OR IGNORE INTO business_days (business_date, opened_at) VALUES (?, ?)');
const series = db.prepare<unknown[], { series_id: number; next_number: number }>(
  `SELECT series_id, next_number FROM invoice_series WHERE till_code = '1' AND kind = 'invoice' AND financial_year = ?`,
);
const openSeries = db.prepare(
  `INSERT INTO invoice_series (till_code, kind, financial_year, letter, installation_id, prefix, opened_at)
    VALUES ('1', 'invoice', ?, 'A', ?, 'hand', 0)`,
);
const take = db.prepare('UPDATE invoice_series SET next_number = next_number + 1 WHERE series_id = ?');
const paid = db.prepare(
  `UPDATE orders SET state = 'paid', version = version + 1, series_id = ?, series_number = ?, invoice_number = ?, paid_at = ?,
    tender_kinds = 'cash' WHERE seq = ?`,
);
const stock = db.prepare(ADD_STOCK);
const addToDay = db.prepare(ADD_TO_DAY);
const dropCart = db.prepare('DELETE FROM held_carts WHERE order_id = ?');

function sell(sale: BareSale): void {
  const { order, lines, at, date, year } = sale;
  begin.run();
  if (pressed.get(sale.press['request_id']) !== undefined || known.get(order['order_id']) !== undefined)
    throw new Error('a bill is charged once');
  const seq = insert('orders', order);
  for (const [index, { text, line }] of lines.entries()) {
    const { name, product_id: product, name_hi: hindi, hsn, unit, category } = text;
    const textId = findText.get(name, product, hindi, hsn, unit, category) ?? insert('line_texts', text);
    insert('order_lines', { order_seq: seq, position: index + 1, text_id: textId, ...line });
  }
  const words = sale.words();
  search.run(seq, words.join(' '));
  for (const one of words) word.run(one);
  paying.run(seq);
  insert('tenders', { order_seq: seq, position: 1, ...sale.tender });
  open.run(date, at);
  let allotted = series.get(year);
  if (allotted === undefined) {
    openSeries.run(year, sale.installation);
    allotted = series.get(year) ?? { series_id: 1, next_number: 1 };
  }
  const number = invoiceNumberOf(year, allotted.next_number);
  take.run(allotted.series_id);
  paid.run(allotted.series_id, allotted.next_number, number, at, seq);
  for (const { text, quantity } of lines) stock.run(text['product_id'], -quantity);
  for (const total of sale.totals()) addToDay.run(...dayValues(total));
  insert('outbox', outboxRow(sale, seq, number));
  insert('audit', auditRow(sale, seq));
  dropCart.run(order['order_id']);
  insert('charge_requests', { ...sale.press, order_seq: seq });
  commit.run();
}

const series_: number[] = [];
for (let at = 0; at < task.sales; at += 1) {
  const sale = bareSale(fixedSale(at));
  series_.push(timed(() => sell(sale)));
}
db.close();
engineDone({ commit: series_ });
