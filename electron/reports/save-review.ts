import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Reply, Request } from '../../shared/contract/ipc.ts';
import type { ReviewRequest } from '../../shared/contract/review.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { askReview, inWorker, wantedOf } from './ask.ts';
import { CSV_MARK } from './csv.ts';
import type { ChosenPath, ReportDeps } from './ports.ts';
import { rangeUpTo, type DayRange } from './range.ts';
import { reviewLines } from './review-table.ts';

type Saved = Result<Reply<'saveReviewCsv'>, PosError>;

/** `galla-2026-11-22.csv`, with both ends of a longer range and the figure that was opened. */
function nameOf({ from, to }: DayRange, extension: string, opened = ''): string {
  const dates = from === to ? to : `${from}-${to}`;
  return `galla-${dates}${opened === '' ? '' : `-${opened}`}.${extension}`;
}

async function written(
  deps: ReportDeps,
  chosen: ChosenPath,
  write: () => Promise<Result<unknown, PosError>>,
): Promise<Saved> {
  try {
    const done = await write();
    return done.ok ? ok({ fileName: chosen.fileName }) : done;
  } catch (error) {
    deps.report('review-not-saved', { error: String(error) });
    return err(posError('file-save-failed', { fileName: chosen.fileName }));
  }
}

/** Saves a table of the review, or of the orders behind one of its figures; the orders are read and written by a worker, however many there are. */
export async function saveCsv(deps: ReportDeps, request: Request<'saveReviewCsv'>): Promise<Saved> {
  const { opened } = request;
  const wanted = wantedOf(deps, request);
  if (!wanted.ok) return wanted;
  const range = rangeUpTo(wanted.value.to, wanted.value.days);
  const chosen = await deps.chooseFile('csv', nameOf(range, 'csv', opened?.dimension));
  if (chosen === null) return err(posError('cancelled-by-user'));
  return written(deps, chosen, async () => {
    const texts = deps.texts();
    if (opened !== null) {
      const { storePath } = deps;
      const job = { kind: 'save-rows', storePath, zone: deps.zone(), texts, path: chosen.path } as const;
      const saved = await inWorker(deps, { ...job, wanted: { ...range, ...opened } });
      // The usual reason why that worker dies is the disk that the file goes to.
      if (saved.ok || saved.error.code !== 'internal') return saved;
      return err(posError('file-save-failed', { fileName: chosen.fileName }));
    }
    const review = await askReview(deps, request);
    if (!review.ok) return review;
    deps.writeFile(chosen.path, CSV_MARK + [...reviewLines(review.value, texts)].join(''));
    return review;
  });
}

/** Saves the review as it is printed on paper. */
export async function savePdf(deps: ReportDeps, request: ReviewRequest): Promise<Saved> {
  const wanted = wantedOf(deps, request);
  if (!wanted.ok) return wanted;
  const { to, days } = wanted.value;
  let bytes: Uint8Array;
  try {
    bytes = await deps.printPdf({ to, days });
  } catch (error) {
    deps.report('review-not-printed', { error: String(error) });
    return err(posError('printer-failed'));
  }
  const chosen = await deps.chooseFile('pdf', nameOf(rangeUpTo(to, days), 'pdf'));
  if (chosen === null) return err(posError('cancelled-by-user'));
  return written(deps, chosen, async () => {
    deps.writeFile(chosen.path, bytes);
    return ok(null);
  });
}
