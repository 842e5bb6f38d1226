import type { ToldAttemptRow, ToldSale } from '../../../shared/contract/told-by-till.ts';
import { giveBackIdsOf } from '../../../shared/domain/derived-ids.ts';
import type { AttemptId, RequestId } from '../../../shared/domain/ids.ts';
import { isId } from '../../../shared/domain/ids.ts';
import type { AttemptState } from '../../../shared/domain/payment-attempt.ts';
import { assert } from '../../../shared/domain/result.ts';
import type { Writer } from '../handles.ts';
import {
  findAttempt,
  freshProgress,
  insertAttempt,
  updateAttempt,
  type AttemptIdentity,
  type AttemptProgress,
  type AttemptRecord,
} from '../repositories/attempts.ts';
import { factId } from '../units/tell-office.ts';

/** How a step of an attempt's life is called that was lost here and read back. */
const EVENT = 'read-back';

type Attempt = AttemptIdentity & AttemptProgress;

/** An id that follows from another one, so that reading back again names the same thing. */
function followingId<T extends AttemptId | RequestId>(what: string, from: string): T {
  const id = factId(what, from, 1);
  assert(isId<T>(id), 'what follows from an id is an id');
  return id;
}

/** What the order carries of the gateway's answer is not told twice. */
function rowOf(told: ToldAttemptRow, { order }: ToldSale): Attempt {
  const isOrders = told.transactionId === order.transactionId && told.authCode === order.authCode;
  const onOrder = isOrders && told.approvedPaise !== null ? order.paymentGatewayResponse : null;
  const requestId = followingId<RequestId>('request of an attempt', told.attemptId);
  const gatewayResponse = told.gatewayResponse ?? onOrder;
  const following = giveBackIdsOf(told.attemptId);
  const voidId = told.voidId ?? following.voidId;
  const refundId = told.refundId ?? following.refundId;
  return { ...told, voidId, refundId, gatewayResponse, requestId, requestHash: EVENT };
}

/** The attempt behind a tender of a bill that was told before tills told of attempts: approved, as the tender says, at an account that nobody knows any more. */
function attemptOfTender(tender: ToldSale['tenders'][number], { order }: ToldSale): Attempt | null {
  const { kind, amountPaise, tenderId, takenAt } = tender;
  if (kind === 'cash') return null;
  const { scheme, lastFour, rrn, authCode } = tender;
  const attemptId = followingId<AttemptId>('attempt of a tender', tenderId);
  const isOrders = order.authCode === authCode;
  return {
    ...freshProgress(takenAt, giveBackIdsOf(attemptId)),
    attemptId,
    kind,
    amountPaise,
    requestId: followingId<RequestId>('request of a tender', tenderId),
    requestHash: EVENT,
    gateway: EVENT,
    merchantId: null,
    terminalId: kind === 'card-terminal' ? EVENT : null,
    createdAt: takenAt,
    state: 'APPROVED',
    terminalReleased: true,
    approvedPaise: amountPaise,
    transactionId: isOrders ? order.transactionId : null,
    gatewayResponse: isOrders ? order.paymentGatewayResponse : null,
    slipDate: kind === 'card-manual' ? tender.businessDate : null,
    scheme,
    lastFour,
    rrn,
    authCode,
  };
}

/** An approval is left only on the way of a void or a refund (FIELD 4.4). */
function stepTowards(from: AttemptState, to: AttemptState): AttemptState {
  if (from !== 'APPROVED' || to === 'APPROVED') return to;
  return to.startsWith('VOID') ? 'VOID_DUE' : 'REFUND_DUE';
}

/** Brings an attempt to a version, each on the way a step of its life. Called inside a transaction. */
export function bringAttempt(
  db: Writer,
  stored: AttemptRecord,
  next: AttemptProgress,
  version: number,
): AttemptRecord {
  let current = stored;
  while (current.version < version) {
    const isLast = current.version + 1 === version;
    const state = isLast ? next.state : stepTowards(current.state, next.state);
    assert(updateAttempt(db, current, { ...next, state }, EVENT) === 1, 'nobody else writes');
    const read = findAttempt(db, current.attemptId);
    assert(read !== null, 'what was written can be read');
    current = read;
  }
  return current;
}

function writeOne(db: Writer, orderSeq: number, attempt: Attempt, version: number): number | null {
  const known = findAttempt(db, attempt.attemptId);
  if (known !== null && known.orderSeq !== orderSeq) return null;
  if (known === null) insertAttempt(db, orderSeq, attempt, EVENT);
  const stored = known ?? findAttempt(db, attempt.attemptId);
  assert(stored !== null, 'what was written can be read');
  return bringAttempt(db, stored, attempt, version).attemptSeq;
}

/**
 * Writes the attempts of a bill, or brings those that are here to where they came. Called inside a transaction.
 * @returns the local number of the attempt behind each tender, by the tender's id; null when an attempt here belongs to another bill
 */
export function writeAttempts(
  db: Writer,
  orderSeq: number,
  sale: ToldSale,
): ReadonlyMap<string, number> | null {
  const seqOf = new Map<number, number>();
  for (const told of sale.attempts) {
    const seq = writeOne(db, orderSeq, rowOf(told, sale), told.version);
    if (seq === null) return null;
    seqOf.set(told.attemptSeq, seq);
  }
  const ofTenders = new Map<string, number>();
  for (const tender of sale.tenders) {
    const made = attemptOfTender(tender, sale);
    if (made === null) continue;
    const told = tender.attemptSeq === null ? undefined : seqOf.get(tender.attemptSeq);
    const seq = told ?? writeOne(db, orderSeq, made, 1);
    if (seq === null) return null;
    ofTenders.set(tender.tenderId, seq);
  }
  return ofTenders;
}
