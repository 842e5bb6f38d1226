import { sumPaise, type Paise } from '../../../shared/domain/money.ts';
import { assert, err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Writer } from '../handles.ts';
import { findOpenAttemptOfOrder } from '../repositories/attempts.ts';
import { indexNewOrder, indexOrder } from '../repositories/order-search.ts';
import { listLines, replaceLines, type OrderLineRecord } from '../repositories/order-lines.ts';
import {
  findOrder,
  insertOrder,
  replaceOrder,
  type NewOrder,
  type OrderRecord,
} from '../repositories/orders.ts';

/** An order as Charge brings it, priced by the domain. */
export type ChargedOrder = { readonly order: NewOrder; readonly lines: readonly OrderLineRecord[] };

/** Why an order can't be charged as it was brought. */
export type OrderRefusal =
  /** An attempt for it is open: its lines are frozen. */
  | { readonly code: 'attempt-open' }
  /** Part of it is paid, and these aren't the lines that were. */
  | { readonly code: 'order-frozen' }
  /** It is paid, refunded or abandoned, or paid and waiting to be completed. */
  | { readonly code: 'order-closed' };

/** Asserts that a bill is the sum of its lines. */
export function assertBill(order: NewOrder, lines: readonly OrderLineRecord[]): void {
  const sum = (of: (line: OrderLineRecord) => Paise): number => sumPaise(lines.map(of));
  const tax = sum((line) => line.cgstPaise) + sum((line) => line.sgstPaise) + sum((line) => line.igstPaise);
  assert(sum((line) => line.grossPaise) === order.grossPaise, 'the bill is the sum of its lines');
  assert(sum((line) => line.discountPaise) === order.discountPaise, 'the discounts are those of the lines');
  assert(sum((line) => line.taxablePaise) === order.subtotalPaise, 'the taxable value is that of the lines');
  assert(tax === order.taxPaise, 'the tax is that of the lines');
}

function sameLines(stored: readonly OrderLineRecord[], brought: readonly OrderLineRecord[]): boolean {
  const key = (line: OrderLineRecord): string => `${line.lineId} ${line.quantityMilli} ${line.totalPaise}`;
  return stored.map(key).join() === brought.map(key).join();
}

function reread(db: Writer, order: NewOrder): OrderRecord {
  const stored = findOrder(db, order.orderId);
  assert(stored !== null && stored.totalPaise === order.totalPaise, 'the order is stored as it was brought');
  return stored;
}

/**
 * Writes an order before it is charged: new, or open and with lines of its own in place of the last ones. One that is part-paid must bring
 * the lines it was part-paid with. Called inside a transaction.
 */
export function writeOrder(db: Writer, charged: ChargedOrder): Result<OrderRecord, OrderRefusal> {
  const { order, lines } = charged;
  assertBill(order, lines);
  const known = findOrder(db, order.orderId);
  if (known?.state === 'part-paid') {
    if (findOpenAttemptOfOrder(db, known.seq) !== null) return err({ code: 'attempt-open' });
    const same = known.totalPaise === order.totalPaise && sameLines(listLines(db, known.seq), lines);
    return same ? ok(known) : err({ code: 'order-frozen' });
  }
  if (known?.state === 'paying') return err({ code: 'attempt-open' });
  if (known !== null && known.state !== 'open') return err({ code: 'order-closed' });
  const content = { ...order, lineCount: lines.length, firstProduct: lines[0]?.name ?? '' };
  const seq = known?.seq ?? insertOrder(db, content);
  if (known !== null) assert(replaceOrder(db, seq, content), 'an open order takes other lines');
  replaceLines(db, seq, lines);
  const texts = lines.flatMap((line) => [line.name, line.nameHi ?? '']);
  const index = known === null ? indexNewOrder : indexOrder;
  index(db, seq, [...texts, order.buyerName ?? '']);
  return ok(reread(db, order));
}
