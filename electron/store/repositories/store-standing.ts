import type { LastDocument } from '../../../shared/contract/till-origin.ts';
import { LAST_DOCUMENTS } from '../backup/holdings.ts';
import type { Reader, Writer } from '../handles.ts';
import { listSeries } from './invoice-series.ts';

/** How far a store has come. None of it ever goes back while the store is the same. */
export type StoreStanding = {
  readonly orderSeq: number;
  readonly auditSeq: number;
  readonly highest: { readonly financialYear: string; readonly letter: string } | null;
  readonly lastDocuments: readonly LastDocument[];
  readonly lastSaleAt: number | null;
};

const LAST_ORDER = 'SELECT coalesce(max(seq), 0) AS seq FROM orders';
const LAST_AUDIT = 'SELECT coalesce(max(audit_seq), 0) AS seq FROM audit';
const LAST_PAID =
  'SELECT paid_at AS at FROM orders WHERE invoice_number IS NOT NULL ORDER BY seq DESC LIMIT 1';
const HAS_ATTEMPTS = `SELECT EXISTS (SELECT 1 FROM payment_attempts WHERE kind <> 'card-manual') AS found`;
const FORGET = 'DELETE FROM settings WHERE key = ?';

/** Reads how far a store has come: a few rows, whatever its size. */
export function readStanding(db: Reader): StoreStanding {
  const number = (sql: string): number => db.query<[], { seq: number }>(sql).get([])?.seq ?? 0;
  const newestFirst = listSeries(db).toSorted(
    (a, b) => b.financialYear.localeCompare(a.financialYear) || b.letter.localeCompare(a.letter),
  );
  const [top] = newestFirst;
  const documents = db.query<[], LastDocument & { readonly number: string | null }>(LAST_DOCUMENTS).all([]);
  return {
    orderSeq: number(LAST_ORDER),
    auditSeq: number(LAST_AUDIT),
    highest: top === undefined ? null : { financialYear: top.financialYear, letter: top.letter },
    lastDocuments: documents.filter((document) => document.number !== null),
    lastSaleAt: db.query<[], { at: number }>(LAST_PAID).get([])?.at ?? null,
  };
}

/** Whether anything was ever asked of a gateway: else there is nothing that it could know. */
export function hasGatewayAttempts(db: Reader): boolean {
  return db.query<[], { found: number }>(HAS_ATTEMPTS).get([])?.found === 1;
}

/** Takes a setting away. */
export function forgetSetting(db: Writer, key: string): void {
  db.change<[string]>(FORGET).run([key]);
}
