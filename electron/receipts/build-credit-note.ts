import type { CreditedLine, CreditNote } from '../../shared/contract/credit-note.ts';
import type { Mode, Shop } from '../../shared/contract/till.ts';
import { sumPaise, type Paise } from '../../shared/domain/money.ts';
import { assert } from '../../shared/domain/result.ts';
import type { CreditNoteRecord } from '../store/repositories/credit-notes.ts';
import type { OrderLineRecord } from '../store/repositories/order-lines.ts';
import type { OrderRecord } from '../store/repositories/orders.ts';
import type { listRefundLines, StoredRefund } from '../store/repositories/returns.ts';
import { paperShop, placeText, soldAtText, stateTaxOf } from './build-receipt.ts';

type ReturnedLine = ReturnType<typeof listRefundLines>[number];

/** All that a credit note is told from: it, the order, what was sold, what came back and where the money went. */
export type CreditNoteParts = {
  readonly note: CreditNoteRecord;
  readonly order: OrderRecord;
  readonly sold: readonly OrderLineRecord[];
  readonly returned: readonly ReturnedLine[];
  readonly refunds: readonly StoredRefund[];
  readonly shop: Shop;
  readonly mode: Mode;
};

/** A line that came back, in the words of the line that was sold. */
function creditedLine(returned: ReturnedLine, sold: readonly OrderLineRecord[]): CreditedLine {
  const line = sold.find(({ lineId }) => lineId === returned.lineId);
  assert(line !== undefined, 'what comes back was sold');
  const { lineId, quantityMilli, taxablePaise, cgstPaise, sgstPaise, igstPaise, totalPaise } = returned;
  const { name, nameHi, hsn, unit, gstRateBp } = line;
  const goods = { lineId, name, nameHi, hsn, unit, quantityMilli, gstRateBp };
  return { ...goods, taxablePaise, cgstPaise, sgstPaise, igstPaise, totalPaise };
}

/** The credited taxes by rate, lowest first (Rule 53(1A)(h)). */
function taxesOf(lines: readonly CreditedLine[]): CreditNote['taxes'] {
  const byRate = Map.groupBy(lines, (line) => line.gstRateBp);
  return [...byRate]
    .toSorted(([a], [b]) => a - b)
    .map(([gstRateBp, same]) => {
      const sum = (of: (line: CreditedLine) => Paise): Paise => sumPaise(same.map(of));
      return {
        gstRateBp,
        taxablePaise: sum((line) => line.taxablePaise),
        cgstPaise: sum((line) => line.cgstPaise),
        sgstPaise: sum((line) => line.sgstPaise),
        igstPaise: sum((line) => line.igstPaise),
      };
    });
}

/** What is printed of a credit note: section 34 and Rule 53(1A), as order and note were when it was issued. The sums are checked. */
export function buildCreditNote(parts: CreditNoteParts): CreditNote {
  const { note, order, shop } = parts;
  const { invoiceNumber, paidAt, buyerName, buyerPhone, buyerGstin, buyerAddress } = order;
  assert(invoiceNumber !== null && paidAt !== null, 'only an invoiced order has a credit note');
  const lines = parts.returned.map((line) => creditedLine(line, parts.sold));
  const payments = parts.refunds.map(({ refundId, tenderKind, amountPaise, rrn }) => ({
    refundId,
    tenderKind,
    amountPaise,
    rrn,
  }));
  assert(
    sumPaise(lines.map((line) => line.taxablePaise)) === note.subtotalPaise,
    'a note is the sum of its lines',
  );
  assert(
    sumPaise(payments.map((paid) => paid.amountPaise)) === note.totalPaise,
    'a note is what was paid back',
  );
  return {
    orderId: order.orderId,
    training: parts.mode === 'training',
    shop: paperShop(shop),
    creditNoteNumber: note.creditNoteNumber,
    issuedAt: note.createdAt,
    issuedAtText: soldAtText(note.createdAt, shop.zone),
    businessDate: note.businessDate,
    till: order.tillCode,
    invoice: { title: order.document, number: invoiceNumber, soldAtText: soldAtText(paidAt, shop.zone) },
    buyerName,
    buyerPhone,
    buyerGstin,
    buyerAddress,
    placeOfSupply: placeText(order.placeOfSupply),
    stateTax: stateTaxOf(shop),
    reason: note.reason,
    lines,
    taxes: taxesOf(lines),
    taxablePaise: note.subtotalPaise,
    taxPaise: note.taxPaise,
    roundOffPaise: note.roundOffPaise,
    totalPaise: note.totalPaise,
    payments,
  };
}
