import type { ReviewName } from '../../../shared/contract/review.ts';
import type { PosError } from '../../../shared/contract/errors.ts';
import type { Result } from '../../../shared/domain/result.ts';
import { say, sayError } from '../../app/messages.ts';
import { asked, pos } from '../../app/pos.ts';

type Days = { readonly to: string | null; readonly days: number };

function tell(reply: Result<{ readonly fileName: string }, PosError>): void {
  if (reply.ok) say({ kind: 'file-saved', fileName: reply.value.fileName });
  else if (reply.error.code !== 'cancelled-by-user') sayError(reply.error);
}

/** Saves the figures as a table, or with `opened` the orders behind one; says where, or why not. */
export async function saveCsv(days: Days, opened: ReviewName | null): Promise<void> {
  tell(await asked(pos().saveReviewCsv({ ...days, opened })));
}

/** Saves the review as it is printed; says where, or why not. */
export async function savePdf(days: Days): Promise<void> {
  tell(await asked(pos().saveReviewPdf(days)));
}
