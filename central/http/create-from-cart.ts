import { createFromCartRequest, type CreateOrderRequest } from '../../shared/contract/central-orders.ts';
import { err, type Result } from '../../shared/domain/result.ts';
import { createOrderIn, type Created, type CreateRefusal } from '../orders/create-order.ts';
import { cartItems, emptyCart, findCart, type CartItem } from '../store/carts.ts';
import { answer } from './answers.ts';
import { cartNotFound } from './cart.ts';
import { originOf, refusal, showOrder, type OrderDeps } from './orders.ts';
import { readBody, type Handler } from './request.ts';

function orderItem(item: CartItem): CreateOrderRequest['order_items'][number] {
  return {
    product: item.product_id,
    quantity: item.quantity,
    price: item.price_paise,
    title: item.title,
    brand: item.brand,
    size: item.size,
    color: item.color,
    hsn: null,
    unit: null,
    discount: null,
    tax_amount: null,
    gst_rate_bp: null,
  };
}

type Ending = CreateRefusal | { readonly code: 'no-cart' } | { readonly code: 'empty-cart' };

/** POST orders/create_from_cart: the order and the emptied cart are one transaction. */
export const postFromCart =
  ({ db, surroundings }: OrderDeps): Handler =>
  async (request) => {
    const body = readBody(createFromCartRequest, request.body);
    const { caller } = request;
    const made = await db.transaction(async (tx): Promise<Result<Created, Ending> | null> => {
      const cart = await findCart(tx, caller, true);
      if (cart === null) return err({ code: 'no-cart' });
      const items = await cartItems(tx, caller);
      if (items.length === 0) return err({ code: 'empty-cart' });
      if (!body.ok) return null;
      const none = { subtotal: null, round_off: null, client_ref: null, sold_at: null, business_date: null };
      const order = { ...none, cashier: null, tenders: null, invoice_number: null, ...body.value };
      // Two carts may be alike, so the digest alone does not tell a repeat: each order from a cart is a new one.
      const origin = { ...originOf(request, surroundings), idempotencyKey: null };
      const created = await createOrderIn(
        tx,
        caller,
        { ...order, order_items: items.map(orderItem) },
        origin,
      );
      if (created.ok) await emptyCart(tx, caller);
      return created;
    });
    if (made === null) return body.ok ? cartNotFound : body.error;
    if (made.ok) return showOrder(db, caller, made.value.id, made.value.isNew ? 201 : 200);
    if (made.error.code === 'no-cart') return cartNotFound;
    if (made.error.code === 'empty-cart') return answer(400, { error: 'Cart is empty' });
    return refusal(made.error);
  };
