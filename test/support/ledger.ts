/** What a till's store says, read through a connection of the test's own that cannot write. */
import Database from 'better-sqlite3';

export type LedgerOrder = {
  readonly seq: number;
  readonly orderId: string;
  readonly state: string;
  readonly businessDate: string;
  readonly seriesId: number | null;
  readonly seriesNumber: number | null;
  readonly invoiceNumber: string | null;
  readonly paidAt: number | null;
  readonly totalPaise: number;
  readonly subtotalPaise: number;
  readonly taxPaise: number;
  readonly discountPaise: number;
  readonly roundOffPaise: number;
  readonly lineCount: number;
};

export type LedgerLine = {
  readonly orderSeq: number;
  readonly productId: string | null;
  readonly category: string | null;
  readonly quantityMilli: number;
  readonly discountPaise: number;
  readonly taxablePaise: number;
  readonly gstRateBp: number;
  readonly cgstPaise: number;
  readonly sgstPaise: number;
  readonly igstPaise: number;
  readonly totalPaise: number;
};

export type LedgerTender = {
  readonly orderSeq: number;
  readonly kind: string;
  readonly amountPaise: number;
  readonly attemptId: string | null;
};

export type LedgerAttempt = {
  readonly attemptSeq: number;
  readonly attemptId: string;
  readonly orderId: string;
  readonly orderSeq: number;
  readonly kind: string;
  readonly state: string;
  readonly version: number;
  readonly amountPaise: number;
  readonly approvedPaise: number | null;
  readonly rrn: string | null;
  readonly unwanted: number;
  readonly superseded: number;
};

export type LedgerEvent = {
  readonly attemptSeq: number;
  readonly version: number;
  readonly event: string;
  readonly fromState: string | null;
  readonly toState: string;
};

export type LedgerDayTotal = {
  readonly businessDate: string;
  readonly dimension: string;
  readonly key: string;
  readonly billCount: number;
  readonly amountPaise: number;
  readonly discountPaise: number;
  readonly taxablePaise: number;
  readonly cgstPaise: number;
  readonly sgstPaise: number;
  readonly igstPaise: number;
  readonly roundOffPaise: number;
};

export type LedgerOutboxRow = {
  /** Null where the order that was sent is lost. */
  readonly aggregateId: string | null;
  readonly kind: string;
  readonly payload: string | null;
  readonly payloadHash: string;
};

/** Money that goes back of a paid order because goods came back; a bill that was given up has no sums to take it from. */
export type LedgerRefund = {
  readonly refundId: string;
  readonly orderSeq: number;
  readonly attemptId: string | null;
  readonly kind: string;
  readonly tenderKind: string;
  readonly amountPaise: number;
  readonly state: string;
  readonly businessDate: string;
  readonly creditNoteId: string | null;
};

export type LedgerCreditNote = {
  readonly creditNoteId: string;
  readonly seriesId: number;
  readonly seriesNumber: number;
  readonly creditNoteNumber: string;
  readonly businessDate: string;
  readonly totalPaise: number;
  readonly roundOffPaise: number;
};

/** A line that came back, at the rate at which it was sold. */
export type LedgerCreditedLine = Pick<
  LedgerLine,
  'gstRateBp' | 'taxablePaise' | 'cgstPaise' | 'sgstPaise' | 'igstPaise' | 'totalPaise'
> & { readonly creditNoteId: string | null };

/** The rows of a store that money depends on; one consistent picture of one moment. */
export type Ledger = {
  /** What SQLite itself finds wrong: of the pages, and of the foreign keys. */
  readonly damage: readonly string[];
  readonly orders: readonly LedgerOrder[];
  readonly lines: readonly LedgerLine[];
  /** Those that were not withdrawn. */
  readonly tenders: readonly LedgerTender[];
  readonly attempts: readonly LedgerAttempt[];
  readonly events: readonly LedgerEvent[];
  readonly refunds: readonly LedgerRefund[];
  readonly creditNotes: readonly LedgerCreditNote[];
  readonly creditedLines: readonly LedgerCreditedLine[];
  readonly series: readonly {
    readonly seriesId: number;
    readonly prefix: string;
    readonly nextNumber: number;
  }[];
  readonly dayTotals: readonly LedgerDayTotal[];
  readonly outbox: readonly LedgerOutboxRow[];
  readonly audited: readonly { readonly action: string; readonly subjectId: string }[];
  readonly stock: readonly { readonly productId: string; readonly quantityMilli: number }[];
  readonly moved: readonly { readonly productId: string; readonly quantityMilli: number }[];
  readonly carts: readonly { readonly orderId: string; readonly slot: string; readonly cart: string }[];
  readonly notices: readonly {
    readonly code: string;
    readonly orderId: string | null;
    readonly invoiceNumber: string | null;
    readonly amountPaise: number | null;
  }[];
  /** The orders that the search of orders knows. */
  readonly indexedOrders: readonly number[];
  /** The zone whose hours the day's sums go by. */
  readonly zone: string;
};

