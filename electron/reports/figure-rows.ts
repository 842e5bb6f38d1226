import type {
  ListReviewRowsRequest,
  ReviewCursor,
  ReviewDimension,
  ReviewRow,
  ReviewRows,
} from '../../shared/contract/review.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import { hourIn } from '../../shared/domain/hour-in.ts';
import type { Reader } from '../store/handles.ts';
import { listCreditInstants } from '../store/repositories/review-credits.ts';
import {
  findNoteRow,
  findSaleRow,
  listDatedRows,
  listFigureDates,
  listOpenRows,
  listSaleHours,
  type DatedDimension,
} from '../store/repositories/review-rows.ts';
import type { DayRange } from './range.ts';

/** What a page of rows is asked for with, once its dates are known to be dates. */
export type RowsWanted = DayRange &
  Pick<ListReviewRowsRequest, 'dimension' | 'key' | 'limit'> & { readonly after: ReviewCursor | null };

type DatePage = { readonly date: BusinessDate; readonly before: number; readonly limit: number };

/** The bills of some hours of one date. */
function rowsOfHours(
  db: Reader,
  isWanted: (hour: number) => boolean,
  page: DatePage,
  zone: string,
): ReviewRow[] {
  const inHour = listSaleHours(db, page.date).filter(
    (sale) => sale.seq < page.before && isWanted(sale.hour ?? hourIn(sale.paidAt, zone)),
  );
  return inHour.slice(0, page.limit).flatMap(({ seq }) => findSaleRow(db, seq) ?? []);
}

/** The credit notes of one hour of a date; the hour is that of the shop's zone as it is now. */
function notesOfHour(db: Reader, hour: number, page: DatePage, zone: string): ReviewRow[] {
  const inHour = listCreditInstants(db, page.date).filter(
    ({ seq, at }) => seq < page.before && hourIn(at, zone) === hour,
  );
  return inHour.slice(0, page.limit).flatMap(({ seq }) => findNoteRow(db, seq) ?? []);
}

function rowsOfDate(
  db: Reader,
  dimension: DatedDimension,
  key: string,
  page: DatePage,
  zone: string,
): ReviewRow[] {
  const hour = Number(key);
  if (dimension === 'hour') return rowsOfHours(db, (of) => of === hour, page, zone);
  if (dimension === 'until') return rowsOfHours(db, (of) => of < hour, page, zone);
  if (dimension === 'refund-hour') return notesOfHour(db, hour, page, zone);
  return listDatedRows(db, dimension, { ...page, key });
}

/** What has the dates of figures that no day keeps a sum of. */
const datesFrom: Partial<Record<ReviewDimension, 'sales' | 'refunds'>> = {
  until: 'sales',
  'refund-category': 'refunds',
  'refund-hour': 'refunds',
};

/** Where a figure's dates are found: those before an hour among all that sold, parts of what came back among all that credited. */
function datesOf(db: Reader, wanted: RowsWanted): BusinessDate[] {
  const { from, to } = wanted;
  const dimension = datesFrom[wanted.dimension];
  return listFigureDates(db, dimension === undefined ? wanted : { from, to, dimension, key: '' });
}

function pageOf(rows: readonly ReviewRow[], limit: number): ReviewRows {
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    rows: [...rows],
    next: last === undefined ? null : { businessDate: last.businessDate, seq: last.seq },
  };
}

/**
 * A page of the orders behind a figure, newest first, each with its share in it: the shares of all pages add up to the figure. Only dates that the figure
 * has anything of are looked into, so that a rare one costs no more than a common one. `zone` serves sales whose hour was not noted.
 */
export function figureRows(db: Reader, wanted: RowsWanted, zone: string): ReviewRows {
  const { after, limit, key, dimension } = wanted;
  const last = Number.MAX_SAFE_INTEGER;
  if (dimension === 'unknown' || dimension === 'waiting' || dimension === 'refused') {
    return pageOf(listOpenRows(db, dimension, { before: after?.seq ?? last, limit }), limit);
  }
  const rows: ReviewRow[] = [];
  for (const date of datesOf(db, wanted)) {
    if (after !== null && date > after.businessDate) continue;
    const before = date === after?.businessDate ? after.seq : last;
    const page = { date, before, limit: limit - rows.length };
    rows.push(...rowsOfDate(db, dimension, key, page, zone));
    if (rows.length === limit) break;
  }
  return pageOf(rows, limit);
}
