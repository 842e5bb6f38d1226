import type Database from 'better-sqlite3';
import type { LastDocument } from '../../../shared/contract/till-origin.ts';
import type { Mode } from '../../../shared/contract/till.ts';
import { pragmaNumber } from '../durable-connection.ts';
import { readStamp } from './stamp.ts';

/** What a store holds, in figures that a person can judge it by. */
export type Holdings = {
  readonly schemaVersion: number;
  /** When the backup was made; null in a store that is none. */
  readonly madeAt: number | null;
  readonly backupId: string | null;
  /** Null in a store that is no backup. */
  readonly mode: Mode | null;
  readonly shopName: string;
  readonly tillCode: string;
  readonly bills: number;
  readonly creditNotes: number;
  readonly products: number;
  readonly openPayments: number;
  readonly waitingForOffice: number;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  readonly lastSaleAt: number | null;
  readonly lastDocuments: readonly LastDocument[];
};

/** The last document of every series, newest year first. */
export const LAST_DOCUMENTS = `SELECT kind, financial_year AS financialYear, letter,
    coalesce(
      (SELECT invoice_number FROM orders o WHERE o.series_id = s.series_id AND o.series_number = s.next_number - 1),
      (SELECT credit_note_number FROM credit_notes c WHERE c.series_id = s.series_id AND c.series_number = s.next_number - 1)
    ) AS number
  FROM invoice_series s WHERE next_number > 1 ORDER BY financial_year DESC, kind DESC, letter DESC LIMIT 20`;
const SHOP = `SELECT json_extract(value, '$.name') AS name, json_extract(value, '$.tillCode') AS tillCode
  FROM settings WHERE key = 'shop'`;
const OPEN_PAYMENTS = `SELECT count(*) FROM payment_attempts WHERE state IN ('CREATED', 'SENDING', 'PENDING', 'UNKNOWN',
  'VOID_DUE', 'VOID_UNKNOWN', 'REFUND_DUE', 'REFUND_UNKNOWN')`;

/** The last number of every series of a store, newest year first. */
function lastDocumentsOf(db: Database.Database): LastDocument[] {
  return db
    .prepare<[], LastDocument & { number: string | null }>(LAST_DOCUMENTS)
    .all()
    .filter(({ number }) => number !== null);
}

/** Reads what a store of any version holds. Throws what SQLite says where it can't be read. */
export function holdingsOf(db: Database.Database): Holdings {
  const stamp = readStamp(db);
  const shop = db.prepare<[], { name: string | null; tillCode: string | null }>(SHOP).get();
  const number = (sql: string): number => Number(db.prepare(sql).pluck().get() ?? 0);
  const days = db
    .prepare<[], { first: string | null; last: string | null }>(
      'SELECT min(business_date) AS first, max(business_date) AS last FROM orders WHERE invoice_number IS NOT NULL',
    )
    .get();
  const newest = 'SELECT paid_at FROM orders WHERE invoice_number IS NOT NULL ORDER BY seq DESC LIMIT 1';
  return {
    schemaVersion: pragmaNumber(db, 'user_version'),
    madeAt: stamp?.madeAt ?? null,
    backupId: stamp?.backupId ?? null,
    mode: stamp?.mode ?? null,
    shopName: shop?.name ?? '',
    tillCode: shop?.tillCode ?? '',
    bills: number('SELECT count(*) FROM orders WHERE invoice_number IS NOT NULL'),
    creditNotes: number('SELECT count(*) FROM credit_notes'),
    products: number('SELECT count(*) FROM products'),
    openPayments: number(OPEN_PAYMENTS),
    waitingForOffice: number('SELECT count(*) FROM outbox WHERE acked_at IS NULL'),
    firstDate: days?.first ?? null,
    lastDate: days?.last ?? null,
    lastSaleAt: number(newest) || null,
    lastDocuments: lastDocumentsOf(db),
  };
}