const ORDERS = `SELECT seq, order_id AS orderId, state, business_date AS businessDate, series_id AS seriesId,
  series_number AS seriesNumber, invoice_number AS invoiceNumber, paid_at AS paidAt, total_paise AS totalPaise,
  subtotal_paise AS subtotalPaise, tax_paise AS taxPaise, discount_paise AS discountPaise,
  round_off_paise AS roundOffPaise, line_count AS lineCount FROM orders ORDER BY seq`;
const LINES = `SELECT order_seq AS orderSeq, t.product_id AS productId, t.category, quantity_milli AS quantityMilli,
  discount_paise AS discountPaise, taxable_paise AS taxablePaise, gst_rate_bp AS gstRateBp, cgst_paise AS cgstPaise,
  sgst_paise AS sgstPaise, igst_paise AS igstPaise, total_paise AS totalPaise
  FROM order_lines JOIN line_texts t USING (text_id) ORDER BY order_seq, position`;
const TENDERS = `SELECT t.order_seq AS orderSeq, t.kind, t.amount_paise AS amountPaise, a.attempt_id AS attemptId
  FROM tenders t LEFT JOIN payment_attempts a USING (attempt_seq) WHERE t.withdrawn_at IS NULL ORDER BY 1, t.position`;
const ATTEMPTS = `SELECT attempt_seq AS attemptSeq, attempt_id AS attemptId, o.order_id AS orderId, a.order_seq AS orderSeq,
  a.kind, a.state, a.version, amount_paise AS amountPaise, approved_paise AS approvedPaise, rrn, unwanted, superseded
  FROM payment_attempts a JOIN orders o ON o.seq = a.order_seq ORDER BY attempt_seq`;
const EVENTS = `SELECT attempt_seq AS attemptSeq, version, event, from_state AS fromState, to_state AS toState
  FROM payment_attempt_events ORDER BY attempt_seq, version`;
const REFUNDS = `SELECT r.refund_id AS refundId, r.order_seq AS orderSeq, a.attempt_id AS attemptId, r.kind,
  r.tender_kind AS tenderKind, r.amount_paise AS amountPaise, r.state, r.business_date AS businessDate,
  r.credit_note_id AS creditNoteId FROM refunds r LEFT JOIN payment_attempts a USING (attempt_seq)
  WHERE r.return_id IS NOT NULL ORDER BY refund_seq`;
const CREDIT_NOTES = `SELECT credit_note_id AS creditNoteId, series_id AS seriesId, series_number AS seriesNumber,
  credit_note_number AS creditNoteNumber, business_date AS businessDate, total_paise AS totalPaise,
  round_off_paise AS roundOffPaise FROM credit_notes ORDER BY series_id, series_number`;
const CREDITED_LINES = `SELECT r.credit_note_id AS creditNoteId, o.gst_rate_bp AS gstRateBp, c.taxable_paise AS taxablePaise,
  c.cgst_paise AS cgstPaise, c.sgst_paise AS sgstPaise, c.igst_paise AS igstPaise, c.total_paise AS totalPaise
  FROM refund_lines c JOIN refunds r USING (refund_seq)
  JOIN order_lines o ON o.order_seq = c.order_seq AND o.position = c.position`;
const SERIES = 'SELECT series_id AS seriesId, prefix, next_number AS nextNumber FROM invoice_series';
const DAY_TOTALS = `SELECT business_date AS businessDate, dimension, key, bill_count AS billCount, amount_paise AS amountPaise,
  discount_paise AS discountPaise, taxable_paise AS taxablePaise, cgst_paise AS cgstPaise, sgst_paise AS sgstPaise,
  igst_paise AS igstPaise, round_off_paise AS roundOffPaise FROM day_totals`;
