import { sha256Hex } from '../../platform/message-signature.ts';
import type { Writer } from '../handles.ts';
import type { AttemptRecord } from '../repositories/attempts.ts';
import { insertOutboxOnce, type NewOutboxRow } from '../repositories/outbox.ts';
import { findRefund, findReturn, listRefundLines, type StoredRefund } from '../repositories/returns.ts';

/** States of an attempt that the office must hear of: money that is in doubt, that somebody decided about, or that goes back. */
const toldStates: readonly string[] = [
  'UNKNOWN',
  'RESOLVED_PAID',
  'RESOLVED_UNPAID',
  'VOID_DUE',
  'VOIDED',
  'VOID_UNKNOWN',
  'REFUND_DUE',
  'REFUNDED',
  'REFUND_UNKNOWN',
  'REFUND_REFUSED',
];

/** Whether an attempt was in a state that the office was told of. */
export function wasInDoubt({ state }: Pick<AttemptRecord, 'state'>): boolean {
  return toldStates.includes(state);
}

/**
 * The id of what is said about one version of a thing, a UUIDv8 made of both (RFC 9562, section 5.8): the same fact has the same id wherever
 * it is written, so that it is told once.
 */
export function factId(what: string, id: string, version: number): string {
  const hex = sha256Hex(`${what} ${id} ${version}`);
  const groups = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return [...groups, hex.slice(20, 32)].join('-');
}

function rowOf(
  kind: 'attempt-changed' | 'refund-changed',
  aggregateId: string,
  version: number,
  content: unknown,
  createdAt: number,
): NewOutboxRow {
  const payload = JSON.stringify(content);
  return {
    outboxId: factId(kind, aggregateId, version),
    aggregate: 'refund',
    aggregateId,
    kind,
    payload,
    payloadHash: sha256Hex(payload),
    createdAt,
  };
}

/**
 * Tells the office how a payment attempt stands now, when its money is in doubt, was decided about, or goes back, and when it came out of such a state
 * (a late approval, a verification). Called inside the transaction that made it so.
 */
export function tellAttempt(db: Writer, previous: Pick<AttemptRecord, 'state'>, stored: AttemptRecord): void {
  const { attemptId, orderId, version, kind, amountPaise, state, reason } = stored;
  if (state === previous.state) return;
  if (!toldStates.includes(state) && !toldStates.includes(previous.state)) return;
  const { rrn, authCode, transactionId, updatedAt } = stored;
  const facts = { attemptId, orderId, version, kind, amountPaise, state, reason };
  const content = { form: 1, attempt: { ...facts, rrn, authCode, transactionId, updatedAt } };
  insertOutboxOnce(db, rowOf('attempt-changed', attemptId, version, content, updatedAt));
}

/** The return that a refund belongs to, with its lines: what a till that was put back needs to go on with it. */
function returnOf(db: Writer, { returnId }: StoredRefund) {
  if (returnId === null) return {};
  const first = findRefund(db, returnId);
  const lines = first === null ? [] : listRefundLines(db, first.refundSeq);
  return { return: findReturn(db, returnId), lines };
}

/** Tells the office how a refund stands now. Its credit note, which says that all of a return is back, is told by itself. */
export function tellRefund(db: Writer, stored: StoredRefund): void {
  const { refundId, orderId, version, kind, tenderKind, amountPaise, state, reason } = stored;
  const { rrn, businessDate, createdAt, updatedAt } = stored;
  const { returnId, attemptId, personId, approvedBy } = stored;
  const facts = { refundId, orderId, version, kind, tenderKind, amountPaise, state, reason };
  const whose = { returnId, attemptId, personId, approvedBy };
  const refund = { ...facts, rrn, businessDate, createdAt, updatedAt, ...whose };
  const content = { form: 1, refund, ...returnOf(db, stored) };
  insertOutboxOnce(db, rowOf('refund-changed', refundId, version, content, updatedAt));
}
