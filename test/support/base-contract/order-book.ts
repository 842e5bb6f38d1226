/** The tables of a server with the base contract: orders and their items, without any thought of idempotency. */

export type BookItem = {
  readonly id: number;
  readonly product: number | null;
  readonly quantity: number;
  readonly price: string;
  readonly total_price: number;
  readonly product_title: string;
  readonly product_brand: string;
  readonly product_size: string;
  readonly product_color: string;
};

export type BookOrder = {
  readonly id: number;
  readonly order_number: string;
  readonly user: string;
  readonly fields: Record<string, unknown>;
  readonly items: BookItem[];
};

type Body = Readonly<Record<string, unknown>>;

const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const methods = ['rupay', 'card', 'upi', 'netbanking', 'wallet'];

/** Says as the framework does which fields are wrong; null when none is. */
export function fieldErrors(body: unknown): Record<string, unknown> | null {
  if (!isBody(body)) return { non_field_errors: ['Invalid data. Expected a dictionary.'] };
  const errors: Record<string, unknown> = {};
  const customer = body['customer_info'];
  if (!isBody(customer)) errors['customer_info'] = ['This field is required.'];
  else if (!textOf(customer['email']).includes('@')) {
    errors['customer_info'] = { email: ['Enter a valid email address.'] };
  }
  const items = body['order_items'];
  if (!Array.isArray(items)) errors['order_items'] = ['This field is required.'];
  else if (items.some((item: unknown) => !isBody(item) || !Number.isInteger(item['quantity']))) {
    errors['order_items'] = [{ quantity: ['A valid integer is required.'] }];
  }
  const method = body['payment_method'];
  if (method !== undefined && !methods.includes(textOf(method))) {
    errors['payment_method'] = [`"${textOf(method)}" is not a valid choice.`];
  }
  const details = body['transaction_details'];
  if (isBody(details) && textOf(details['transaction_id']).length > 100) {
    errors['transaction_details'] = {
      transaction_id: ['Ensure this field has no more than 100 characters.'],
    };
  }
  for (const field of ['subtotal', 'tax_amount', 'shipping_amount', 'total_amount']) {
    const value = body[field];
    if (
      value !== undefined &&
      !/^\d{1,8}(?:\.\d{1,2})?$/.test(typeof value === 'number' ? String(value) : textOf(value))
    )
      errors[field] = ['A valid number is required.'];
  }
  return Object.keys(errors).length === 0 ? null : errors;
}

/** Orders by their number; the same body twice makes two of them. */
export type OrderBook = {
  readonly orders: Map<number, BookOrder>;
  /** Stores a body; `items` cuts the lines short, as a failure in the middle of the write does. */
  readonly store: (user: string, body: Body, items?: number) => BookOrder;
  readonly ofUser: (user: string) => BookOrder[];
};

/** An empty book. */
export function createOrderBook(now: () => number): OrderBook {
  const orders = new Map<number, BookOrder>();
  let lastOrder = 0;
  let lastItem = 0;
  const itemOf = (raw: unknown): BookItem => {
    const item: Body = isBody(raw) ? raw : {};
    lastItem += 1;
    const price = typeof item['price'] === 'string' ? item['price'] : '0.00';
    const quantity = Number(item['quantity']);
    return {
      id: lastItem,
      product: typeof item['product'] === 'number' ? item['product'] : null,
      quantity,
      price,
      total_price: Math.round(Number(price) * quantity * 100) / 100,
      product_title: textOf(item['title']),
      product_brand: textOf(item['brand']),
      product_size: textOf(item['size']),
      product_color: textOf(item['color']),
    };
  };
  return {
    orders,
    ofUser: (user) => [...orders.values()].filter((order) => order.user === user),
    store(user, body, items) {
      lastOrder += 1;
      const raw = Array.isArray(body['order_items']) ? body['order_items'] : [];
      const details: Body = isBody(body['transaction_details']) ? body['transaction_details'] : {};
      const at = new Date(now()).toISOString().replace('Z', '000Z');
      const order: BookOrder = {
        id: lastOrder,
        order_number: `ORD-${String(lastOrder).padStart(8, '0')}`,
        user,
        fields: {
          status: 'pending',
          payment_status: textOf(body['payment_status']) || 'pending',
          subtotal: body['subtotal'] ?? '0.00',
          tax_amount: body['tax_amount'] ?? '0.00',
          shipping_amount: body['shipping_amount'] ?? '0.00',
          total_amount: body['total_amount'] ?? '0.00',
          payment_method: body['payment_method'] ?? 'rupay',
          payment_token: textOf(body['payment_token']),
          transaction_id: textOf(details['transaction_id']),
          auth_code: textOf(details['auth_code']),
          currency: body['currency'] ?? 'INR',
          notes: textOf(body['notes']),
          payment_gateway_response: null,
          created_at: at,
          updated_at: at,
          shipped_at: null,
          delivered_at: null,
        },
        items: raw.slice(0, items ?? raw.length).map(itemOf),
      };
      orders.set(order.id, order);
      return order;
    },
  };
}

/** An order as the wire shows it. */
export function shownOrder(order: BookOrder): Record<string, unknown> {
  return { id: order.id, order_number: order.order_number, ...order.fields, items: order.items };
}
