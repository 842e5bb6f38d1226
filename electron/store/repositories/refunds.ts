import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import type { CreditNoteId, PersonId, RefundId } from '../../../shared/domain/ids.ts';
import type { Paise } from '../../../shared/domain/money.ts';
import type { TenderKind } from '../../../shared/contract/sale.ts';
import { insertInto, selected } from '../columns.ts';
import type { Reader, Writer } from '../handles.ts';

export type RefundState = 'DUE' | 'UNKNOWN' | 'DONE' | 'REFUSED';

/** Money that goes back for an order. */
export type RefundRecord = {
  readonly refundId: RefundId;
  readonly attemptSeq: number | null;
  readonly kind: 'return' | 'void' | 'cash-back';
  readonly tenderKind: TenderKind;
  readonly amountPaise: Paise;
  readonly state: RefundState;
  readonly reason: string;
  readonly rrn: string | null;
  readonly creditNoteId: CreditNoteId | null;
  readonly businessDate: BusinessDate;
  readonly personId: PersonId | null;
  readonly approvedBy: PersonId | null;
  readonly createdAt: number;
  readonly updatedAt: number;
};

const fields = [
  'refundId',
  'attemptSeq',
  'kind',
  'tenderKind',
  'amountPaise',
  'state',
  'reason',
  'rrn',
  'creditNoteId',
  'businessDate',
  'personId',
  'approvedBy',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof RefundRecord)[];
const INSERT = insertInto('refunds', [...fields, 'orderSeq']);
const LIST = `SELECT ${selected(fields)} FROM refunds WHERE order_seq = ? ORDER BY refund_seq`;

/** Writes money that goes back. Called inside a transaction. */
export function insertRefund(db: Writer, orderSeq: number, refund: RefundRecord): void {
  const params = { ...refund, orderSeq };
  db.change<typeof params>(INSERT).run(params);
}

/** What went back for an order, oldest first. */
export function listRefunds(db: Reader, orderSeq: number): RefundRecord[] {
  return db.query<[number], RefundRecord>(LIST).all([orderSeq]);
}
