import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import type { CreditNoteId } from '../../../shared/domain/ids.ts';
import type { Paise } from '../../../shared/domain/money.ts';
import { insertInto, selected } from '../columns.ts';
import type { Reader, Writer } from '../handles.ts';

/** A credit note against an invoice (CGST Act, section 34): subtotal + tax + round-off = total. */
export type CreditNoteRecord = {
  readonly creditNoteId: CreditNoteId;
  readonly orderSeq: number;
  readonly seriesId: number;
  readonly seriesNumber: number;
  readonly creditNoteNumber: string;
  readonly businessDate: BusinessDate;
  readonly subtotalPaise: Paise;
  readonly taxPaise: Paise;
  readonly roundOffPaise: Paise;
  readonly totalPaise: Paise;
  readonly reason: string;
  readonly createdAt: number;
};

const fields = [
  'creditNoteId',
  'orderSeq',
  'seriesId',
  'seriesNumber',
  'creditNoteNumber',
  'businessDate',
  'subtotalPaise',
  'taxPaise',
  'roundOffPaise',
  'totalPaise',
  'reason',
  'createdAt',
] as const satisfies readonly (keyof CreditNoteRecord)[];
const INSERT = insertInto('credit_notes', fields);
const OF_ORDER = `SELECT ${selected(fields)} FROM credit_notes WHERE order_seq = ? ORDER BY created_at, credit_note_id`;

/** Writes a credit note. Called inside the transaction that commits the last money of its return. */
export function insertCreditNote(db: Writer, note: CreditNoteRecord): void {
  db.change<CreditNoteRecord>(INSERT).run(note);
}

/** The credit notes of an order, oldest first. */
export function listCreditNotes(db: Reader, orderSeq: number): CreditNoteRecord[] {
  return db.query<[number], CreditNoteRecord>(OF_ORDER).all([orderSeq]);
}
