/** The cart in hand, which a crash or a reload gives back, and the carts that were put aside. */
export const carts = [
  `CREATE TABLE held_carts (
    order_id TEXT PRIMARY KEY CHECK (length(order_id) = 36),
    slot TEXT NOT NULL CHECK (slot IN ('in-hand', 'held')),
    label TEXT,
    cart TEXT NOT NULL CHECK (json_valid(cart)),
    saved_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE UNIQUE INDEX one_cart_in_hand ON held_carts (slot) WHERE slot = 'in-hand'`,
] as const;
