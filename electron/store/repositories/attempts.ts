import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import { giveBackIdsOf } from '../../../shared/domain/derived-ids.ts';
import type { AttemptId, OrderId, RefundId, RequestId, VoidId } from '../../../shared/domain/ids.ts';
import type { Paise } from '../../../shared/domain/money.ts';
import type { AttemptKind, AttemptState } from '../../../shared/domain/payment-attempt.ts';
import type { PaymentReason } from '../../../shared/domain/payment-reasons.ts';
import { assert } from '../../../shared/domain/result.ts';
import { assigned, flag, insertInto, selected } from '../columns.ts';
import type { Reader, Writer } from '../handles.ts';
import { shortResponse, wholeResponse, type ResponseColumns } from './gateway-response.ts';

/** What never changes of a payment attempt. */
export type AttemptIdentity = {
  readonly attemptId: AttemptId;
  readonly kind: AttemptKind;
  readonly amountPaise: Paise;
  readonly requestId: RequestId;
  /** SHA-256 of what is asked of the gateway. */
  readonly requestHash: string;
  readonly gateway: string;
  readonly merchantId: string | null;
  readonly terminalId: string | null;
  readonly createdAt: number;
};

/** What the life of a payment attempt changes (FIELD 4). */
export type AttemptProgress = {
  readonly state: AttemptState;
  readonly reason: PaymentReason | null;
  readonly cancelRequested: boolean;
  readonly superseded: boolean;
  readonly unwanted: boolean;
  /** The processing window ended: the terminal no longer shows this amount. */
  readonly terminalReleased: boolean;
  readonly approvedPaise: Paise | null;
  readonly gatewayHandle: string | null;
  readonly windowStartedAt: number | null;
  readonly transactionId: string | null;
  readonly paymentToken: string | null;
  readonly authCode: string | null;
  readonly rrn: string | null;
  readonly batch: string | null;
  readonly tid: string | null;
  readonly mid: string | null;
  readonly scheme: string | null;
  readonly lastFour: string | null;
  readonly maskedCard: string | null;
  readonly entryMode: string | null;
  readonly pinVerified: boolean | null;
  readonly hostCode: string | null;
  readonly hostMessage: string | null;
  /** Allow-listed JSON of the gateway's last answer; once one approved, of that one. */
  readonly gatewayResponse: string | null;
  readonly voidId: VoidId;
  readonly refundId: RefundId;
  readonly slipDate: string | null;
  readonly updatedAt: number;
};

/** A payment attempt as it is stored. */
export type AttemptRecord = AttemptIdentity &
  AttemptProgress & {
    readonly attemptSeq: number;
    readonly orderSeq: number;
    readonly orderId: OrderId;
    readonly version: number;
  };

/** One step of an attempt's life, as it is stored. */
export type AttemptEventRecord = {
  readonly version: number;
  readonly at: number;
  readonly event: string;
  readonly fromState: AttemptState | null;
  readonly toState: AttemptState;
  readonly reason: string | null;
};

const identityFields = [
  'attemptId',
  'kind',
  'amountPaise',
  'requestId',
  'requestHash',
  'gateway',
  'merchantId',
  'terminalId',
  'createdAt',
] as const satisfies readonly (keyof AttemptIdentity)[];
const progressFields = [
  'state',
  'reason',
  'cancelRequested',
  'superseded',
  'unwanted',
  'terminalReleased',
  'approvedPaise',
  'gatewayHandle',
  'windowStartedAt',
  'transactionId',
  'paymentToken',
  'authCode',
  'rrn',
  'batch',
  'tid',
  'mid',
  'scheme',
  'lastFour',
  'maskedCard',
  'entryMode',
  'pinVerified',
  'hostCode',
  'hostMessage',
  'gatewayResponse',
  'voidId',
  'refundId',
  'slipDate',
  'updatedAt',
] as const satisfies readonly (keyof AttemptProgress)[];

