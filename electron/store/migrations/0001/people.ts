/** Those who work in the shop, and those who buy there by name. */
export const people = [
  `CREATE TABLE people (
    person_id TEXT PRIMARY KEY CHECK (length(person_id) = 36),
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'cashier')),
    pin_hash TEXT,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE customers (
    customer_id TEXT PRIMARY KEY CHECK (length(customer_id) = 36),
    name TEXT NOT NULL,
    phone TEXT,
    email TEXT,
    gstin TEXT,
    address TEXT,
    state_code TEXT CHECK (length(state_code) = 2),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT`,
  `CREATE INDEX customers_by_phone ON customers (phone) WHERE phone IS NOT NULL`,
] as const;
