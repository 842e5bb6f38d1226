import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Request } from '../../shared/contract/ipc.ts';
import type { Review, ReviewRequest, ReviewRows } from '../../shared/contract/review.ts';
import {
  addDays,
  calendarDate,
  isBusinessDate,
  type BusinessDate,
} from '../../shared/domain/business-date.ts';
import { hourIn } from '../../shared/domain/hour-in.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { areManyWaiting } from '../store/repositories/review-totals.ts';
import { figureRows, type RowsWanted } from './figure-rows.ts';
import type { ReportDeps } from './ports.ts';
import { REVIEW_WORKER, type ReviewJob, type ReviewJobDone } from './review-job.ts';
import { reviewOf, type ReviewWanted } from './review-of.ts';

/** Longer ranges are read in a worker: a month's figures are a few thousand rows, three years' are many. */
const DAYS_IN_MAIN = 31;

/** Of the orders behind a figure main looks into a week; an hour's bills are told from all bills of a day, and of one day only. */
const ROW_DAYS_IN_MAIN = 7;

function isShort({ from, to, dimension }: RowsWanted): boolean {
  return dimension === 'hour' || dimension === 'until' ? from === to : to < addDays(from, ROW_DAYS_IN_MAIN);
}

/** Does a job in a worker; `internal` when the worker died, with its last words in the log. */
export async function inWorker(deps: ReportDeps, job: ReviewJob): Promise<Result<ReviewJobDone, PosError>> {
  const done = await deps.workers.run<ReviewJob, never, ReviewJobDone>(REVIEW_WORKER, job).result;
  if (done.ok) return done;
  const { error } = done;
  if (error.code === 'cancelled') return err(posError('cancelled-by-user'));
  deps.report('review-worker-died', { error: error.detail });
  return err(posError('internal'));
}

/** The range that a request asks for; `invalid-request` for what is no date. */
export function wantedOf(deps: ReportDeps, { to, days }: ReviewRequest): Result<ReviewWanted, PosError> {
  const inHand = deps.businessDate();
  const last = to ?? inHand;
  if (!isBusinessDate(last)) return err(posError('invalid-request'));
  const now = deps.clock.now();
  const zone = deps.zone();
  const isToday = calendarDate(now, zone) === inHand;
  return ok({ to: last, days, inHand, hourNow: isToday ? hourIn(now, zone) : null, zone });
}

/** The figures of a range: at once for a short one, from a worker for a long one and while a long queue for the office is to be counted. */
export async function askReview(deps: ReportDeps, request: ReviewRequest): Promise<Result<Review, PosError>> {
  const wanted = wantedOf(deps, request);
  if (!wanted.ok) return wanted;
  const isQuick = request.days <= DAYS_IN_MAIN && !areManyWaiting(deps.db, deps.waitingInMain);
  if (isQuick) return ok(reviewOf(deps.db, wanted.value));
  const { storePath } = deps;
  const done = await inWorker(deps, { kind: 'review', storePath, wanted: wanted.value });
  if (!done.ok) return done;
  return done.value.kind === 'review' ? ok(done.value.review) : err(posError('internal'));
}

function isRange(range: { readonly from: string; readonly to: string }): range is {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
} {
  return isBusinessDate(range.from) && isBusinessDate(range.to);
}

/** A page of the orders behind a figure: at once for one day, from a worker for more. */
export async function askRows(
  deps: ReportDeps,
  request: Request<'listReviewRows'>,
): Promise<Result<ReviewRows, PosError>> {
  const { from, to, dimension, key, after, limit } = request;
  const range = { from, to };
  if (!isRange(range)) return err(posError('invalid-request'));
  const wanted: RowsWanted = { ...range, dimension, key, after, limit };
  const zone = deps.zone();
  if (isShort(wanted)) return ok(figureRows(deps.db, wanted, zone));
  const done = await inWorker(deps, { kind: 'rows', storePath: deps.storePath, wanted, zone });
  if (!done.ok) return done;
  return done.value.kind === 'rows' ? ok(done.value.rows) : err(posError('internal'));
}
