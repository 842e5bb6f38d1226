import type { AttemptId, OrderId, RequestId } from '../../../shared/domain/ids.ts';
import { assert, err, ok, type Result } from '../../../shared/domain/result.ts';
import type { StoreFault } from '../faults.ts';
import type { Reader, Writer } from '../handles.ts';
import {
  findAttempt,
  findAttemptOnTerminal,
  insertAttempt,
  type AttemptIdentity,
  type AttemptProgress,
  type AttemptRecord,
} from '../repositories/attempts.ts';
import { findChargeRequest, insertChargeRequest } from '../repositories/charge-requests.ts';
import { findOrder, setOrderState, type OrderRecord } from '../repositories/orders.ts';
import { writeOrder, type ChargedOrder, type OrderRefusal } from './write-order.ts';

/** One press of Charge: a repeat has the same id and the same body. */
export type ChargePress = { readonly requestId: RequestId; readonly bodyHash: string };

export type BeginCharge = ChargedOrder & {
  readonly press: ChargePress;
  /** CREATED; `freshProgress` gives what it has not got yet. */
  readonly attempt: AttemptIdentity & AttemptProgress;
  readonly at: number;
};

/** A press that was answered before: what it began then. */
export type RepeatedCharge = {
  readonly kind: 'repeated';
  readonly orderId: OrderId;
  readonly attemptId: AttemptId | null;
};
export type BegunCharge = {
  readonly kind: 'begun';
  readonly order: OrderRecord;
  readonly attempt: AttemptRecord;
};

export type ChargeRefusal =
  | OrderRefusal
  /** The same press came with another body. */
  | { readonly code: 'request-differs' }
  /** An attempt of another order is open on the terminal (FIELD 4.6). */
  | { readonly code: 'terminal-busy'; readonly attemptId: AttemptId };

/** What a press of Charge began when it was pressed before; null when it is new. */
export function repeatOf(
  db: Reader,
  press: ChargePress,
): Result<RepeatedCharge | null, { readonly code: 'request-differs' }> {
  const known = findChargeRequest(db, press.requestId);
  if (known === null) return ok(null);
  if (known.bodyHash !== press.bodyHash) return err({ code: 'request-differs' });
  return ok({ kind: 'repeated', orderId: known.orderId, attemptId: known.attemptId });
}

function begin(db: Writer, input: BeginCharge): Result<BegunCharge | RepeatedCharge, ChargeRefusal> {
  const { press, attempt, at } = input;
  assert(attempt.state === 'CREATED', 'an attempt begins as CREATED');
  const repeated = repeatOf(db, press);
  if (!repeated.ok) return repeated;
  if (repeated.value !== null) return ok(repeated.value);
  const written = writeOrder(db, input);
  if (!written.ok) return written;
  const order = written.value;
  const onTerminal = attempt.terminalReleased ? null : attempt.terminalId;
  const busy = onTerminal === null ? null : findAttemptOnTerminal(db, onTerminal);
  if (busy !== null) return err({ code: 'terminal-busy', attemptId: busy.attemptId });
  if (order.state === 'open')
    assert(setOrderState(db, order, 'paying', at), 'an open order begins to be paid');
  insertAttempt(db, order.seq, attempt, 'created');
  insertChargeRequest(db, { ...press, orderSeq: order.seq, createdAt: at });
  const stored = { order: findOrder(db, order.orderId), attempt: findAttempt(db, attempt.attemptId) };
  assert(stored.order !== null && stored.attempt !== null, 'what was written can be read');
  return ok({ kind: 'begun', order: stored.order, attempt: stored.attempt });
}

/**
 * Writes the order, its lines and a new payment attempt, CREATED, in one transaction: on disk before the gateway is asked (FIELD 4.1). The same
 * press again answers what the first one began and writes nothing.
 */
export function beginCharge(
  db: Writer,
  input: BeginCharge,
): Result<BegunCharge | RepeatedCharge, ChargeRefusal | StoreFault> {
  return db.transaction(() => begin(db, input));
}
