import type { OrderId } from '../../../shared/domain/ids.ts';
import type { Notice } from '../../../shared/contract/till.ts';
import type { Reader, Writer } from '../handles.ts';

/** A notice and the order it speaks of, if any. */
export type NewNotice = Notice & { readonly orderId: OrderId | null };

const INSERT = `INSERT OR IGNORE INTO notices (notice_id, code, at, order_id, invoice_number, amount_paise)
  VALUES (@id, @code, @at, @orderId, @invoiceNumber, @amountPaise)`;
const SHOWN = `SELECT notice_id AS id, code, at, invoice_number AS invoiceNumber, amount_paise AS amountPaise
  FROM notices WHERE dismissed_at IS NULL ORDER BY at LIMIT 100`;
const DISMISS = 'UPDATE notices SET dismissed_at = @at WHERE notice_id = @id AND dismissed_at IS NULL';

/** Keeps something that the cashier must be told. */
export function insertNotice(db: Writer, notice: NewNotice): void {
  db.change<NewNotice>(INSERT).run(notice);
}

/** What the cashier has not put away yet, oldest first, a hundred at most. */
export function listNotices(db: Reader): Notice[] {
  return db.query<[], Notice>(SHOWN).all([]);
}

/** Puts a notice away; true when it was shown. */
export function dismissNotice(db: Writer, id: string, at: number): boolean {
  const params = { id, at };
  return db.change<typeof params>(DISMISS).run(params).changes === 1;
}
