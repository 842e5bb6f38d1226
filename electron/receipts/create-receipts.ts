import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Receipt } from '../../shared/contract/orders.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { findOrder } from '../store/repositories/orders.ts';
import { buildReceipt } from './build-receipt.ts';
import type { ReceiptDeps } from './ports.ts';

/** The receipts of the till. */
export type Receipts = {
  /** What is printed for a paid order; `not-found` for one that has no invoice. */
  getReceipt(orderId: OrderId): Result<Receipt, PosError>;
  /** Prints it as a PDF into a file that the person chooses. */
  savePdf(orderId: OrderId): Promise<Result<{ fileName: string }, PosError>>;
};

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

async function printed(deps: ReceiptDeps, receipt: Receipt): Promise<Result<Uint8Array, PosError>> {
  try {
    return ok(await deps.printPdf(receipt));
  } catch (error) {
    deps.report('receipt-not-printed', { error: String(error) });
    return err(posError('printer-failed'));
  }
}

async function save(deps: ReceiptDeps, orderId: OrderId): Promise<Result<{ fileName: string }, PosError>> {
  const receipt = receiptFor(deps, orderId);
  if (!receipt.ok) return receipt;
  const bytes = await printed(deps, receipt.value);
  if (!bytes.ok) return bytes;
  // An invoice number carries slashes, which no file name may.
  const chosen = await deps.chooseFile(`${receipt.value.invoiceNumber.replaceAll('/', '-')}.pdf`);
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
    savePdf: (orderId) => save(deps, orderId),
  };
}
