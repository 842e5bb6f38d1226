import type { OrderId } from '../../../shared/domain/ids.ts';
import type { Reader, Writer } from '../handles.ts';

/** A cart as it is kept: `cart` is the JSON of the contract's SavedCart. */
export type HeldCart = {
  readonly orderId: OrderId;
  readonly slot: 'in-hand' | 'held';
  readonly label: string | null;
  readonly cart: string;
  readonly savedAt: number;
};

const FIELDS = 'order_id AS orderId, slot, label, cart, saved_at AS savedAt';
const DROP_IN_HAND = `DELETE FROM held_carts WHERE slot = 'in-hand'`;
const DROP = 'DELETE FROM held_carts WHERE order_id = ?';
const SAVE = `INSERT OR REPLACE INTO held_carts (order_id, slot, label, cart, saved_at)
  VALUES (@orderId, @slot, @label, @cart, @savedAt)`;
const IN_HAND = `SELECT ${FIELDS} FROM held_carts WHERE slot = 'in-hand'`;
const HELD = `SELECT ${FIELDS} FROM held_carts WHERE slot = 'held' ORDER BY saved_at`;

/** Keeps the cart in hand, in place of the last one. Called inside a transaction. */
export function saveCartInHand(db: Writer, orderId: OrderId, cart: string, savedAt: number): void {
  db.change<[]>(DROP_IN_HAND).run([]);
  const row: HeldCart = { orderId, slot: 'in-hand', label: null, cart, savedAt };
  db.change<HeldCart>(SAVE).run(row);
}

/** The cart in hand, or null. */
export function findCartInHand(db: Reader): HeldCart | null {
  return db.query<[], HeldCart>(IN_HAND).get([]) ?? null;
}

/** Puts a cart aside under a label. */
export function holdCart(db: Writer, cart: HeldCart): void {
  db.change<HeldCart>(SAVE).run(cart);
}

/** The carts that were put aside, oldest first. */
export function listHeldCarts(db: Reader): HeldCart[] {
  return db.query<[], HeldCart>(HELD).all([]);
}

/** Forgets a cart, in hand or held; true when there was one. */
export function dropCart(db: Writer, orderId: OrderId): boolean {
  return db.change<[OrderId]>(DROP).run([orderId]).changes === 1;
}
