import { paise } from '../../shared/domain/money.ts';
import type { Querier } from '../store/db.ts';
import { eventBatch } from '../store/event-rows.ts';
import { insertRows } from '../store/insert-rows.ts';
import {
  attemptBatch,
  creditNoteBatch,
  refundBatch,
  standingBatch,
  type NewAttempt,
  type NewCreditNote,
  type NewRefund,
  type NewStanding,
} from '../store/later-rows.ts';
import { notePush } from '../store/shops.ts';
import { settleOrders, takeTurn, writeOrders } from '../store/write-orders.ts';
import type { ReadEvent } from './read-event.ts';
import { wholeOrderOf } from './whole-order.ts';

/** Who pushes, and when it came. */
export type Sender = {
  readonly shopId: number;
  readonly tillId: number;
  readonly receivedAt: number;
  /** What the push said of how far behind the till is; absent where it said nothing. */
  readonly behind?: { readonly waiting: number | null; readonly lagMs: number };
};

/** An event that met another one under the same key. The transaction is undone, and its events are tried one by one. */
export class MetAnother extends Error {}

/** What a batch says of one thing, once: the highest version. */
function newest<Row extends { readonly version: number; readonly state: string }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): Row[] {
  const kept = new Map<string, Row>();
  for (const row of rows) {
    const other = kept.get(keyOf(row));
    const isNewer =
      other === undefined ||
      row.version > other.version ||
      (row.version === other.version && row.state > other.state);
    if (isNewer) kept.set(keyOf(row), row);
  }
  return [...kept.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function refundsOf(events: readonly ReadEvent[], tillId: number): NewRefund[] {
  const pushed = events.flatMap(({ content }) => {
    if (content.kind === 'refund-changed') return [content.refund];
    return content.kind === 'credit-note-issued' ? content.note.refunds : [];
  });
  const rows = pushed.map(({ refundId, orderId, amountPaise, ...rest }) => ({
    refundRef: refundId,
    orderRef: orderId,
    tillId,
    version: rest.version,
    state: rest.state,
    kind: rest.kind,
    tenderKind: rest.tenderKind,
    amountPaise: paise(amountPaise),
    reason: rest.reason,
    rrn: rest.rrn,
    businessDate: rest.businessDate,
    idempotencyKey: null,
    bodySha256: null,
    createdAt: rest.createdAt,
    updatedAt: rest.updatedAt,
  }));
  return newest(rows, (row) => row.refundRef);
}

function notesOf(events: readonly ReadEvent[]): NewCreditNote[] {
  return events.flatMap(({ content }) => {
    if (content.kind !== 'credit-note-issued') return [];
    const { order, creditNote } = content.note;
    return [
      {
        creditNoteRef: creditNote.creditNoteId,
        orderRef: order.orderId,
        number: creditNote.creditNoteNumber,
        businessDate: creditNote.businessDate,
        subtotalPaise: paise(creditNote.subtotalPaise),
        taxPaise: paise(creditNote.taxPaise),
        roundOffPaise: paise(creditNote.roundOffPaise),
        totalPaise: paise(creditNote.totalPaise),
        reason: creditNote.reason,
        createdAt: creditNote.createdAt,
      },
    ];
  });
}

function attemptsOf(events: readonly ReadEvent[]): NewAttempt[] {
  const rows = events.flatMap(({ content }) => {
    if (content.kind !== 'attempt-changed') return [];
    const { attemptId, orderId, version, state, kind, amountPaise, reason } = content.attempt;
    const { rrn, authCode, transactionId, updatedAt } = content.attempt;
    const amount = paise(amountPaise);
    const what = { attemptRef: attemptId, orderRef: orderId, version, state, kind, amountPaise: amount };
    return [{ ...what, reason, rrn, authCode, transactionId, updatedAt }];
  });
  return newest(rows, (row) => row.attemptRef);
}

function standingsOf(events: readonly ReadEvent[]): NewStanding[] {
  const rows = events.flatMap(({ content }) => {
    if (content.kind !== 'order-changed' && content.kind !== 'credit-note-issued') return [];
    const { orderId, version, state } = content.kind === 'order-changed' ? content.order : content.note.order;
    return [{ orderRef: orderId, version, state }];
  });
  return newest(rows, (row) => row.orderRef);
}

/** Ordered by the order's id, so that two pushes take the same rows in the same order. */
function ordersOf(events: readonly ReadEvent[], sender: Sender) {
  return events
    .flatMap(({ content, sha256 }) =>
      content.kind === 'order-completed' ? [wholeOrderOf(content.sale, { ...sender, sha256 })] : [],
    )
    .toSorted((a, b) => (a.order.orderRef < b.order.orderRef ? -1 : 1));
}

/**
 * Writes events and all that follows from them, in one transaction that the caller holds: a fixed number of statements, whatever the number
 * of events. Their ids must be new. Throws MetAnother when one of them meets an event, an order or a credit note that is there.
 * @returns central's numbers of the orders, by the till's ids
 */
export async function storeEvents(
  tx: Querier,
  sender: Sender,
  events: readonly ReadEvent[],
): Promise<ReadonlyMap<string, number>> {
  const { shopId, tillId, receivedAt } = sender;
  const orders = ordersOf(events, sender);
  const refunds = refundsOf(events, tillId);
  const notes = notesOf(events);
  const standings = standingsOf(events);
  await takeTurn(tx, shopId, refunds.length + standings.length > 0);
  const rows = events.map((event) => ({ ...event, tillId, receivedAt }));
  const stored = await insertRows(tx, shopId, eventBatch, rows);
  if (stored.length !== events.length) throw new MetAnother('event');
  const written = await writeOrders(tx, shopId, orders);
  if (written.length !== orders.length) throw new MetAnother('order');
  await insertRows(tx, shopId, refundBatch, refunds);
  const writtenNotes = await insertRows(tx, shopId, creditNoteBatch, notes);
  if (writtenNotes.length !== notes.length) throw new MetAnother('credit note');
  await insertRows(tx, shopId, attemptBatch, attemptsOf(events));
  await insertRows(tx, shopId, standingBatch, standings);
  const touched = [...written, ...refunds, ...standings].map(({ orderRef }) => orderRef);
  await settleOrders(tx, shopId, touched, receivedAt);
  // Last, since whoever else pushes for this till waits from here on; and in this transaction, since another would wait for the disk once more.
  if (sender.behind !== undefined)
    await notePush(tx, { shopId, tillId }, { at: receivedAt, ...sender.behind });
  return new Map(written.map(({ orderRef, id }) => [orderRef, id]));
}
