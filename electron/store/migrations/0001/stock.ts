/**
 * Stock: how much of each product there is, and why it changed. What is sold is in order_lines and isn't written twice: a
 * level is the sum of the movements less the lines of the paid orders.
 */
export const stock = [
  `CREATE TABLE stock_levels (
    product_id TEXT PRIMARY KEY CHECK (length(product_id) = 36),
    quantity_milli INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE stock_movements (
    movement_seq INTEGER PRIMARY KEY,
    product_id TEXT NOT NULL CHECK (length(product_id) = 36),
    kind TEXT NOT NULL CHECK (kind IN ('opening', 'received', 'returned', 'damaged', 'counted')),
    quantity_milli INTEGER NOT NULL,
    source_id TEXT,
    reason TEXT,
    person_id TEXT REFERENCES people (person_id),
    at INTEGER NOT NULL
  ) STRICT`,
  `CREATE INDEX stock_movements_by_product ON stock_movements (product_id, movement_seq)`,
] as const;
