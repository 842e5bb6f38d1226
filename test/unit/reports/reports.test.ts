import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeFileDurably } from '../../../electron/platform/disk.ts';
import { createWorkerPool, type WorkerPool } from '../../../electron/platform/workers.ts';
import { createReports, type Reports } from '../../../electron/reports/index.ts';
import { businessDateOf } from '../../../electron/sales/index.ts';
import { reviewTexts } from '../../../electron/till/review-texts.ts';
import type { Review, ReviewName } from '../../../shared/contract/review.ts';
import { addDays } from '../../../shared/domain/business-date.ts';
import { must } from '../../support/catalogue.ts';
import {
  choosePin,
  manager,
  refundOf,
  sellByCard,
  sellForCash,
  sellSplit,
  settled,
} from '../../support/give-back.ts';
import { addedUp } from '../../support/review-from-rows.ts';
import { openHome, openTill, type TestTill, type TillHome } from '../../support/till-under-test.ts';
import { sumsOf } from '../../support/walk-review.ts';

let home: TillHome;
let till: TestTill;
let workers: WorkerPool;
let reports: Reports;
let chosen: string | null = null;
let shiftMs = 0;
const clock = { now: () => Date.now() + shiftMs, monotonic: () => performance.now() };
const inHand = () => businessDateOf(till.store.reader, clock.now(), till.shop.zone);

const deps = (): Parameters<typeof createReports>[0] => ({
  db: till.store.reader,
  storePath: till.store.path,
  workers,
  clock,
  businessDate: inHand,
  zone: () => till.shop.zone,
  texts: () => reviewTexts.en,
  printPdf: ({ to, days }) => Promise.resolve(Buffer.from(`%PDF ${to} ${days}`)),
  chooseFile: (_kind, suggestedName) =>
    Promise.resolve(chosen === null ? null : { path: chosen, fileName: suggestedName }),
  writeFile: writeFileDurably,
  report: () => undefined,
});

beforeEach(async () => {
  shiftMs = 0;
  home = await openHome();
  till = await openTill(home, { clock });
  await choosePin(till);
  chosen = join(home.folder, 'saved');
  workers = createWorkerPool({
    entryOf: (name) => new URL(`../../../electron/workers/${name}.ts`, import.meta.url),
  });
  reports = createReports(deps());
});
afterEach(async () => {
  await workers.close();
  await till.kill();
  await home.end();
});

/** A day with something of everything. */
async function trade(): Promise<void> {
  sellForCash(till, [['Rice', 2]]);
  const order = await sellByCard(till, [
    ['Rice', 1],
    ['Soap', 3],
  ]);
  await sellSplit(till, 50_00, [['Soap', 2]]);
  must(await till.refunds.refund(refundOf(till, order, [0, 1], { manager })));
  await settled(till, order, 'DONE');
}

const review = async (days: number): Promise<Review> => must(await reports.review({ to: null, days }));
const figureOf = ({ figures, now }: Review, dimension: string, key = '') =>
  [...figures, ...now].find((figure) => figure.dimension === dimension && figure.key === key);

/** All rows behind a figure, over the channel that the window uses. */
async function rowsOf({ from, to }: Review, { dimension, key }: ReviewName) {
  const page = must(await reports.rows({ from, to, dimension, key, after: null, limit: 200 }));
  expect(page.next).toBeNull();
  return page.rows;
}

