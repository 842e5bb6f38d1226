import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import { tenderIdAt } from '../../../shared/domain/derived-ids.ts';
import type { TenderId } from '../../../shared/domain/ids.ts';
import type { Paise } from '../../../shared/domain/money.ts';
import { assert } from '../../../shared/domain/result.ts';
import type { TenderKind } from '../../../shared/contract/sale.ts';
import { insertInto, selected } from '../columns.ts';
import type { Reader, Writer } from '../handles.ts';
import { orderIdOf } from './order-lines.ts';

/** A part of a bill that was paid. Cash has what was received and the change; the rest has its attempt. */
export type TenderRecord = {
  readonly tenderId: TenderId;
  readonly kind: TenderKind;
  readonly amountPaise: Paise;
  readonly receivedPaise: Paise | null;
  readonly changePaise: Paise | null;
  readonly attemptSeq: number | null;
  readonly scheme: string | null;
  readonly lastFour: string | null;
  readonly rrn: string | null;
  readonly authCode: string | null;
  readonly businessDate: BusinessDate;
  readonly takenAt: number;
  /** When the approval behind it went back before the order was paid; such a tender pays nothing. */
  readonly withdrawnAt: number | null;
};

/** A tender that is being taken: its id follows from its order's and from its place there. */
export type NewTender = Omit<TenderRecord, 'tenderId'>;

const fields = [
  'tenderId',
  'kind',
  'amountPaise',
  'receivedPaise',
  'changePaise',
  'attemptSeq',
  'scheme',
  'lastFour',
  'rrn',
  'authCode',
  'businessDate',
  'takenAt',
  'withdrawnAt',
] as const satisfies readonly (keyof TenderRecord)[];

const INSERT = insertInto('tenders', [...fields, 'orderSeq', 'position']);
const WITHDRAW = `UPDATE tenders SET withdrawn_at = @at
  WHERE order_seq = @orderSeq AND attempt_seq = @attemptSeq AND withdrawn_at IS NULL`;
const LIST = `SELECT ${selected(fields)}, position FROM tenders WHERE order_seq = ? ORDER BY position`;

function assertTender(tender: NewTender): void {
  const { receivedPaise, changePaise, amountPaise } = tender;
  if (receivedPaise === null || changePaise === null) return;
  assert(receivedPaise - changePaise === amountPaise, 'tender: received − change = amount');
}

/** Writes a tender of an order that is being paid; an id that follows from its order's (derived-ids.ts) isn't written. Called inside a transaction. */
export function insertTender(db: Writer, orderSeq: number, position: number, tender: TenderRecord): void {
  assertTender(tender);
  const derived = tenderIdAt(orderIdOf(db, orderSeq), position);
  const tenderId = tender.tenderId === derived ? null : tender.tenderId;
  const params = { ...tender, tenderId, orderSeq, position };
  db.change<typeof params>(INSERT).run(params);
}

/** Withdraws the tender of an attempt whose money goes back; true when it was taken. Called inside a transaction, before its order is paid. */
export function withdrawTender(db: Writer, orderSeq: number, attemptSeq: number, at: number): boolean {
  const params = { orderSeq, attemptSeq, at };
  return db.change<typeof params>(WITHDRAW).run(params).changes === 1;
}

/** The tenders of an order, withdrawn ones too, in the order in which they were taken. */
export function listTenders(db: Reader, orderSeq: number): TenderRecord[] {
  type Row = NewTender & { readonly tenderId: TenderId | null; readonly position: number };
  const rows = db.query<[number], Row>(LIST).all([orderSeq]);
  if (rows.length === 0) return [];
  const orderId = orderIdOf(db, orderSeq);
  return rows.map(({ tenderId, position, ...rest }) => {
    assertTender(rest);
    return { tenderId: tenderId ?? tenderIdAt(orderId, position), ...rest };
  });
}

/** The tenders that pay. */
export function standingTenders(tenders: readonly TenderRecord[]): TenderRecord[] {
  return tenders.filter((tender) => tender.withdrawnAt === null);
}
