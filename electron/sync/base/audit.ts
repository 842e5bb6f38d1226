import type { BaseOrderReply } from '../../../shared/contract/base-contract.ts';
import { auditDepth, findDeliveryByTransaction } from '../../store/repositories/sync-deliveries.ts';
import type { Step } from '../step.ts';
import { again } from '../step.ts';
import type { BaseSender } from './deliver.ts';
import { walkOrders } from './walk.ts';

/** How far back an audit looks: what was posted in the last week. */
const AUDIT_BACK_MS = 7 * 24 * 3_600_000;

/** Orders over there that are doubles of ones that are known to be there: a request that arrived long after it was given up. */
function doublesIn(sender: BaseSender, found: readonly BaseOrderReply[]): readonly BaseOrderReply[] {
  const there = new Set(found.map(({ id }) => id));
  return found.filter(({ id, transaction_id: transactionId }) => {
    if (transactionId === null || transactionId === '') return false;
    const delivery = findDeliveryByTransaction(sender.deps.reader, transactionId);
    const mine = delivery?.server === sender.server && delivery.state === 'done' ? delivery.remoteId : null;
    // Only where the one that counts is there too: the last copy of an order is never deleted.
    return mine !== null && mine !== id && there.has(mine);
  });
}

/**
 * Walks everything that was sent in the last week and deletes doubles: what arrived so late that no quiet period was long enough. Orders of
 * others and orders that the till doesn't know are never touched.
 */
export async function auditOrders(sender: BaseSender): Promise<Step> {
  const { deps, server } = sender;
  const depth = auditDepth(deps.reader, server, deps.clock.now() - AUDIT_BACK_MS);
  if (depth === null) return again;
  const found = await walkOrders(sender.api, depth, deps.pauses.firstMs);
  if (!found.ok) return found.error;
  sender.succeeded();
  for (const { id } of doublesIn(sender, found.value)) {
    const removed = await sender.api.remove(id);
    if (!removed.ok) return removed.error;
    deps.report('sync-double-deleted', { remoteId: id });
  }
  return again;
}
