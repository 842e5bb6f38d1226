import type { BaseOrderReply, BaseOrderRequest } from '../../../shared/contract/base-contract.ts';
import { fromDecimalString } from '../../../shared/domain/money.ts';

/** Whole paise of a decimal string or number that a server shows, with more zeros than two if it likes; NaN for anything else. */
function paiseOf(shown: string | number): number {
  const read = fromDecimalString(String(shown).replace(/(\.\d\d)0+$/, '$1'));
  return read.ok ? read.value : Number.NaN;
}

const itemKey = (item: { readonly quantity: number; readonly price: string | number }): string =>
  `${item.quantity} x ${paiseOf(item.price)}`;

/** Whether an order over there is the whole of what was sent: its total, and every line with quantity and price. A 500 may leave half of one behind. */
export function isComplete(found: BaseOrderReply, sent: BaseOrderRequest): boolean {
  if (found.transaction_id !== sent.transaction_details.transaction_id) return false;
  if (paiseOf(found.total_amount) !== paiseOf(sent.total_amount)) return false;
  const there = found.items.map(itemKey).toSorted();
  const here = sent.order_items.map(itemKey).toSorted();
  return there.join() === here.join();
}

/** What is to be done about the orders that bear one sale's transaction id. */
export type Matching = {
  /** The lowest complete one: the sale's. Null: it is not there. */
  readonly keep: BaseOrderReply | null;
  /** Halves and doubles, to be deleted. */
  readonly remove: readonly BaseOrderReply[];
};

/** Decides by what a walk found: the lowest complete order stays, all others of the same sale go. */
export function matchOrders(found: readonly BaseOrderReply[], sent: BaseOrderRequest): Matching {
  const mine = found.filter((order) => order.transaction_id === sent.transaction_details.transaction_id);
  const complete = mine.filter((order) => isComplete(order, sent)).toSorted((a, b) => a.id - b.id);
  const keep = complete[0] ?? null;
  return { keep, remove: mine.filter((order) => order.id !== keep?.id) };
}
