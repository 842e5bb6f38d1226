/** The review of a day and of thirty days: from the sums that each sale keeps, and added up from the rows; both must say the same. */
import { openReader } from '../../../electron/store/connection.ts';
import { listFigures } from '../../../electron/store/repositories/review-totals.ts';
import { addDays } from '../../../shared/domain/business-date.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { day, must } from '../../support/catalogue.ts';
import { SEEDED_UNTIL } from '../data/seeded-store.ts';
import { engineDone, engineTask, timed } from '../harness/engine-process.ts';

const task = engineTask<{ readonly path: string; readonly times: number }>();
const { reader, close } = must(openReader(task.path));

const PAID = `o.business_date BETWEEN @from AND @to AND o.state IN ('paid', 'refunded')`;
const LINES = `sum(l.total_paise) AS amountPaise, sum(l.taxable_paise) AS taxablePaise, sum(l.cgst_paise) AS cgstPaise`;
const byLines = (dimension: string, key: string): string =>
  `SELECT '${dimension}' AS dimension, ${key} AS key, count(DISTINCT o.seq) AS billCount, ${LINES}
    FROM orders o JOIN order_lines l ON l.order_seq = o.seq JOIN line_texts x ON x.text_id = l.text_id WHERE ${PAID} GROUP BY 2`;
const bills = (dimension: string, key: string): string =>
  `SELECT '${dimension}' AS dimension, ${key} AS key, count(*) AS billCount, sum(o.total_paise) AS amountPaise,
    sum(o.subtotal_paise) AS taxablePaise, (SELECT 0) AS cgstPaise FROM orders o WHERE ${PAID} GROUP BY 2`;
/** India keeps one offset the year round. */
const HOUR = `printf('%02d', (o.paid_at + 19800000) / 3600000 % 24)`;
const FROM_ROWS = [
  bills('sales', `''`),
  bills('hour', HOUR),
  byLines('tax', 'CAST(l.gst_rate_bp AS TEXT)'),
  byLines('category', `coalesce(x.category, '')`),
  `SELECT 'tender' AS dimension, t.kind AS key, count(DISTINCT o.seq) AS billCount, sum(t.amount_paise) AS amountPaise,
    0 AS taxablePaise, 0 AS cgstPaise FROM orders o JOIN tenders t ON t.order_seq = o.seq
    WHERE ${PAID} AND t.withdrawn_at IS NULL GROUP BY 2`,
  `SELECT 'refunds' AS dimension, '' AS key, count(*) AS billCount, sum(total_paise) AS amountPaise,
    sum(subtotal_paise) AS taxablePaise, 0 AS cgstPaise FROM credit_notes WHERE business_date BETWEEN @from AND @to HAVING count(*) > 0`,
];

type Figure = {
  readonly dimension: string;
  readonly key: string;
  readonly billCount: number;
  readonly amountPaise: number;
};

const queries = FROM_ROWS.map((sql) => reader.query<{ from: string; to: string }, Figure>(sql));
const fromRows = (from: string, to: string): Figure[] => queries.flatMap((query) => query.all({ from, to }));

const told = (figures: readonly Figure[]): string =>
  figures
    .filter(({ dimension }) => !dimension.startsWith('refund-'))
    .map(({ dimension, key, billCount, amountPaise }) => `${dimension} ${key} ${billCount} ${amountPaise}`)
    .toSorted()
    .join('\n');

const random = seededRandom(task.times);
const series: Record<string, number[]> = {};
for (const days of [1, 30]) {
  const totals: number[] = (series[`totals, ${days}`] = []);
  const rows: number[] = (series[`rows, ${days}`] = []);
  for (let at = 0; at < task.times; at += 1) {
    const to = addDays(day(SEEDED_UNTIL), -random.below(900));
    const from = addDays(to, 1 - days);
    let fast: Figure[] = [];
    let slow: Figure[] = [];
    totals.push(timed(() => void (fast = listFigures(reader, from, to))));
    rows.push(timed(() => void (slow = fromRows(from, to))));
    if (told(fast) !== told(slow)) throw new Error(`the sums of ${from} to ${to} are not those of the rows`);
  }
}
close();
engineDone(series);
