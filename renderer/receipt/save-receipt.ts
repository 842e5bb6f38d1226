import type { PosError } from '../../shared/contract/errors.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import type { Result } from '../../shared/domain/result.ts';
import { say, sayError } from '../app/messages.ts';
import { asked, pos } from '../app/pos.ts';

/** Says where a PDF was saved, or why not; nothing when the person closed the dialog. */
function tell(reply: Result<{ readonly fileName: string }, PosError>): void {
  if (reply.ok) say({ kind: 'file-saved', fileName: reply.value.fileName });
  else if (reply.error.code !== 'cancelled-by-user') sayError(reply.error);
}

/** Saves an order's receipt as a PDF where the person chooses; says where, or why not. */
export async function saveReceiptPdf(orderId: OrderId): Promise<void> {
  tell(await asked(pos().saveReceiptPdf({ orderId })));
}

/** Saves a credit note of an order, likewise. */
export async function saveCreditNotePdf(orderId: OrderId, creditNoteNumber: string): Promise<void> {
  tell(await asked(pos().saveCreditNotePdf({ orderId, creditNoteNumber })));
}
