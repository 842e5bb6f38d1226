import type { CreditNote } from '../../shared/contract/credit-note.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Receipt } from '../../shared/contract/orders.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { listCreditNotes } from '../store/repositories/credit-notes.ts';
import { listLines } from '../store/repositories/order-lines.ts';
import { findOrder } from '../store/repositories/orders.ts';
import { listRefundLines, listRefundsOfOrder } from '../store/repositories/returns.ts';
import { buildCreditNote } from './build-credit-note.ts';
import { buildReceipt } from './build-receipt.ts';
import type { Paper, ReceiptDeps } from './ports.ts';

/** The receipts of the till. */
export type Receipts = {
  /** What is printed for a paid order; `not-found` for one that has no invoice. */
  getReceipt(orderId: OrderId): Result<Receipt, PosError>;
  /** Prints it as a PDF into a file that the person chooses. */
  savePdf(orderId: OrderId): Promise<Result<{ fileName: string }, PosError>>;
  /** What is printed for a credit note of an order; `not-found` where it has none of that number. */
  getCreditNote(asked: AskedNote): Result<CreditNote, PosError>;
  /** Prints that as a PDF, like a receipt. */
  saveCreditNotePdf(asked: AskedNote): Promise<Result<{ fileName: string }, PosError>>;
};

type AskedNote = { readonly orderId: OrderId; readonly creditNoteNumber: string };

function receiptFor(deps: ReceiptDeps, orderId: OrderId): Result<Receipt, PosError> {
  const order = findOrder(deps.db, orderId);
  const invoiceNumber = order?.invoiceNumber ?? null;
  const paidAt = order?.paidAt ?? null;
  if (order === null || invoiceNumber === null || paidAt === null) return err(posError('not-found'));
  const details = deps.getOrder(orderId);
  if (!details.ok) return details;
  const { document, tillCode, placeOfSupply } = order;
  return ok(
    buildReceipt({
      order: { document, tillCode, placeOfSupply, invoiceNumber, paidAt },
      details: details.value,
      shop: deps.shop(),
      mode: deps.mode,
      cashier: deps.personName(order.personId),
    }),
  );
}

function creditNoteFor(deps: ReceiptDeps, asked: AskedNote): Result<CreditNote, PosError> {
  const order = findOrder(deps.db, asked.orderId);
  if (order === null) return err(posError('not-found'));
  const isAsked = ({ creditNoteNumber }: { readonly creditNoteNumber: string | null }): boolean =>
    creditNoteNumber === asked.creditNoteNumber;
  const note = listCreditNotes(deps.db, order.seq).find(isAsked);
  if (note === undefined) return err(posError('not-found'));
  const refunds = listRefundsOfOrder(deps.db, order.seq).filter(isAsked);
  const returned = refunds.flatMap(({ refundSeq }) => listRefundLines(deps.db, refundSeq));
  const sold = listLines(deps.db, order.seq);
  return ok(buildCreditNote({ note, order, sold, returned, refunds, shop: deps.shop(), mode: deps.mode }));
}

async function printed(deps: ReceiptDeps, paper: Paper): Promise<Result<Uint8Array, PosError>> {
  try {
    return ok(await deps.printPdf(paper));
  } catch (error) {
    deps.report('receipt-not-printed', { error: String(error) });
    return err(posError('printer-failed'));
  }
}

/** Prints a paper that there is, and saves it under its number. */
async function save(deps: ReceiptDeps, paper: Paper): Promise<Result<{ fileName: string }, PosError>> {
  const bytes = await printed(deps, paper);
  if (!bytes.ok) return bytes;
  // A number carries slashes, which no file name may.
  const chosen = await deps.chooseFile(`${paper.number.replaceAll('/', '-')}.pdf`);
  if (chosen === null) return err(posError('cancelled-by-user'));
  try {
    await deps.writeFile(chosen.path, bytes.value);
    return ok({ fileName: chosen.fileName });
  } catch (error) {
    deps.report('receipt-not-saved', { error: String(error) });
    return err(posError('file-save-failed', { fileName: chosen.fileName }));
  }
}

/** Joins the parts of receipts. */
export function createReceipts(deps: ReceiptDeps): Receipts {
  return {
    getReceipt: (orderId) => receiptFor(deps, orderId),
    getCreditNote: (asked) => creditNoteFor(deps, asked),
    async savePdf(orderId) {
      const receipt = receiptFor(deps, orderId);
      if (!receipt.ok) return receipt;
      return save(deps, { kind: 'receipt', orderId, number: receipt.value.invoiceNumber });
    },
    async saveCreditNotePdf(asked) {
      const note = creditNoteFor(deps, asked);
      if (!note.ok) return note;
      return save(deps, { kind: 'credit-note', orderId: asked.orderId, number: asked.creditNoteNumber });
    },
  };
}