describe('The review', () => {
  test('of the day in hand has every figure, and each is what its orders add up to', async () => {
    await trade();
    const today = await review(1);
    expect(figureOf(today, 'sales')).toMatchObject({ billCount: 3, amountPaise: 210_00 + 255_00 + 100_00 });
    expect(figureOf(today, 'tender', 'cash')).toMatchObject({ billCount: 2, amountPaise: 260_00 });
    expect(figureOf(today, 'refunds')).toMatchObject({ billCount: 1 });
    expect(figureOf(today, 'waiting')).toMatchObject({ billCount: 3 });
    for (const figure of [...today.figures, ...today.now]) {
      expect(addedUp(await rowsOf(today, figure)), figure.dimension).toEqual(sumsOf(figure));
    }
  });

  test('of a long range comes from a worker and is the same as from main', async () => {
    await trade();
    const month = await review(31);
    const years = await review(1100);
    expect(years.figures).toEqual(month.figures);
    expect(years.days).toEqual(month.days);
    for (const figure of years.figures) {
      expect(addedUp(await rowsOf(years, figure)), figure.dimension).toEqual(sumsOf(figure));
    }
  });

  test('splits what came back by the category of the goods and by the hour of its credit note', async () => {
    const now = new Date();
    // Twenty past one, then half past four in the afternoon, Indian time.
    shiftMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), 7, 50) - Date.now();
    const order = await sellByCard(till, [
      ['Rice', 1],
      ['Soap', 3],
    ]);
    must(await till.refunds.refund(refundOf(till, order, [1], { manager })));
    await settled(till, order, 'DONE');
    shiftMs += 190 * 60_000;
    must(await till.refunds.refund(refundOf(till, order, [0, 2], { manager })));
    await settled(till, order, 'DONE');
    const today = await review(1);
    const split = (dimension: string) =>
      today.figures
        .filter((figure) => figure.dimension === dimension)
        .map(({ key, billCount, amountPaise }) => [key, billCount, amountPaise]);
    expect(split('refund-category')).toEqual([
      ['Grocery', 1, 105_00],
      ['Home', 1, 99_80],
    ]);
    expect(split('refund-hour')).toEqual([
      ['13', 1, 105_00],
      ['16', 1, 100_00],
    ]);
    for (const figure of today.figures.filter(({ dimension }) => dimension.startsWith('refund-'))) {
      expect(addedUp(await rowsOf(today, figure)), figure.dimension).toEqual(sumsOf(figure));
    }
  });

  test('is made by a worker while a long queue for the office is to be counted, and is the same', async () => {
    await trade();
    const here = await review(1);
    const jobs: string[] = [];
    const asked = createReports({
      ...deps(),
      waitingInMain: 2,
      workers: {
        run: (name, input, onProgress) => {
          jobs.push(name);
          return workers.run(name, input, onProgress);
        },
      },
    });
    expect(must(await asked.review({ to: null, days: 1 }))).toEqual(here);
    expect(jobs).toEqual(['read-review']);
    const few = createReports({ ...deps(), waitingInMain: 3, workers: { run: () => expect.unreachable() } });
    expect(must(await few.review({ to: null, days: 1 }))).toEqual(here);
  });

  test('of the day in hand is compared with the same weekday, and up to the last full hour only', async () => {
    const now = new Date();
    // Half past four in the afternoon, Indian time, a week ago; then the same today.
    const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), 11, 0);
    shiftMs = today - 7 * 86_400_000 - Date.now();
    sellForCash(till);
    shiftMs += 3_600_000;
    sellForCash(till, [['Rice', 2]]);
    shiftMs = today + 3_600_000 - Date.now();
    sellForCash(till, [['Rice', 3]]);
    const reviewed = await review(1);
    expect(reviewed.before.to).toBe(addDays(inHand(), -7));
    expect(figureOf({ ...reviewed, ...reviewed.before }, 'sales')).toMatchObject({ amountPaise: 315_00 });
    const { hour, now: ours, before } = reviewed.soFar ?? { hour: -1, now: null, before: null };
    expect(hour).toBe(17);
    expect(ours).toMatchObject({ dimension: 'until', key: '17', billCount: 0, amountPaise: 0 });
    expect(before).toMatchObject({ dimension: 'until', key: '17', billCount: 1, amountPaise: 105_00 });
    const behind = await rowsOf({ ...reviewed, ...reviewed.before }, { dimension: 'until', key: '17' });
    expect(addedUp(behind)).toEqual(before === null ? null : sumsOf(before));
    expect((await review(2)).soFar).toBeNull();
  });

  test('refuses what is no date', async () => {
    const refused = await reports.review({ to: '2026-02-31', days: 1 });
    expect(refused.ok ? 'ok' : refused.error.code).toBe('invalid-request');
    const name = { dimension: 'sales', key: '' } as const;
    const rows = await reports.rows({ from: '2026-13-01', to: '2026-13-01', ...name, after: null, limit: 1 });
    expect(rows.ok ? 'ok' : rows.error.code).toBe('invalid-request');
  });
});

describe('What is saved of a review', () => {
  const lines = (): string[] =>
    readFileSync(chosen ?? '', 'utf8')
      .trimEnd()
      .split('\r\n');

  test('is a table for Excel with every figure in rupees', async () => {
    await trade();
    const saved = must(await reports.saveCsv({ to: null, days: 1, opened: null }));
    expect(saved.fileName).toBe(`galla-${inHand()}.csv`);
    const [heading = '', ...rows] = lines();
    expect(heading.startsWith('\uFEFFFigure,Of,From,To,Count,Amount (₹)')).toBe(true);
    expect(rows).toContain(
      `By way to pay,Cash,${inHand()},${inHand()},2,260.00,0.00,0.00,0.00,0.00,0.00,0.00`,
    );
    expect(new Set([heading, ...rows].map((line) => line.split(',').length))).toEqual(new Set([12]));
  });

  test('is the orders behind a figure, written by a worker, whose amounts add up to it', async () => {
    await trade();
    const opened = { dimension: 'tender', key: 'cash' } as const;
    must(await reports.saveCsv({ to: null, days: 1, opened }));
    const [heading = '', ...rows] = lines();
    const column = heading.split(',').indexOf('Amount (₹)');
    const rupees = rows.map((row) => Number(row.split(',')[column]));
    expect(rupees.reduce((sum, amount) => sum + amount, 0)).toBe(260);
    expect(rows).toHaveLength(2);
  });

  test('is a PDF of the same range', async () => {
    must(await reports.savePdf({ to: null, days: 7 }));
    expect(readFileSync(chosen ?? '', 'utf8')).toBe(`%PDF ${inHand()} 7`);
  });

  test('is nothing when the person closes the dialog; where it can’t be written that is said; an old file gives way', async () => {
    const code = async (): Promise<string> => {
      const saved = await reports.saveCsv({ to: null, days: 1, opened: { dimension: 'sales', key: '' } });
      return saved.ok ? 'ok' : saved.error.code;
    };
    chosen = null;
    expect(await code()).toBe('cancelled-by-user');
    chosen = join(home.folder, 'no-such-folder', 'saved.csv');
    expect(await code()).toBe('file-save-failed');
    chosen = join(home.folder, 'saved.csv');
    writeFileSync(chosen, 'old');
    sellForCash(till);
    expect(await code()).toBe('ok');
    expect(lines()).toHaveLength(2);
  });
});
