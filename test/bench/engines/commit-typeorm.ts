/** The same sale through TypeORM on better-sqlite3: entities of the same tables, one transaction, write-ahead log with synchronous=FULL. */
import { loadTypeOrm, type TypeOrmManager } from '../harness/peers.ts';
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
} from '../data/bare-sale.ts';
import { openBenchStore, storePath } from '../data/bench-store.ts';
import { fixedSale } from '../data/fixed-bills.ts';
import { engineDone, engineTask } from '../harness/engine-process.ts';

const task = engineTask<{ readonly folder: string; readonly sales: number }>();
openBenchStore(task.folder).close();
const path = storePath(task.folder);
const tables = [
  'orders',
  'line_texts',
  'order_lines',
  'tenders',
  'invoice_series',
  'outbox',
  'audit',
  'charge_requests',
];

/** The entities, as the schema has the tables; what SQLite works out by itself is left out. */
function entities(EntitySchema: ReturnType<typeof loadTypeOrm>['EntitySchema']): object[] {
  const db = connectToWrite(path);
  const made = tables.map((name) => {
    const columns = db
      .prepare<[], { name: string; type: string; pk: number; dflt_value: string | null }>(
        `PRAGMA table_info(${name})`,
      )
      .all();
    const rowid = columns.filter(({ pk }) => pk > 0);
    return new EntitySchema({
      name,
      tableName: name,
      columns: Object.fromEntries(
        columns.map((column) => [
          column.name,
          {
            type: column.type.toLowerCase(),
            primary: column.pk > 0,
            nullable: true,
            ...(column.dflt_value === null ? {} : { default: () => column.dflt_value }),
            ...(rowid.length === 1 && column.pk > 0 && column.type === 'INTEGER'
              ? { generated: 'increment' }
              : {}),
          },
        ]),
      ),
    });
  });
  db.close();
  return made;
}

const { DataSource, EntitySchema } = loadTypeOrm();
const source = await new DataSource({
  type: 'better-sqlite3',
  database: path,
  entities: entities(EntitySchema),
  enableWAL: true,
  statementCacheSize: 200,
  prepareDatabase: (db: { pragma: (text: string) => unknown }) => {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('wal_autocheckpoint = 0');
    db.pragma('foreign_keys = ON');
  },
}).initialize();

async function seriesOf(manager: TypeOrmManager, sale: BareSale): Promise<{ id: number; number: number }> {
  const where = { till_code: '1', kind: 'invoice', financial_year: sale.year };
  let found = await manager.findOneBy('invoice_series', where);
  if (found === null) {
    const row = {
      ...where,
      letter: 'A',
      installation_id: sale.installation,
      prefix: 'typeorm',
      opened_at: 0,
    };
    await manager.insert('invoice_series', { ...row, next_number: 1 });
    found = await manager.findOneBy('invoice_series', where);
  }
  return { id: Number(found?.['series_id']), number: Number(found?.['next_number']) };
}

async function sell(manager: TypeOrmManager, sale: BareSale): Promise<void> {
  const { order, lines, at, date, year } = sale;
  const pressed = await manager.findOneBy('charge_requests', { request_id: sale.press['request_id'] });
  const known = await manager.findOneBy('orders', { order_id: order['order_id'] });
  if (pressed !== null || known !== null) throw new Error('a bill is charged once');
  const written = await manager.insert('orders', { ...order });
  const seq = Number(written.identifiers[0]?.['seq']);
  const textIds: number[] = [];
  for (const { text } of lines) {
    const there = await manager.findOneBy('line_texts', {
      name: text['name'],
      product_id: text['product_id'],
    });
    const textId =
      there?.['text_id'] ?? (await manager.insert('line_texts', { ...text })).identifiers[0]?.['text_id'];
    textIds.push(Number(textId));
  }
  await manager.insert(
    'order_lines',
    lines.map(({ line }, index) => ({
      order_seq: seq,
      position: index + 1,
      text_id: textIds[index],
      ...line,
    })),
  );
  const words = sale.words();
  await manager.query('INSERT INTO order_search (rowid, words) VALUES (?, ?)', [seq, words.join(' ')]);
  for (const word of words)
    await manager.query('INSERT OR IGNORE INTO order_words (word) VALUES (?)', [word]);
  await manager.update('orders', { seq }, { state: 'paying', version: 2 });
  await manager.insert('tenders', { order_seq: seq, position: 1, ...sale.tender });
  await manager.query('INSERT OR IGNORE INTO business_days (business_date, opened_at) VALUES (?, ?)', [
    date,
    at,
  ]);
  const series = await seriesOf(manager, sale);
  await manager.update('invoice_series', { series_id: series.id }, { next_number: series.number + 1 });
  const invoiceNumber = invoiceNumberOf(year, series.number);
  const invoice = {
    series_id: series.id,
    series_number: series.number,
    invoice_number: invoiceNumber,
    paid_at: at,
  };
  await manager.update('orders', { seq }, { state: 'paid', version: 3, tender_kinds: 'cash', ...invoice });
  for (const { text, quantity } of lines) await manager.query(ADD_STOCK, [text['product_id'], -quantity]);
  for (const total of sale.totals()) await manager.query(ADD_TO_DAY, dayValues(total));
  await manager.insert('outbox', outboxRow(sale, seq, invoiceNumber));
  await manager.insert('audit', auditRow(sale, seq));
  await manager.query('DELETE FROM held_carts WHERE order_id = ?', [order['order_id']]);
  await manager.insert('charge_requests', { ...sale.press, order_seq: seq });
}

const commit: number[] = [];
for (let at = 0; at < task.sales; at += 1) {
  const sale = bareSale(fixedSale(at));
  const from = performance.now();
  await source.transaction((manager) => sell(manager, sale));
  commit.push(performance.now() - from);
}
await source.destroy();
engineDone({ commit });
