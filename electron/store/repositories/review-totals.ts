import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import { addPaise, ZERO_PAISE } from '../../../shared/domain/money.ts';
import type { ReviewDay, ReviewFigure } from '../../../shared/contract/review.ts';
import type { Reader } from '../handles.ts';
import { listUnfinishedAttempts } from './attempts.ts';

const SUMS = `coalesce(sum(bill_count), 0) AS billCount, coalesce(sum(amount_paise), 0) AS amountPaise,
  coalesce(sum(discount_paise), 0) AS discountPaise, coalesce(sum(taxable_paise), 0) AS taxablePaise,
  coalesce(sum(cgst_paise), 0) AS cgstPaise, coalesce(sum(sgst_paise), 0) AS sgstPaise,
  coalesce(sum(igst_paise), 0) AS igstPaise, coalesce(sum(round_off_paise), 0) AS roundOffPaise`;
const WAITING = `FROM outbox INDEXED BY outbox_to_send_by_kind
    WHERE aggregate = 'order' AND acked_at IS NULL AND dead_at IS NULL`;

/** More waiting orders than this are counted in a worker: counting so many takes about a millisecond, and a million would hold the counter up. */
const MANY_WAITING = 20_000;

/** Exported for the test of their plans. */
export const reviewTotalQueries = {
  figures: `SELECT dimension, key, ${SUMS} FROM day_totals WHERE business_date BETWEEN ? AND ?
    GROUP BY dimension, key ORDER BY dimension, key`,
  days: `SELECT business_date AS businessDate,
      sum(CASE dimension WHEN 'sales' THEN bill_count ELSE 0 END) AS billCount,
      sum(CASE dimension WHEN 'sales' THEN amount_paise ELSE 0 END) AS amountPaise,
      sum(CASE dimension WHEN 'refunds' THEN bill_count ELSE 0 END) AS refundCount,
      sum(CASE dimension WHEN 'refunds' THEN amount_paise ELSE 0 END) AS refundsPaise
    FROM day_totals WHERE business_date BETWEEN ? AND ? AND dimension IN ('sales', 'refunds')
    GROUP BY business_date ORDER BY business_date`,
  waiting: `SELECT count(*) AS count ${WAITING}`,
  refused: `SELECT count(*) AS count FROM outbox INDEXED BY outbox_dead
    WHERE acked_at IS NULL AND dead_at IS NOT NULL AND aggregate = 'order'`,
} as const;

/** Counts no further than a bound. Exported for the test of its plan. */
export const countWaitingUpTo = `SELECT count(*) AS count FROM (SELECT 1 ${WAITING} LIMIT ?)`;

type Dates = readonly [BusinessDate, BusinessDate];

/** Every figure of the days from one date to another, both included, added up from the sums that each sale kept. */
export function listFigures(db: Reader, from: BusinessDate, to: BusinessDate): ReviewFigure[] {
  return db.query<Dates, ReviewFigure>(reviewTotalQueries.figures).all([from, to]);
}

/** What each day of a range sold and credited, oldest first; days without either are left out. */
export function listReviewDays(db: Reader, from: BusinessDate, to: BusinessDate): ReviewDay[] {
  return db.query<Dates, ReviewDay>(reviewTotalQueries.days).all([from, to]);
}

/** Whether so many orders wait for the office that counting them is work for a worker; `limit` is the most that is not many. */
export function areManyWaiting(db: Reader, limit = MANY_WAITING): boolean {
  const counted = db.query<[number], { count: number }>(countWaitingUpTo).get([limit + 1]);
  return (counted?.count ?? 0) > limit;
}

const noSums = {
  key: '',
  amountPaise: ZERO_PAISE,
  discountPaise: ZERO_PAISE,
  taxablePaise: ZERO_PAISE,
  cgstPaise: ZERO_PAISE,
  sgstPaise: ZERO_PAISE,
  igstPaise: ZERO_PAISE,
  roundOffPaise: ZERO_PAISE,
} as const;

/**
 * What is open at this moment, whatever the day: payments that nobody knows the outcome of, with their amounts; orders that wait for the office, and orders
 * that it refused, counted only.
 */
export function listOpenFigures(db: Reader): ReviewFigure[] {
  const unknown = listUnfinishedAttempts(db).filter(({ state }) => state === 'UNKNOWN');
  const count = (sql: string): number => db.query<[], { count: number }>(sql).get([])?.count ?? 0;
  return [
    {
      ...noSums,
      dimension: 'unknown',
      billCount: unknown.length,
      amountPaise: unknown.reduce((sum, { amountPaise }) => addPaise(sum, amountPaise), ZERO_PAISE),
    },
    { ...noSums, dimension: 'waiting', billCount: count(reviewTotalQueries.waiting) },
    { ...noSums, dimension: 'refused', billCount: count(reviewTotalQueries.refused) },
  ];
}
