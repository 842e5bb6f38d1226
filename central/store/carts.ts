import type { Paise } from '../../shared/domain/money.ts';
import type { Querier } from './db.ts';

/** Whose cart: a till's, which is the user of the base contract. */
export type CartOwner = { readonly shopId: number; readonly tillId: number };

export type CartItem = {
  readonly id: number;
  readonly product_id: number | null;
  readonly title: string;
  readonly brand: string;
  readonly size: string;
  readonly color: string;
  readonly quantity: number;
  readonly price_paise: Paise;
};

export type Cart = { readonly created_at: number; readonly updated_at: number };

/** The till's cart, or null when it never had one. `lock` keeps it for this transaction. */
export async function findCart(db: Querier, owner: CartOwner, lock = false): Promise<Cart | null> {
  const rows = await db.query<Cart>(
    `SELECT created_at, updated_at FROM carts WHERE shop_id = $1 AND till_id = $2${lock ? ' FOR UPDATE' : ''}`,
    [owner.shopId, owner.tillId],
  );
  return rows[0] ?? null;
}

/** Makes the till's cart where there is none; true when it was made now. */
export async function ensureCart(db: Querier, owner: CartOwner, at: number): Promise<boolean> {
  const rows = await db.query(
    `INSERT INTO carts (shop_id, till_id, created_at, updated_at) VALUES ($1, $2, $3, $3)
      ON CONFLICT (shop_id, till_id) DO NOTHING RETURNING shop_id`,
    [owner.shopId, owner.tillId, at],
  );
  return rows.length === 1;
}

/** What is in the cart, in the order in which it was put there. */
export async function cartItems(db: Querier, owner: CartOwner): Promise<CartItem[]> {
  return db.query<CartItem>(
    `SELECT id, product_id, title, brand, size, color, quantity, price_paise FROM cart_items
      WHERE shop_id = $1 AND till_id = $2 ORDER BY id`,
    [owner.shopId, owner.tillId],
  );
}

/** Puts something into the cart and gives back its number there. */
export async function addCartItem(
  db: Querier,
  owner: CartOwner,
  item: Omit<CartItem, 'id'>,
  at: number,
): Promise<number> {
  const rows = await db.query<{ id: number }>(
    `INSERT INTO cart_items (shop_id, till_id, product_id, title, brand, size, color, quantity, price_paise, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
    [
      owner.shopId,
      owner.tillId,
      item.product_id,
      item.title,
      item.brand,
      item.size,
      item.color,
      item.quantity,
      item.price_paise,
      at,
    ],
  );
  return rows[0]?.id ?? 0;
}

/** Changes how much of something is in the cart; false when it is not there, or when its price would pass `mostPaise`. */
export async function setCartQuantity(
  db: Querier,
  owner: CartOwner,
  id: number,
  quantity: number,
  mostPaise: number,
): Promise<boolean> {
  const rows = await db.query(
    `UPDATE cart_items SET quantity = $4 WHERE shop_id = $1 AND till_id = $2 AND id = $3
      AND price_paise * $4::bigint <= $5 RETURNING id`,
    [owner.shopId, owner.tillId, id, quantity, mostPaise],
  );
  return rows.length === 1;
}

/** Takes something out of the cart; false when it is not there. */
export async function dropCartItem(db: Querier, owner: CartOwner, id: number): Promise<boolean> {
  const rows = await db.query(
    'DELETE FROM cart_items WHERE shop_id = $1 AND till_id = $2 AND id = $3 RETURNING id',
    [owner.shopId, owner.tillId, id],
  );
  return rows.length === 1;
}

/** Empties the cart. */
export async function emptyCart(db: Querier, owner: CartOwner): Promise<void> {
  await db.query('DELETE FROM cart_items WHERE shop_id = $1 AND till_id = $2', [owner.shopId, owner.tillId]);
}

/** Removes the cart; false when there was none. */
export async function dropCart(tx: Querier, owner: CartOwner): Promise<boolean> {
  await emptyCart(tx, owner);
  const rows = await tx.query('DELETE FROM carts WHERE shop_id = $1 AND till_id = $2 RETURNING shop_id', [
    owner.shopId,
    owner.tillId,
  ]);
  return rows.length === 1;
}
