import type { Migration } from './migration.ts';

const appendOnly = (table: string): readonly string[] => [
  `CREATE TRIGGER ${table}_never_changes BEFORE UPDATE ON ${table}
    BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
  `CREATE TRIGGER ${table}_is_kept BEFORE DELETE ON ${table}
    BEGIN SELECT RAISE(ABORT, '${table} keeps every row'); END`,
];

const dayIsClosed = `EXISTS (SELECT 1 FROM business_days WHERE business_date = NEW.business_date AND closed_at IS NOT NULL)`;

/** What one press of Refund gives back: its money goes by one or several refunds, and one credit note says so. */
const returns = [
  `CREATE TABLE returns (
    return_id TEXT PRIMARY KEY CHECK (length(return_id) = 36),
    order_seq INTEGER NOT NULL REFERENCES orders (seq),
    body_hash TEXT NOT NULL,
    destination TEXT NOT NULL CHECK (destination IN ('instrument', 'cash')),
    restock INTEGER NOT NULL CHECK (restock IN (0, 1)),
    reason TEXT NOT NULL,
    taxable_paise INTEGER NOT NULL,
    tax_paise INTEGER NOT NULL,
    round_off_paise INTEGER NOT NULL,
    payback_paise INTEGER NOT NULL CHECK (payback_paise > 0),
    person_id TEXT REFERENCES people (person_id),
    created_at INTEGER NOT NULL,
    CHECK (taxable_paise + tax_paise + round_off_paise = payback_paise)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX returns_by_order ON returns (order_seq)`,
  ...appendOnly('returns'),
  `ALTER TABLE refunds ADD COLUMN return_id TEXT REFERENCES returns (return_id)`,
  `CREATE INDEX refunds_by_return ON refunds (return_id) WHERE return_id IS NOT NULL`,
];

/** Whatever code runs: never more back than was sold and paid, and money that went back stays gone. */
const bounds = [
  `CREATE TRIGGER refund_lines_stay_within_the_sale BEFORE INSERT ON refund_lines
    WHEN NEW.quantity_milli + (SELECT coalesce(sum(quantity_milli), 0) FROM refund_lines
        WHERE order_seq = NEW.order_seq AND position = NEW.position)
      > (SELECT quantity_milli FROM order_lines WHERE order_seq = NEW.order_seq AND position = NEW.position)
    BEGIN SELECT RAISE(ABORT, 'no more comes back than was sold'); END`,
  `CREATE TRIGGER refunds_stay_within_the_bill BEFORE INSERT ON refunds
    WHEN NEW.amount_paise + (SELECT coalesce(sum(amount_paise), 0) FROM refunds WHERE order_seq = NEW.order_seq)
      > (SELECT total_paise FROM orders WHERE seq = NEW.order_seq)
    BEGIN SELECT RAISE(ABORT, 'no more goes back than was paid'); END`,
  `CREATE TRIGGER refunds_keep_identity BEFORE UPDATE ON refunds
    WHEN NEW.refund_id IS NOT OLD.refund_id OR NEW.order_seq IS NOT OLD.order_seq
      OR NEW.attempt_seq IS NOT OLD.attempt_seq OR NEW.amount_paise IS NOT OLD.amount_paise
      OR NEW.return_id IS NOT OLD.return_id OR NEW.created_at IS NOT OLD.created_at
    BEGIN SELECT RAISE(ABORT, 'a refund keeps its identity'); END`,
  `CREATE TRIGGER refunds_count_versions BEFORE UPDATE ON refunds WHEN NEW.version <> OLD.version + 1
    BEGIN SELECT RAISE(ABORT, 'every change of a refund counts its version up by one'); END`,
  `CREATE TRIGGER refunds_stay_done BEFORE UPDATE ON refunds WHEN OLD.state = 'DONE'
      AND (NEW.state <> 'DONE' OR NEW.tender_kind <> OLD.tender_kind OR NEW.business_date <> OLD.business_date)
    BEGIN SELECT RAISE(ABORT, 'money that went back stays gone'); END`,
  `CREATE TRIGGER refunds_keep_closed_days BEFORE UPDATE ON refunds
    WHEN NEW.state = 'DONE' AND OLD.state <> 'DONE' AND ${dayIsClosed}
    BEGIN SELECT RAISE(ABORT, 'no refund enters a closed day'); END`,
  `CREATE TRIGGER credit_notes_keep_closed_days BEFORE INSERT ON credit_notes WHEN ${dayIsClosed}
    BEGIN SELECT RAISE(ABORT, 'no credit note enters a closed day'); END`,
];

/** What a day's comparison with the gateway's list found; the newest of a day counts. */
const reconciliations = [
  `CREATE TABLE reconciliations (
    reconciliation_seq INTEGER PRIMARY KEY,
    business_date TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    matched INTEGER NOT NULL CHECK (matched >= 0),
    differences TEXT NOT NULL CHECK (json_valid(differences))
  ) STRICT`,
  `CREATE INDEX reconciliations_by_date ON reconciliations (business_date, reconciliation_seq)`,
  ...appendOnly('reconciliations'),
  `CREATE INDEX payment_attempts_by_time ON payment_attempts (created_at)`,
  `CREATE INDEX audit_exceptions ON audit (at) WHERE action = 'payment-exception'`,
];

/** Returns over one or several refunds, and the comparison of a day with the gateway's list. */
export const returnsAndReconciliation: Migration = {
  version: 2,
  name: 'returns-and-reconciliation',
  statements: [...returns, ...bounds, ...reconciliations],
};
