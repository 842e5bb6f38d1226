/** What the file knows of itself: the shop's settings, the schema's history, and whether the last stop was clean. */
export const house = [
  `CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value)),
    updated_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE schema_history (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at INTEGER NOT NULL
  ) STRICT`,
  // One row: the run that has the file open, or the last one that had.
  `CREATE TABLE last_run (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    opened_at INTEGER NOT NULL,
    closed_at INTEGER
  ) STRICT`,
  `CREATE TABLE notices (
    notice_id TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    at INTEGER NOT NULL,
    order_id TEXT,
    invoice_number TEXT,
    amount_paise INTEGER,
    dismissed_at INTEGER
  ) STRICT`,
  `CREATE INDEX notices_shown ON notices (at) WHERE dismissed_at IS NULL`,
] as const;
