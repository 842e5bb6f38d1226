/** The shop's days, the shifts at the till, the cash that moves in them, and the sums of each day. */
export const days = [
  `CREATE TABLE business_days (
    business_date TEXT PRIMARY KEY CHECK (business_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    closed_by TEXT REFERENCES people (person_id),
    -- The signed list of what was still open, when a day is closed in spite of it (FIELD 4.12).
    exceptions TEXT CHECK (exceptions IS NULL OR json_valid(exceptions))
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE shifts (
    shift_id TEXT PRIMARY KEY CHECK (length(shift_id) = 36),
    till_code TEXT NOT NULL,
    person_id TEXT REFERENCES people (person_id),
    business_date TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    float_paise INTEGER NOT NULL CHECK (float_paise >= 0),
    closed_at INTEGER,
    counted_paise INTEGER CHECK (counted_paise >= 0),
    expected_paise INTEGER,
    CHECK ((closed_at IS NULL) = (counted_paise IS NULL))
  ) STRICT`,
  `CREATE UNIQUE INDEX one_open_shift_per_till ON shifts (till_code) WHERE closed_at IS NULL`,
  `CREATE INDEX shifts_by_date ON shifts (business_date)`,
  `CREATE TABLE cash_movements (
    movement_id TEXT PRIMARY KEY CHECK (length(movement_id) = 36),
    shift_id TEXT REFERENCES shifts (shift_id),
    business_date TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('cash-in', 'cash-out')),
    amount_paise INTEGER NOT NULL CHECK (amount_paise > 0),
    reason TEXT NOT NULL,
    person_id TEXT REFERENCES people (person_id),
    at INTEGER NOT NULL
  ) STRICT`,
  `CREATE INDEX cash_movements_by_shift ON cash_movements (shift_id)`,
  `CREATE INDEX cash_movements_by_date ON cash_movements (business_date)`,
  // Kept in the transaction of each sale, so that a day's review costs the same at any number of orders.
  `CREATE TABLE day_totals (
    business_date TEXT NOT NULL,
    dimension TEXT NOT NULL
      CHECK (dimension IN ('sales', 'tender', 'hour', 'tax', 'category', 'refunds', 'refund-tender', 'refund-tax')),
    -- Empty for 'sales' and 'refunds'; else the tender kind, the hour 00 to 23, the rate in basis points, the category.
    key TEXT NOT NULL,
    bill_count INTEGER NOT NULL DEFAULT 0,
    amount_paise INTEGER NOT NULL DEFAULT 0,
    discount_paise INTEGER NOT NULL DEFAULT 0,
    taxable_paise INTEGER NOT NULL DEFAULT 0,
    cgst_paise INTEGER NOT NULL DEFAULT 0,
    sgst_paise INTEGER NOT NULL DEFAULT 0,
    igst_paise INTEGER NOT NULL DEFAULT 0,
    round_off_paise INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (business_date, dimension, key)
  ) STRICT, WITHOUT ROWID`,
] as const;
