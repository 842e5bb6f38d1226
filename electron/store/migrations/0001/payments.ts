/**
 * Payment attempts (FIELD 4), the steps of their lives, the tenders they become, and the presses of Charge that began them.
 * Nothing here may hold a whole card number: last four digits, the gateway's mask and its token only.
 */
const openStates = `('CREATED', 'SENDING', 'PENDING', 'UNKNOWN')`;

export const payments = [
  `CREATE TABLE payment_attempts (
    attempt_seq INTEGER PRIMARY KEY,
    attempt_id TEXT NOT NULL UNIQUE CHECK (length(attempt_id) = 36),
    order_seq INTEGER NOT NULL REFERENCES orders (seq),
    version INTEGER NOT NULL DEFAULT 1,
    kind TEXT NOT NULL CHECK (kind IN ('card-terminal', 'upi-qr', 'card-manual', 'card-keyed')),
    amount_paise INTEGER NOT NULL CHECK (amount_paise > 0),
    approved_paise INTEGER CHECK (approved_paise >= 0),
    state TEXT NOT NULL CHECK (state IN ('CREATED', 'SENDING', 'PENDING', 'APPROVED', 'DECLINED', 'CANCELLED',
      'NOT_SENT', 'UNKNOWN', 'RESOLVED_PAID', 'RESOLVED_UNPAID', 'VOID_DUE', 'VOIDED', 'VOID_UNKNOWN', 'REFUND_DUE',
      'REFUNDED', 'REFUND_UNKNOWN', 'REFUND_REFUSED')),
    reason TEXT,
    cancel_requested INTEGER NOT NULL DEFAULT 0 CHECK (cancel_requested IN (0, 1)),
    superseded INTEGER NOT NULL DEFAULT 0 CHECK (superseded IN (0, 1)),
    unwanted INTEGER NOT NULL DEFAULT 0 CHECK (unwanted IN (0, 1)),
    -- The processing window ended: the terminal no longer shows this amount.
    terminal_released INTEGER NOT NULL DEFAULT 0 CHECK (terminal_released IN (0, 1)),
    request_id TEXT NOT NULL UNIQUE,
    request_hash TEXT NOT NULL,
    gateway TEXT NOT NULL,
    gateway_handle TEXT,
    merchant_id TEXT,
    terminal_id TEXT,
    window_started_at INTEGER,
    transaction_id TEXT CHECK (length(transaction_id) <= 100),
    payment_token TEXT CHECK (length(payment_token) <= 100),
    auth_code TEXT CHECK (length(auth_code) <= 50),
    rrn TEXT,
    batch TEXT,
    tid TEXT,
    mid TEXT,
    scheme TEXT,
    last_four TEXT CHECK (length(last_four) = 4),
    masked_card TEXT,
    entry_mode TEXT,
    pin_verified INTEGER CHECK (pin_verified IN (0, 1)),
    host_code TEXT,
    host_message TEXT,
    gateway_response TEXT CHECK (gateway_response IS NULL OR json_valid(gateway_response)),
    void_id TEXT NOT NULL UNIQUE,
    refund_id TEXT NOT NULL UNIQUE,
    slip_date TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CHECK (kind <> 'card-terminal' OR terminal_id IS NOT NULL)
  ) STRICT`,
  `CREATE UNIQUE INDEX one_open_attempt_per_order ON payment_attempts (order_seq)
    WHERE superseded = 0 AND state IN ${openStates}`,
  // FIELD 4.6: else the next customer taps on the last one's bill. A superseded attempt holds its terminal too, until it is final or its window ends.
  `CREATE UNIQUE INDEX one_open_attempt_per_terminal ON payment_attempts (terminal_id)
    WHERE terminal_released = 0 AND terminal_id IS NOT NULL AND state IN ${openStates}`,
  // FIELD 4.11: a slip typed by hand is taken once.
  `CREATE UNIQUE INDEX one_use_of_a_slip ON payment_attempts (rrn, auth_code, slip_date) WHERE kind = 'card-manual'`,
  `CREATE INDEX payment_attempts_by_order ON payment_attempts (order_seq)`,
  `CREATE INDEX payment_attempts_unfinished ON payment_attempts (attempt_seq)
    WHERE state IN ('CREATED', 'SENDING', 'PENDING', 'UNKNOWN', 'VOID_DUE', 'VOID_UNKNOWN', 'REFUND_DUE', 'REFUND_UNKNOWN')`,
  `CREATE INDEX payment_attempts_by_rrn ON payment_attempts (rrn) WHERE rrn IS NOT NULL`,
  `CREATE TABLE payment_attempt_events (
    attempt_seq INTEGER NOT NULL REFERENCES payment_attempts (attempt_seq),
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    event TEXT NOT NULL,
    from_state TEXT,
    to_state TEXT NOT NULL,
    reason TEXT,
    PRIMARY KEY (attempt_seq, version)
  ) STRICT, WITHOUT ROWID`,
  // What one press of Charge began, so that a repeat of it answers the same (FIELD 4.9).
  `CREATE TABLE charge_requests (
    request_id TEXT PRIMARY KEY CHECK (length(request_id) = 36),
    order_seq INTEGER NOT NULL REFERENCES orders (seq),
    body_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX charge_requests_by_order ON charge_requests (order_seq)`,
  `CREATE TABLE tenders (
    order_seq INTEGER NOT NULL REFERENCES orders (seq),
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 100),
    tender_id TEXT NOT NULL CHECK (length(tender_id) = 36),
    kind TEXT NOT NULL CHECK (kind IN ('card-terminal', 'cash', 'upi-qr', 'card-manual', 'card-keyed')),
    amount_paise INTEGER NOT NULL CHECK (amount_paise > 0),
    received_paise INTEGER,
    change_paise INTEGER,
    attempt_seq INTEGER REFERENCES payment_attempts (attempt_seq),
    scheme TEXT,
    last_four TEXT CHECK (length(last_four) = 4),
    rrn TEXT,
    auth_code TEXT,
    business_date TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    -- When the approval behind it went back before the order was paid.
    withdrawn_at INTEGER,
    PRIMARY KEY (order_seq, position),
    CHECK ((kind = 'cash') = (attempt_seq IS NULL)),
    CHECK ((kind = 'cash') = (received_paise IS NOT NULL)),
    CHECK ((received_paise IS NULL) = (change_paise IS NULL)),
    CHECK (received_paise IS NULL OR (change_paise >= 0 AND received_paise - change_paise = amount_paise))
  ) STRICT, WITHOUT ROWID`,
  `CREATE UNIQUE INDEX tenders_by_attempt ON tenders (attempt_seq) WHERE attempt_seq IS NOT NULL`,
  `CREATE INDEX tenders_by_last_four ON tenders (last_four, order_seq) WHERE last_four IS NOT NULL`,
] as const;
