import type { BaseOrderReply, BaseOrderRequest } from '../../../shared/contract/base-contract.ts';
import { orderCompletedPayload } from '../../../shared/contract/central-api.ts';
import type { BaseMapping } from '../../../shared/contract/sync.ts';
import { assert, err, ok, type Result } from '../../../shared/domain/result.ts';
import {
  acknowledgeOutbox,
  buryOutbox,
  findSendable,
  type SendableRow,
} from '../../store/repositories/outbox.ts';
import {
  findDelivery,
  listAmbiguousDeliveries,
  nextToDeliver,
  saveDelivery,
  type Delivery,
} from '../../store/repositories/sync-deliveries.ts';
import { parsedJson } from '../parsed-json.ts';
import type { SyncDeps } from '../ports.ts';
import { again, trouble, type Step, type Trouble } from '../step.ts';
import type { BaseApi } from './api.ts';
import { baseOrderOf } from './base-order.ts';
import { isComplete, matchOrders } from './match.ts';
import { walkOrders } from './walk.ts';

/** The one kind of event that a base-contract server can be told of. */
export const DELIVERABLE = 'order-completed';

/** After so many POSTs that may have arrived, an order is for a manager to look at. */
const POSTS_MAX = 12;
/** No more orders than this are in doubt at once: a server in trouble is not fed on. */
const AMBIGUOUS_MAX = 20;

/** A server with only the base contract, and what the sender knows of it. */
export type BaseSender = {
  readonly deps: SyncDeps;
  /** Names the server in what is kept of deliveries. */
  readonly server: string;
  readonly api: BaseApi;
  readonly mapping: () => BaseMapping;
  /** The newest order that is known over there; null before the first look. A lower one than the truth only makes walks longer. */
  newestId: number | null;
  readonly succeeded: () => void;
};

type Parcel = { readonly row: SendableRow; readonly order: BaseOrderRequest };

/** Runs a small write; a fault of the disk is trouble that passes. */
function write(sender: BaseSender, work: () => void): Result<undefined, Trouble> {
  const written = sender.deps.writer.transaction<undefined, never>(() => {
    work();
    return ok(undefined);
  });
  return written.ok ? written : err(trouble('store', 'server'));
}

function bury(sender: BaseSender, row: SendableRow, reason: string): Step {
  const { writer, clock } = sender.deps;
  const buried = write(sender, () => buryOutbox(writer, row.outboxId, reason.slice(0, 2000), clock.now()));
  return buried.ok ? again : buried.error;
}

/** What is posted for a row, or why it can't be told there. */
function parcelOf(sender: BaseSender, row: SendableRow): Result<Parcel, string> {
  const sale = orderCompletedPayload.safeParse(parsedJson(row.payload));
  if (!sale.success)
    return err(JSON.stringify({ 'not-sent': { payload: [sale.error.message.slice(0, 500)] } }));
  const order = baseOrderOf(sale.data, sender.mapping());
  return order.ok ? ok({ row, order: order.value }) : order;
}

function done(sender: BaseSender, row: SendableRow, delivery: Delivery, found: BaseOrderReply): Step {
  const { writer, clock } = sender.deps;
  sender.newestId = Math.max(sender.newestId ?? 0, found.id);
  const settled = write(sender, () => {
    saveDelivery(writer, { ...delivery, state: 'done', remoteId: found.id, updatedAt: clock.now() });
    acknowledgeOutbox(writer, row.outboxId, clock.now());
  });
  return settled.ok ? again : settled.error;
}

/** The newest order over there, asked for once; a server with none has 0. */
async function watermarkOf(sender: BaseSender): Promise<Result<number, Trouble>> {
  if (sender.newestId !== null) return ok(sender.newestId);
  const page = await sender.api.page(1);
  if (!page.ok) return page;
  assert(page.value !== 'no-such-page', 'a list has a first page');
  sender.succeeded();
  sender.newestId = page.value.results.reduce((newest, { id }) => Math.max(newest, id), 0);
  return ok(sender.newestId);
}

