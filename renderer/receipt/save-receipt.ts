import type { OrderId } from '../../shared/domain/ids.ts';
import { say, sayError } from '../app/messages.ts';
import { asked, pos } from '../app/pos.ts';

/** Saves an order's receipt as a PDF where the person chooses; says where, or why not. */
export async function saveReceiptPdf(orderId: OrderId): Promise<void> {
  const reply = await asked(pos().saveReceiptPdf({ orderId }));
  if (reply.ok) say({ kind: 'file-saved', fileName: reply.value.fileName });
  else if (reply.error.code !== 'cancelled-by-user') sayError(reply.error);
}
