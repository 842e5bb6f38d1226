import type { PosError } from '../../shared/contract/errors.ts';
import type { Reply, Request } from '../../shared/contract/ipc.ts';
import type { Review, ReviewRequest, ReviewRows } from '../../shared/contract/review.ts';
import type { Result } from '../../shared/domain/result.ts';
import { askReview, askRows } from './ask.ts';
import type { ReportDeps } from './ports.ts';
import { saveCsv, savePdf } from './save-review.ts';

/** The review of days: figures, the orders behind each, and what is saved of them. It only reads. */
export type Reports = {
  /** The figures of a range and of the weeks before it. */
  review(request: ReviewRequest): Promise<Result<Review, PosError>>;
  /** A page of the orders behind a figure. */
  rows(request: Request<'listReviewRows'>): Promise<Result<ReviewRows, PosError>>;
  /** Saves the figures, or the orders behind one, as a table where the person chooses. */
  saveCsv(request: Request<'saveReviewCsv'>): Promise<Result<Reply<'saveReviewCsv'>, PosError>>;
  /** Saves the review as PDF where the person chooses. */
  savePdf(request: ReviewRequest): Promise<Result<Reply<'saveReviewPdf'>, PosError>>;
};

/** Joins the parts of reports. */
export function createReports(deps: ReportDeps): Reports {
  return {
    review: (request) => askReview(deps, request),
    rows: (request) => askRows(deps, request),
    saveCsv: (request) => saveCsv(deps, request),
    savePdf: (request) => savePdf(deps, request),
  };
}