/** Posts an order once. That it is under way is on disk before the first byte leaves. */
async function post(sender: BaseSender, { row, order }: Parcel): Promise<Step> {
  const { deps, server } = sender;
  const { writer, clock } = deps;
  const known = findDelivery(deps.reader, row.outboxSeq);
  const before = known?.server === server ? known : null;
  if ((before?.posts ?? 0) >= POSTS_MAX) return bury(sender, row, JSON.stringify({ 'too-many-tries': {} }));
  const watermark = before === null ? await watermarkOf(sender) : ok(before.watermark);
  if (!watermark.ok) return watermark.error;
  const posted: Delivery = {
    outboxSeq: row.outboxSeq,
    server,
    transactionId: order.transaction_details.transaction_id,
    watermark: watermark.value,
    state: 'ambiguous',
    posts: (before?.posts ?? 0) + 1,
    postedAt: clock.now(),
    remoteId: null,
    updatedAt: clock.now(),
  };
  const begun = write(sender, () => saveDelivery(writer, posted));
  if (!begun.ok) return begun.error;
  const outcome = await sender.api.post(order);
  const ended: Delivery = { ...posted, postedAt: clock.now(), updatedAt: clock.now() };
  switch (outcome.kind) {
    case 'stored':
      if (!isComplete(outcome.order, order)) break;
      sender.succeeded();
      return done(sender, row, ended, outcome.order);
    case 'refused':
      sender.succeeded();
      return bury(sender, row, outcome.reason);
    case 'not-sent': {
      const back = write(sender, () =>
        saveDelivery(writer, { ...posted, state: 'new', posts: posted.posts - 1 }),
      );
      return back.ok ? outcome.trouble : back.error;
    }
    case 'unknown': {
      // What was deleted or added behind its back is looked for again before the next POST.
      const kept = write(sender, () => saveDelivery(writer, ended));
      return kept.ok ? outcome.trouble : kept.error;
    }
    default:
      break;
  }
  const kept = write(sender, () => saveDelivery(writer, ended));
  return kept.ok ? again : kept.error;
}

/** Settles one order that was in doubt by what a walk found of it. */
async function resolve(
  sender: BaseSender,
  delivery: Delivery,
  found: readonly BaseOrderReply[],
): Promise<Step> {
  const { reader, writer, clock } = sender.deps;
  const row = findSendable(reader, delivery.outboxSeq);
  if (row === null) return again;
  const parcel = parcelOf(sender, row);
  if (!parcel.ok) return bury(sender, row, parcel.error);
  const { keep, remove } = matchOrders(found, parcel.value.order);
  for (const { id } of remove) {
    const removed = await sender.api.remove(id);
    if (!removed.ok) return removed.error;
  }
  if (keep !== null) return done(sender, row, delivery, keep);
  const fresh = write(sender, () =>
    saveDelivery(writer, { ...delivery, state: 'new', updatedAt: clock.now() }),
  );
  return fresh.ok ? again : fresh.error;
}

/** Looks for all orders whose quiet period is over, in one walk. */
async function resolveDue(sender: BaseSender, due: readonly Delivery[]): Promise<Step> {
  const downTo = Math.min(...due.map(({ watermark }) => watermark));
  const found = await walkOrders(sender.api, downTo, sender.deps.pauses.firstMs);
  if (!found.ok) return found.error;
  sender.succeeded();
  sender.newestId = found.value.reduce((newest, { id }) => Math.max(newest, id), sender.newestId ?? downTo);
  for (const delivery of due) {
    const step = await resolve(sender, delivery, found.value);
    if (step.kind !== 'again') return step;
  }
  return again;
}

/**
 * One step of sending to a server without idempotency, by the rules that lost nothing and doubled nothing under 40 % faults (docs/sync.md):
 * first what is in doubt and has been quiet long enough, then the next order. Anything but a clear 201 or 400 leaves an order in doubt.
 */
export async function deliverNext(sender: BaseSender): Promise<Step> {
  const { deps, server } = sender;
  const { quietMs } = deps.pauses;
  const ambiguous = listAmbiguousDeliveries(deps.reader, server);
  const quietUntil = ({ postedAt }: Delivery): number => (postedAt ?? 0) + quietMs;
  const due = ambiguous.filter((delivery) => quietUntil(delivery) <= deps.clock.now());
  if (due.length > 0) return resolveDue(sender, due);
  const seq = ambiguous.length < AMBIGUOUS_MAX ? nextToDeliver(deps.reader, server, DELIVERABLE) : null;
  const row = seq === null ? null : findSendable(deps.reader, seq);
  if (row === null) {
    return { kind: 'rest', untilMs: ambiguous.length === 0 ? null : Math.min(...ambiguous.map(quietUntil)) };
  }
  const parcel = parcelOf(sender, row);
  return parcel.ok ? post(sender, parcel.value) : bury(sender, row, parcel.error);
}
