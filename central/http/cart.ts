import { addCartItemRequest, changeCartItemRequest } from '../../shared/contract/central-orders.ts';
import { multiplyPaise, sumPaise, toDecimalString } from '../../shared/domain/money.ts';
import { instant } from '../orders/order-view.ts';
import { MOST_PAISE, priceItems } from '../orders/price-order.ts';
import {
  addCartItem,
  cartItems,
  dropCart,
  dropCartItem,
  ensureCart,
  findCart,
  setCartQuantity,
  type CartItem,
  type CartOwner,
} from '../store/carts.ts';
import type { Querier } from '../store/db.ts';
import { productsByNumber } from '../store/products.ts';
import { answer, badField, badFields, notFound, type Answer } from './answers.ts';
import { indianDate, type OrderDeps } from './orders.ts';
import { pathNumber, readBody, type Handler } from './request.ts';

const MOST_ITEMS = 500;
export const cartNotFound: Answer = answer(404, { error: 'Cart not found' });

function itemView(item: CartItem): Record<string, unknown> {
  return {
    id: item.id,
    product: item.product_id,
    quantity: item.quantity,
    price: toDecimalString(item.price_paise),
    total_price: Number(toDecimalString(multiplyPaise(item.price_paise, item.quantity))),
    product_title: item.title,
    product_brand: item.brand,
    product_size: item.size,
    product_color: item.color,
  };
}

async function showCart(db: Querier, owner: CartOwner, status = 200): Promise<Answer> {
  const cart = await findCart(db, owner);
  if (cart === null) return cartNotFound;
  const items = await cartItems(db, owner);
  const total = sumPaise(items.map((item) => multiplyPaise(item.price_paise, item.quantity)));
  return answer(status, {
    items: items.map(itemView),
    total_items: items.reduce((sum, { quantity }) => sum + quantity, 0),
    total_amount: toDecimalString(total),
    created_at: instant(cart.created_at),
    updated_at: instant(cart.updated_at),
  });
}

/** GET cart. */
export const getCart =
  ({ db }: OrderDeps): Handler =>
  ({ caller }) =>
    showCart(db, caller);

/** POST cart: an empty one, where there is none. */
export const postCart =
  ({ db, surroundings }: OrderDeps): Handler =>
  async ({ caller }) => {
    const isNew = await ensureCart(db, caller, surroundings.now());
    return showCart(db, caller, isNew ? 201 : 200);
  };

/** DELETE cart, with all that is in it. */
export const deleteCart =
  ({ db }: OrderDeps): Handler =>
  async ({ caller }) => {
    const isGone = await db.transaction((tx) => dropCart(tx, caller));
    return isGone ? answer(204, undefined) : cartNotFound;
  };

/** POST cart/items: puts something in, and makes the cart where there is none. */
export const postCartItem =
  ({ db, surroundings }: OrderDeps): Handler =>
  async ({ caller, body }) => {
    const request = readBody(addCartItemRequest, body);
    if (!request.ok) return request.error;
    const at = surroundings.now();
    const item = {
      ...request.value,
      hsn: null,
      unit: null,
      discount: null,
      tax_amount: null,
      gst_rate_bp: null,
    };
    const numbers = item.product === null ? [] : [item.product];
    const products = await productsByNumber(db, caller.shopId, numbers, indianDate(at));
    const priced = priceItems([item], products);
    if (!priced.ok) {
      const [errors] = Object.values(priced.error).flat();
      return badFields(typeof errors === 'object' ? errors : {});
    }
    const [row] = priced.value;
    if (row === undefined) return notFound();
    const { title, brand, size, color, productId, unitPricePaise } = row;
    const isFull = await db.transaction(async (tx) => {
      await ensureCart(tx, caller, at);
      await findCart(tx, caller, true);
      if ((await cartItems(tx, caller)).length >= MOST_ITEMS) return true;
      const kept = { title, brand, size, color, product_id: productId, price_paise: unitPricePaise };
      await addCartItem(tx, caller, { ...kept, quantity: item.quantity }, at);
      return false;
    });
    return isFull ? badField('non_field_errors', 'The cart is full.') : showCart(db, caller, 201);
  };

/** PATCH cart/items/{id}: another quantity. */
export const patchCartItem =
  ({ db }: OrderDeps): Handler =>
  async ({ caller, params, body }) => {
    const request = readBody(changeCartItemRequest, body);
    if (!request.ok) return request.error;
    const id = pathNumber(params['id']);
    const { quantity } = request.value;
    const isSet = id !== null && (await setCartQuantity(db, caller, id, quantity, MOST_PAISE));
    if (isSet) return showCart(db, caller);
    const isThere = (await cartItems(db, caller)).some((item) => item.id === id);
    return isThere
      ? badField('quantity', 'Ensure that there are no more than 10 digits in total.')
      : notFound();
  };

/** DELETE cart/items/{id}. */
export const deleteCartItem =
  ({ db }: OrderDeps): Handler =>
  async ({ caller, params }) => {
    const id = pathNumber(params['id']);
    const isThere = id !== null && (await dropCartItem(db, caller, id));
    return isThere ? answer(204, undefined) : notFound();
  };
