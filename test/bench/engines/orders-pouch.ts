/** The same questions asked of PouchDB on LevelDB, with a persisted view for each way to find an order. */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { tokenise } from '../../../shared/domain/search.ts';
import { engineDone, engineTask } from '../harness/engine-process.ts';
import { loadPouch } from '../harness/peers.ts';
import {
  PAGE,
  questionKinds,
  questionsFrom,
  type Question,
  type QuestionKind,
} from '../harness/order-questions.ts';

const task = engineTask<{ readonly path: string; readonly folder: string; readonly questions: number }>();
const questions = questionsFrom(task.path, task.questions);

type Stored = Readonly<Record<string, string | number | null>>;

const ORDERS = `SELECT seq, order_id AS orderId, state, invoice_number AS invoiceNumber, business_date AS businessDate,
  created_at AS createdAt, total_paise AS totalPaise, line_count AS lineCount, first_product AS firstProduct,
  tender_kinds AS tenderKinds, last_four AS lastFour, buyer_phone AS buyerPhone, buyer_name AS buyerName,
  (SELECT group_concat(t.name || ' ' || coalesce(t.name_hi, ''), ' ') FROM order_lines l JOIN line_texts t USING (text_id)
    WHERE l.order_seq = seq) AS texts FROM orders`;

const idOf = (seq: number): string => String(seq).padStart(9, '0');

/** Documents as PouchDB's own guides make them: what is looked for is in the document, a view emits it with the number, newest last. */
const views = {
  number: 'function (doc) { emit([doc.invoiceNumber, doc._id]); }',
  phone: 'function (doc) { if (doc.buyerPhone) emit([doc.buyerPhone, doc._id]); }',
  lastFour: 'function (doc) { if (doc.lastFour) emit([doc.lastFour, doc._id]); }',
  day: 'function (doc) { emit([doc.businessDate, doc._id]); }',
  word: 'function (doc) { doc.words.forEach(function (word) { emit([word, doc._id]); }); }',
  prefix:
    'function (doc) { var seen = {}; doc.words.forEach(function (word) { var begun = word.slice(0, 3); if (!seen[begun]) { seen[begun] = 1; emit([begun, doc._id]); } }); }',
} as const;

const isNew = !existsSync(task.folder);
const db = new (loadPouch())(task.folder);
if (isNew) {
  const source = new Database(task.path, { readonly: true });
  const rows = source.prepare<[], Stored>(ORDERS).all();
  source.close();
  const documents = rows.map((row) => {
    const words = [...new Set(tokenise(`${row['texts'] ?? ''} ${row['buyerName'] ?? ''}`))];
    return { _id: idOf(Number(row['seq'])), ...row, texts: undefined, words };
  });
  for (let at = 0; at < documents.length; at += 500) await db.bulkDocs(documents.slice(at, at + 500));
  const mapped: Record<string, { map: string }> = {};
  for (const [name, map] of Object.entries(views)) mapped[name] = { map };
  await db.put({ _id: '_design/orders', views: mapped });
  for (const name of Object.keys(views)) await db.query(`orders/${name}`, { limit: 1 });
}

const page = { descending: true, include_docs: true, limit: PAGE };
const of = (view: keyof typeof views, value: string) =>
  db.query(`orders/${view}`, { ...page, startkey: [value, {}], endkey: [value] });

function ask(kind: QuestionKind, { value, beforeSeq }: Question) {
  switch (kind) {
    case 'latest':
      return db.allDocs({ ...page, startkey: '999999999' });
    case 'keyset page':
      return db.allDocs({ ...page, startkey: idOf((beforeSeq ?? 1) - 1) });
    case 'number':
      return of('number', value);
    case 'phone':
      return of('phone', value);
    case 'last four':
    case 'four digits typed':
      return of('lastFour', value);
    case 'product word':
      return of('word', value);
    case '3-letter prefix':
      return of('prefix', value);
    default:
      return of('day', value);
  }
}

const series: Record<string, number[]> = {};
for (const kind of questionKinds) {
  const asked = questions[kind];
  for (const question of asked.slice(0, 10)) await ask(kind, question);
  const samples: number[] = [];
  for (const question of asked) {
    const from = performance.now();
    const { rows } = await ask(kind, question);
    samples.push(performance.now() - from);
    if (rows.length === 0 && kind !== 'keyset page')
      throw new Error(`${kind} ${question.value} finds nothing`);
  }
  series[kind] = samples;
}
await db.close();
engineDone(series);
