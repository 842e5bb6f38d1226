import type { ToldAttemptChange } from '../../../shared/contract/told-by-till.ts';
import { ok, type Result } from '../../../shared/domain/result.ts';
import type { StoreFault } from '../faults.ts';
import type { Writer } from '../handles.ts';
import { findAttempt } from '../repositories/attempts.ts';
import { findOrder } from '../repositories/orders.ts';
import { insertAcknowledgedOutbox } from '../repositories/outbox.ts';
import {
  refused,
  there,
  waits,
  writeWhole,
  written,
  type Back,
  type ToldEvent,
  type Waits,
} from './outcome.ts';
import { bringAttempt } from './write-attempts.ts';

/** Brings a payment attempt of a bill to where it came after the bill was completed: a late approval that was taken back, a void, a verification. */
export function writeAttemptBack(
  db: Writer,
  { attempt }: ToldAttemptChange,
  event: ToldEvent,
  now: number,
): Result<Back | Waits, StoreFault> {
  const { attemptId, orderId, version, state, reason, rrn, authCode, transactionId, updatedAt } = attempt;
  const order = findOrder(db, orderId);
  if (order === null) return ok(waits);
  const stored = findAttempt(db, attemptId);
  if (stored === null) return ok(order.invoiceNumber === null ? waits : refused('without-bill'));
  if (stored.orderSeq !== order.seq) return ok(refused('contradicts'));
  if (stored.version >= version) return ok(there);
  // What an unfinished bill waits for is for the payments to find out: its completed sale is read back, or the gateway is asked.
  if (order.invoiceNumber === null) return ok(there);
  return writeWhole(db, () => {
    const facts = { state, reason, rrn, authCode, transactionId, updatedAt };
    bringAttempt(db, stored, { ...stored, ...facts, terminalReleased: true }, version);
    const { id: outboxId, kind, sha256: payloadHash, at: createdAt } = event;
    const row = {
      outboxId,
      aggregate: 'refund',
      aggregateId: attemptId,
      kind,
      payloadHash,
      createdAt,
    } as const;
    insertAcknowledgedOutbox(db, row, now);
    return ok<Back>(written);
  });
}