const responseFields = [
  'transactionId',
  'authCode',
  'rrn',
  'batch',
  'hostCode',
  'hostMessage',
  'scheme',
  'maskedCard',
  'entryMode',
  'pinVerified',
  'gatewayResponse',
] as const satisfies readonly (keyof ResponseColumns | 'gatewayResponse')[];

type Flags = 'cancelRequested' | 'superseded' | 'unwanted' | 'terminalReleased' | 'pinVerified';
type AttemptRow = Omit<AttemptRecord, Flags | 'voidId' | 'refundId'> & {
  /** Null where it is the one that follows from the attempt's own. */
  readonly voidId: VoidId | null;
  readonly refundId: RefundId | null;
  readonly cancelRequested: 0 | 1;
  readonly superseded: 0 | 1;
  readonly unwanted: 0 | 1;
  readonly terminalReleased: 0 | 1;
  readonly pinVerified: 0 | 1 | null;
};

// No join and no ORDER BY where one row or one order's rows are read: with partial indexes on the table SQLite plans such a statement anew at
// every binding (it looks whether the value fits one of them), which took twelve times as long as the reading.
const SELECT = `SELECT ${selected([...identityFields, ...progressFields, 'attemptSeq', 'orderSeq', 'version'], 'a')},
  (SELECT order_id FROM orders WHERE seq = a.order_seq) AS orderId FROM payment_attempts a`;
const RESPONSE = `SELECT ${selected(responseFields)} FROM payment_attempts WHERE attempt_seq = ?`;
const OPEN = `a.superseded = 0 AND a.state IN ('CREATED', 'SENDING', 'PENDING', 'UNKNOWN')`;
const FIND = `${SELECT} WHERE a.attempt_id = ?`;
const LIST_OF_ORDER = `${SELECT} WHERE a.order_seq = ?`;
const VERSIONS = 'SELECT coalesce(sum(version), 0) AS sum FROM payment_attempts WHERE order_seq = ?';
const OPEN_OF_ORDER = `${SELECT} WHERE a.order_seq = ? AND ${OPEN}`;
const OPEN_ON_TERMINAL = `${SELECT} WHERE a.terminal_id = ? AND a.terminal_released = 0
  AND a.terminal_id IS NOT NULL AND a.state IN ('CREATED', 'SENDING', 'PENDING', 'UNKNOWN')`;
const UNFINISHED = `${SELECT} WHERE a.state IN ('CREATED', 'SENDING', 'PENDING', 'UNKNOWN', 'VOID_DUE',
  'VOID_UNKNOWN', 'REFUND_DUE', 'REFUND_UNKNOWN') ORDER BY a.attempt_seq`;
const ENDED_UNPAID = `SELECT attempt_id AS attemptId FROM
    (SELECT attempt_id, state, updated_at, attempt_seq FROM payment_attempts ORDER BY attempt_seq DESC LIMIT @most)
  WHERE state IN ('DECLINED', 'CANCELLED', 'NOT_SENT', 'RESOLVED_UNPAID') AND updated_at >= @since ORDER BY attempt_seq`;
const BY_RRN = `${SELECT} WHERE a.rrn = ? ORDER BY a.attempt_seq`;
const BETWEEN = `${SELECT} WHERE a.created_at >= ? AND a.created_at < ? ORDER BY a.attempt_seq`;
const OF_DAY = `${SELECT} JOIN orders o ON o.seq = a.order_seq WHERE o.business_date = ? ORDER BY a.attempt_seq`;
const INSERT = insertInto('payment_attempts', [...identityFields, ...progressFields, 'orderSeq']);
const UPDATE = `UPDATE payment_attempts SET ${assigned(progressFields)}, version = version + 1
  WHERE attempt_id = @attemptId AND version = @version`;
const INSERT_EVENT = insertInto('payment_attempt_events', [
  'attemptSeq',
  'version',
  'at',
  'event',
  'fromState',
  'toState',
  'reason',
]);
const EVENTS = `SELECT version, at, event, from_state AS fromState, to_state AS toState, reason
  FROM payment_attempt_events WHERE attempt_seq = ? ORDER BY version`;

