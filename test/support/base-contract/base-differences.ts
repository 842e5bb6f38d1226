/** What was sold and what a server with only the base contract has of it, compared order by order. */
import { baseOrderOf, baseTransactionId } from '../../../electron/sync/base/base-order.ts';
import { firstMapping } from '../../../electron/sync/sync-settings.ts';
import type { OrderCompletedPayload } from '../../../shared/contract/central-api.ts';
import type { BookOrder, OrderBook } from './order-book.ts';

/** What of the server's book is wrong, a sentence each: lost, doubled, incomplete, or nobody's. */
export function baseDifferences(book: OrderBook, sales: readonly OrderCompletedPayload[]): string[] {
  const byTransaction = Map.groupBy(book.orders.values(), (order: BookOrder) =>
    String(order.fields['transaction_id']),
  );
  const wrong: string[] = [];
  for (const sale of sales) {
    const name = baseTransactionId(sale);
    const found = byTransaction.get(name) ?? [];
    byTransaction.delete(name);
    if (found.length !== 1) wrong.push(`${name}: ${found.length} times`);
    const sent = baseOrderOf(sale, firstMapping);
    const there = found[0]?.items.map((item) => `${item.quantity} x ${item.price} ${item.product_title}`);
    const here = sent.ok
      ? sent.value.order_items.map((item) => `${item.quantity} x ${item.price} ${item.title}`)
      : [];
    if (there?.join() !== here.join()) wrong.push(`${name}: other lines`);
    if (sent.ok && found[0]?.fields['total_amount'] !== sent.value.total_amount) {
      wrong.push(`${name}: another total`);
    }
  }
  return [...wrong, ...[...byTransaction.keys()].map((name) => `${name}: nobody sold it`)];
}
