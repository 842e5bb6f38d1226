import type { BaseTransaction } from '../../shared/contract/gateway.ts';
import { fromDecimalString, type Paise } from '../../shared/domain/money.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { StatusClient } from '../gateway/status-client.ts';
import { writeAudit } from '../store/audit.ts';
import type { Db } from '../store/db.ts';
import { belongsToAnother, markFailed, markPaid } from '../store/change-orders.ts';
import { findOrder, findOrderByRef, paymentsOf, type OrderRow } from '../store/read-orders.ts';
import type { Caller } from '../store/tokens.ts';

export type VerifyRefusal =
  | { readonly code: 'order-not-found' }
  /** The gateway could not be asked, or its answer could not be read: nothing is known. */
  | { readonly code: 'gateway-unavailable' }
  /** It was asked, and the payment does not stand; in words. */
  | { readonly code: 'refused'; readonly message: string };

export type Verified = Pick<OrderRow, 'status' | 'payment_status'>;

type Question = { readonly transactionId: string; readonly orderId: string };

async function orderOf(
  db: Db,
  caller: Caller,
  { transactionId, orderId }: Question,
): Promise<OrderRow | null> {
  const isNumber = /^\d{1,15}$/.test(orderId);
  const isRef = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(orderId);
  if (!isNumber && !isRef) return null;
  const order = isNumber
    ? await findOrder(db, caller.shopId, Number(orderId))
    : await findOrderByRef(db, caller.shopId, orderId.toLowerCase());
  return order?.transaction_id === transactionId ? order : null;
}

/** What the gateway may have taken for an order: its total, or one of the tenders that are not cash. */
async function amountsOf(db: Db, caller: Caller, order: OrderRow): Promise<Paise[]> {
  const payments = await paymentsOf(db, caller.shopId, [order.id]);
  const tenders = payments.filter(({ kind }) => kind !== 'cash').map((payment) => payment.amount_paise);
  return tenders.length === 0 ? [order.total_paise] : tenders;
}

/** Why an approval of the gateway is not one of this order, in words, or null when it is. */
function mismatch(said: BaseTransaction, order: OrderRow, amounts: readonly Paise[]): string | null {
  const amount = fromDecimalString(said.amount);
  if (said.transactionId !== order.transaction_id) return 'The gateway answered about another transaction';
  if (said.currency !== order.currency) return 'The gateway took another currency';
  if (!amount.ok || !amounts.includes(amount.value)) return 'The gateway took another amount';
  return null;
}

/**
 * Asks the gateway about an order's transaction. An approval that fits in transaction, order, amount and currency makes the order paid; what is
 * paid or refunded already stays so, whatever is said. Its answer is kept with the order.
 */
export async function verifyPayment(
  db: Db,
  gateway: StatusClient | null,
  caller: Caller,
  question: Question,
  at: number,
): Promise<Result<Verified, VerifyRefusal>> {
  const order = await orderOf(db, caller, question);
  if (order === null) return err({ code: 'order-not-found' });
  if (gateway === null) return err({ code: 'gateway-unavailable' });
  const amounts = await amountsOf(db, caller, order);
  const asked = { transactionId: question.transactionId, orderId: order.order_ref };
  const said = await gateway.ask({ ...asked, amountPaise: amounts[0] ?? order.total_paise });
  if (!said.ok) {
    if (said.error.code === 'unreachable') return err({ code: 'gateway-unavailable' });
    return err({ code: 'refused', message: 'The gateway does not know this transaction' });
  }
  const wrong = mismatch(said.value, order, amounts);
  if (wrong !== null) return err({ code: 'refused', message: wrong });
  const isElsewhere = await belongsToAnother(db, caller.shopId, order, said.value.orderId);
  if (isElsewhere)
    return err({ code: 'refused', message: 'The gateway took this payment for another order' });
  return decide(db, caller, order, said.value, at);
}

async function decide(
  db: Db,
  caller: Caller,
  order: OrderRow,
  said: BaseTransaction,
  at: number,
): Promise<Result<Verified, VerifyRefusal>> {
  const word = said.status.toUpperCase();
  const change = { shopId: caller.shopId, id: order.id, response: JSON.stringify(said), at };
  const audit = (action: string) => ({
    at,
    actor: `till:${caller.tillCode}`,
    action,
    subject: `order:${order.id}`,
    detail: null,
  });
  if (word === 'APPROVED') {
    const paid = await db.transaction(async (tx) => {
      await writeAudit(tx, caller.shopId, audit('payment-verified'));
      return markPaid(tx, change);
    });
    return ok(paid);
  }
  if (word === 'DECLINED' || word === 'CANCELLED') {
    await db.transaction(async (tx) => {
      await writeAudit(tx, caller.shopId, audit('payment-not-verified'));
      await markFailed(tx, change);
    });
    return err({ code: 'refused', message: `Payment was ${word.toLowerCase()}` });
  }
  const message = word === 'PENDING' ? 'Payment is not confirmed yet' : 'Payment does not stand any more';
  return err({ code: 'refused', message });
}
