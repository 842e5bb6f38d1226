/** Opens figures of a review as a manager does, page by page, and adds up what they open. */
import type { ReviewCursor, ReviewFigure, ReviewRow, ReviewSums } from '../../shared/contract/review.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import { figureRows } from '../../electron/reports/figure-rows.ts';
import type { Reader } from '../../electron/store/handles.ts';
import { addedUp } from './review-from-rows.ts';

/** Every row behind a figure; pages are small, so that a few orders already need several. */
export function rowsBehind(
  db: Reader,
  name: Pick<ReviewFigure, 'dimension' | 'key'>,
  range: { readonly from: BusinessDate; readonly to: BusinessDate },
  zone: string,
  limit = 3,
): ReviewRow[] {
  const { dimension, key } = name;
  const { from, to } = range;
  const rows: ReviewRow[] = [];
  let after: ReviewCursor | null = null;
  do {
    const page = figureRows(db, { from, to, dimension, key, after, limit }, zone);
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return rows;
}

/** What a figure says, without its name. */
export function sumsOf(figure: ReviewFigure): ReviewSums {
  const { dimension: _, key: __, ...sums } = figure;
  return sums;
}

/** What the rows behind a figure add up to. */
export function sumsBehind(...asked: Parameters<typeof rowsBehind>): ReviewSums {
  return addedUp(rowsBehind(...asked));
}
