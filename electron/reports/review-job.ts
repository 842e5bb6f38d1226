import type { Review, ReviewName, ReviewRow, ReviewRows } from '../../shared/contract/review.ts';
import { assertNever } from '../../shared/domain/result.ts';
import { writePartsDurably } from '../platform/disk.ts';
import type { Reader } from '../store/handles.ts';
import { CSV_MARK } from './csv.ts';
import { figureRows, type RowsWanted } from './figure-rows.ts';
import type { DayRange } from './range.ts';
import { reviewOf, type ReviewWanted } from './review-of.ts';
import { rowLine, rowsHeading } from './review-table.ts';
import type { ReviewTexts } from './review-texts.ts';

/** The name of the worker that does these jobs. */
export const REVIEW_WORKER = 'read-review';

/** A review that takes long, as it is sent to a worker: it only reads the store at `storePath`. */
export type ReviewJob = { readonly storePath: string } & (
  | { readonly kind: 'review'; readonly wanted: ReviewWanted }
  | { readonly kind: 'rows'; readonly wanted: RowsWanted; readonly zone: string }
  | {
      readonly kind: 'save-rows';
      readonly wanted: DayRange & ReviewName;
      readonly zone: string;
      readonly texts: ReviewTexts;
      readonly path: string;
    }
);

/** What a worker answers. */
export type ReviewJobDone =
  | { readonly kind: 'review'; readonly review: Review }
  | { readonly kind: 'rows'; readonly rows: ReviewRows }
  | { readonly kind: 'saved' };

const ROWS_AT_ONCE = 200;

/** Every row behind a figure, page by page. */
function* allRows(db: Reader, wanted: DayRange & ReviewName, zone: string): Generator<ReviewRow> {
  let after: RowsWanted['after'] = null;
  do {
    const page: ReviewRows = figureRows(db, { ...wanted, after, limit: ROWS_AT_ONCE }, zone);
    yield* page.rows;
    after = page.next;
  } while (after !== null);
}

function* rowLines(db: Reader, job: ReviewJob & { readonly kind: 'save-rows' }): Generator<string> {
  const { wanted, zone, texts } = job;
  yield CSV_MARK + rowsHeading(texts);
  for (const row of allRows(db, wanted, zone)) yield rowLine(row, texts, zone);
}

/** Does a job on a reader of its own connection. Throws what the disk says when a file can't be written. */
export function doReviewJob(db: Reader, job: ReviewJob): ReviewJobDone {
  switch (job.kind) {
    case 'review':
      return { kind: 'review', review: reviewOf(db, job.wanted) };
    case 'rows':
      return { kind: 'rows', rows: figureRows(db, job.wanted, job.zone) };
    case 'save-rows':
      writePartsDurably(job.path, rowLines(db, job));
      return { kind: 'saved' };
    default:
      return assertNever(job);
  }
}
