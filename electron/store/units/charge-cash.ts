import { assert, ok, type Result } from '../../../shared/domain/result.ts';
import type { StoreFault } from '../faults.ts';
import type { Writer } from '../handles.ts';
import { insertChargeRequest } from '../repositories/charge-requests.ts';
import { findOrder, setOrderState } from '../repositories/orders.ts';
import type { NewTender } from '../repositories/tenders.ts';
import { applyTenders, type Sale, type SaleMoment, type SaleRefusal } from './apply-tender.ts';
import { repeatOf, type ChargePress, type RepeatedCharge } from './begin-charge.ts';
import { writeOrder, type ChargedOrder, type OrderRefusal } from './write-order.ts';

export type ChargeCash = ChargedOrder & {
  readonly press: ChargePress;
  readonly tender: NewTender;
  readonly moment: SaleMoment;
};

export type CashRefusal = OrderRefusal | SaleRefusal | { readonly code: 'request-differs' };

export type CashSale = { readonly kind: 'sold'; readonly sale: Sale };

function run(db: Writer, input: ChargeCash): Result<CashSale | RepeatedCharge, CashRefusal> {
  const { press, tender, moment } = input;
  assert(tender.kind === 'cash' && tender.attemptSeq === null, 'cash has no attempt');
  const repeated = repeatOf(db, press);
  if (!repeated.ok) return repeated;
  if (repeated.value !== null) return ok(repeated.value);
  const written = writeOrder(db, input);
  if (!written.ok) return written;
  const { seq } = written.value;
  if (written.value.state === 'open') {
    assert(setOrderState(db, written.value, 'paying', moment.at), 'an open order begins to be paid');
  }
  const order = findOrder(db, input.order.orderId);
  assert(order !== null, 'what was written can be read');
  const sale = applyTenders(db, order, [tender], moment);
  if (!sale.ok) return sale;
  insertChargeRequest(db, { ...press, orderSeq: seq, createdAt: moment.at });
  return ok({ kind: 'sold', sale: sale.value });
}

/**
 * A cash sale from nothing to paid in one commit: order, lines, tender, invoice number, stock, day totals, outbox, audit. Cash that doesn't cover
 * the total leaves the order part-paid. The same press again answers the first one's order and writes nothing.
 */
export function chargeCash(
  db: Writer,
  input: ChargeCash,
): Result<CashSale | RepeatedCharge, CashRefusal | StoreFault> {
  return db.transaction(() => run(db, input));
}