function recordOf(row: AttemptRow): AttemptRecord {
  const pinVerified = row.pinVerified === null ? null : row.pinVerified === 1;
  const derived = giveBackIdsOf(row.attemptId);
  return {
    ...row,
    voidId: row.voidId ?? derived.voidId,
    refundId: row.refundId ?? derived.refundId,
    gatewayResponse: wholeResponse({ ...row, pinVerified }, row.gatewayResponse),
    cancelRequested: row.cancelRequested === 1,
    superseded: row.superseded === 1,
    unwanted: row.unwanted === 1,
    terminalReleased: row.terminalReleased === 1,
    pinVerified,
  };
}

/** The attempt as its row says it: flags as SQLite keeps them, and nothing that follows from its other columns. */
export function storedAttempt<T extends AttemptProgress & Pick<AttemptIdentity, 'attemptId'>>(attempt: T) {
  const { cancelRequested, superseded, unwanted, terminalReleased, pinVerified, ...rest } = attempt;
  const { voidId, refundId, gatewayResponse } = attempt;
  const derived = giveBackIdsOf(attempt.attemptId);
  return {
    ...rest,
    voidId: voidId === derived.voidId ? null : voidId,
    refundId: refundId === derived.refundId ? null : refundId,
    gatewayResponse: shortResponse(attempt, gatewayResponse),
    cancelRequested: flag(cancelRequested),
    superseded: flag(superseded),
    unwanted: flag(unwanted),
    terminalReleased: flag(terminalReleased),
    pinVerified: flag(pinVerified),
  };
}

/** What a new attempt has not got yet: everything but its state CREATED. */
export function freshProgress(
  createdAt: number,
  ids: Pick<AttemptProgress, 'voidId' | 'refundId'>,
): AttemptProgress {
  return {
    state: 'CREATED',
    reason: null,
    cancelRequested: false,
    superseded: false,
    unwanted: false,
    terminalReleased: false,
    approvedPaise: null,
    gatewayHandle: null,
    windowStartedAt: null,
    transactionId: null,
    paymentToken: null,
    authCode: null,
    rrn: null,
    batch: null,
    tid: null,
    mid: null,
    scheme: null,
    lastFour: null,
    maskedCard: null,
    entryMode: null,
    pinVerified: null,
    hostCode: null,
    hostMessage: null,
    gatewayResponse: null,
    voidId: ids.voidId,
    refundId: ids.refundId,
    slipDate: null,
    updatedAt: createdAt,
  };
}

/** What the gateway said of the attempt with this local number; null when it said nothing. */
export function findGatewayResponse(db: Reader, attemptSeq: number): string | null {
  type Row = Omit<ResponseColumns, 'pinVerified'> & Pick<AttemptRow, 'pinVerified' | 'gatewayResponse'>;
  const row = db.query<[number], Row>(RESPONSE).get([attemptSeq]);
  if (row === undefined) return null;
  const pinVerified = row.pinVerified === null ? null : row.pinVerified === 1;
  return wholeResponse({ ...row, pinVerified }, row.gatewayResponse);
}

/** The attempt with this id, or null. */
export function findAttempt(db: Reader, attemptId: AttemptId): AttemptRecord | null {
  const row = db.query<[AttemptId], AttemptRow>(FIND).get([attemptId]);
  return row === undefined ? null : recordOf(row);
}

/** The attempts of an order, oldest first. */
export function listAttempts(db: Reader, orderSeq: number): AttemptRecord[] {
  const rows = db.query<[number], AttemptRow>(LIST_OF_ORDER).all([orderSeq]);
  return rows.map(recordOf).toSorted((a, b) => a.attemptSeq - b.attemptSeq);
}

/** The sum of the versions of an order's attempts: it grows with every change of any of them. */
export function sumAttemptVersions(db: Reader, orderSeq: number): number {
  return db.query<[number], { sum: number }>(VERSIONS).get([orderSeq])?.sum ?? 0;
}

/** The attempt that keeps an order from being charged again, or null. */
export function findOpenAttemptOfOrder(db: Reader, orderSeq: number): AttemptRecord | null {
  const row = db.query<[number], AttemptRow>(OPEN_OF_ORDER).get([orderSeq]);
  return row === undefined ? null : recordOf(row);
}