const OUTBOX = `SELECT aggregate_id AS aggregateId, kind, payload, payload_hash AS payloadHash, outbox_seq FROM outbox
  UNION ALL SELECT o.order_id, 'order-completed', NULL, lower(hex(p.payload_hash)), p.outbox_seq
  FROM outbox_sent p LEFT JOIN orders o ON o.seq = p.order_seq ORDER BY outbox_seq`;
const AUDITED = `SELECT a.action, coalesce(a.subject_id, o.order_id) AS subjectId
  FROM audit a LEFT JOIN orders o ON o.seq = a.order_seq ORDER BY a.audit_seq`;
const STOCK = 'SELECT product_id AS productId, quantity_milli AS quantityMilli FROM stock_levels';
const MOVED = `SELECT product_id AS productId, sum(quantity_milli) AS quantityMilli FROM stock_movements GROUP BY product_id`;
const CARTS = 'SELECT order_id AS orderId, slot, cart FROM held_carts';
const NOTICES = `SELECT code, order_id AS orderId, invoice_number AS invoiceNumber, amount_paise AS amountPaise
  FROM notices WHERE dismissed_at IS NULL ORDER BY at`;
const INDEXED = 'SELECT rowid FROM order_search ORDER BY rowid';
const ZONE = `SELECT json_extract(value, '$.zone') FROM settings WHERE json_extract(value, '$.zone') IS NOT NULL`;

function damageOf(db: Database.Database): string[] {
  const pages = db.prepare<[], string>('PRAGMA integrity_check').pluck().all();
  const keys = db.prepare<[], object>('PRAGMA foreign_key_check').all();
  return [...pages.filter((line) => line !== 'ok'), ...keys.map((row) => JSON.stringify(row))];
}

/** The rows of an open store, for one that has its connection already. */
export function readAll(db: Database.Database): Ledger {
  const rows = <T>(sql: string): T[] => db.prepare<[], T>(sql).all();
  return {
    damage: damageOf(db),
    orders: rows(ORDERS),
    lines: rows(LINES),
    tenders: rows(TENDERS),
    attempts: rows(ATTEMPTS),
    events: rows(EVENTS),
    refunds: rows(REFUNDS),
    creditNotes: rows(CREDIT_NOTES),
    creditedLines: rows(CREDITED_LINES),
    series: rows(SERIES),
    dayTotals: rows(DAY_TOTALS),
    outbox: rows(OUTBOX),
    audited: rows(AUDITED),
    stock: rows(STOCK),
    moved: rows(MOVED),
    carts: rows(CARTS),
    notices: rows(NOTICES),
    indexedOrders: db.prepare<[], number>(INDEXED).pluck().all(),
    zone: db.prepare<[], string>(ZONE).pluck().get() ?? 'Asia/Kolkata',
  };
}

/** Reads a store, also while a till has it open. @throws what SQLite says when the file is not there or not a store */
export function readLedger(storePath: string): Ledger {
  const db = new Database(storePath, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    return db.transaction(() => readAll(db))();
  } finally {
    db.close();
  }
}

/** A look at one fact of a running till's store, again and again; `close` ends it. */
export type StoreWatch = {
  /** Every attempt's state, oldest first. */
  attemptStates(): string[];
  /** Every order's state, oldest first. */
  orderStates(): string[];
  /** How many lines the saved cart in hand has. */
  cartLines(): number;
  /** State and progress of the newest import. */
  newestImport(): { readonly state: string; readonly staged: number } | null;
  close(): void;
};

/** Opens a second connection, which can only read, beside the till that writes. */
export function watchStore(storePath: string): StoreWatch {
  const db = new Database(storePath, { readonly: true, fileMustExist: true, timeout: 5000 });
  const texts = (sql: string): string[] => db.prepare<[], string>(sql).pluck().all();
  return {
    attemptStates: () => texts('SELECT state FROM payment_attempts ORDER BY attempt_seq'),
    orderStates: () => texts('SELECT state FROM orders ORDER BY seq'),
    cartLines: () =>
      db
        .prepare<[], number>(
          `SELECT json_array_length(cart, '$.lines') FROM held_carts WHERE slot = 'in-hand'`,
        )
        .pluck()
        .get() ?? 0,
    newestImport: () =>
      db
        .prepare<[], { state: string; staged: number }>(
          `SELECT state, (SELECT count(*) FROM product_versions v WHERE v.batch = b.number) AS staged
            FROM import_batches b WHERE number > 0 ORDER BY number DESC LIMIT 1`,
        )
        .get() ?? null,
    close: () => db.close(),
  };
}