/** The attempt, superseded or not, whose amount the terminal may still show, or null: the next customer waits for it (FIELD 4.6). */
export function findAttemptOnTerminal(db: Reader, terminalId: string): AttemptRecord | null {
  const row = db.query<[string], AttemptRow>(OPEN_ON_TERMINAL).get([terminalId]);
  return row === undefined ? null : recordOf(row);
}

/** Every attempt whose money isn't settled: open ones, superseded ones that are still asked about, voids and refunds due. */
export function listUnfinishedAttempts(db: Reader): AttemptRecord[] {
  return db.query<[], AttemptRow>(UNFINISHED).all([]).map(recordOf);
}

/** Of the `most` newest attempts, those that ended unpaid at or after an instant, oldest first. */
export function listEndedUnpaid(db: Reader, since: number, most: number): AttemptId[] {
  const params = { since, most };
  const rows = db.query<typeof params, { attemptId: AttemptId }>(ENDED_UNPAID).all(params);
  return rows.map(({ attemptId }) => attemptId);
}

/** The attempts with this retrieval reference number. */
export function listAttemptsByRrn(db: Reader, rrn: string): AttemptRecord[] {
  return db.query<[string], AttemptRow>(BY_RRN).all([rrn]).map(recordOf);
}

/** The attempts made from one instant to another, the second not included, oldest first. */
export function listAttemptsBetween(db: Reader, fromMs: number, toMs: number): AttemptRecord[] {
  return db.query<[number, number], AttemptRow>(BETWEEN).all([fromMs, toMs]).map(recordOf);
}

/** The attempts of the orders of a business date, oldest first. */
export function listAttemptsOfDay(db: Reader, date: BusinessDate): AttemptRecord[] {
  return db.query<[BusinessDate], AttemptRow>(OF_DAY).all([date]).map(recordOf);
}

/** The steps of an attempt's life, oldest first. */
export function listAttemptEvents(db: Reader, attemptSeq: number): AttemptEventRecord[] {
  return db.query<[number], AttemptEventRecord>(EVENTS).all([attemptSeq]);
}

/** Writes a new attempt and the first step of its life, and returns its local number. Called inside a transaction. */
export function insertAttempt(
  db: Writer,
  orderSeq: number,
  attempt: AttemptIdentity & AttemptProgress,
  event: string,
): number {
  const params = { ...storedAttempt(attempt), orderSeq };
  const attemptSeq = db.change<typeof params>(INSERT).run(params).rowid;
  insertEvent(db, attemptSeq, {
    version: 1,
    at: attempt.createdAt,
    event,
    fromState: null,
    toState: attempt.state,
    reason: attempt.reason,
  });
  return attemptSeq;
}

function insertEvent(db: Writer, attemptSeq: number, step: AttemptEventRecord): void {
  const params = { ...step, attemptSeq };
  db.change<typeof params>(INSERT_EVENT).run(params);
}

/**
 * Compare and swap: writes `next` when the stored version is still `previous.version`, with a step of its life, and counts the version up.
 * Returns the rows touched: 0 when another answer came first, and then nothing was written. Called inside a transaction.
 */
export function updateAttempt(
  db: Writer,
  previous: AttemptRecord,
  next: AttemptProgress,
  event: string,
): 0 | 1 {
  const { attemptId, version } = previous;
  // An order that was paid by it shows what was said when it was approved.
  const kept = previous.approvedPaise === null ? null : previous.gatewayResponse;
  const said = { ...next, attemptId, gatewayResponse: kept ?? next.gatewayResponse };
  const params = { ...storedAttempt(said), version };
  const { changes } = db.change<typeof params>(UPDATE).run(params);
  if (changes === 0) return 0;
  assert(changes === 1, 'an attempt id names one attempt');
  insertEvent(db, previous.attemptSeq, {
    version: previous.version + 1,
    at: next.updatedAt,
    event,
    fromState: previous.state,
    toState: next.state,
    reason: next.reason,
  });
  return 1;
}
