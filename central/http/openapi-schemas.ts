/* What replies look like, as JSON Schema; a test reads real replies by these. */

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const textOrNull: Schema = { type: ['string', 'null'] };
const number: Schema = { type: 'integer' };
const money: Schema = { type: 'string', pattern: '^-?\\d+\\.\\d{2}$', examples: ['998.00'] };
const moneyOrNull: Schema = { type: ['string', 'null'], pattern: '^-?\\d+\\.\\d{2}$' };
const moment: Schema = { type: 'string', format: 'date-time' };
const momentOrNull: Schema = { type: ['string', 'null'], format: 'date-time' };

const whole = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

const orderItem = whole({
  id: number,
  product: { type: ['integer', 'null'] },
  quantity: { type: 'number' },
  price: money,
  total_price: { type: 'number' },
  product_title: text,
  product_brand: text,
  product_size: text,
  product_color: text,
  product_ref: textOrNull,
  catalogue_price: moneyOrNull,
  hsn: textOrNull,
  unit: textOrNull,
  discount: money,
  gst_rate_bp: { type: ['integer', 'null'] },
  tax_amount: moneyOrNull,
});

const tender = whole({
  kind: text,
  amount: money,
  received: moneyOrNull,
  change: moneyOrNull,
  scheme: textOrNull,
  last_four: textOrNull,
  rrn: textOrNull,
  auth_code: textOrNull,
  taken_at: momentOrNull,
});

const refund = whole({
  id: number,
  refund_ref: text,
  amount: money,
  state: text,
  kind: text,
  tender: text,
  reason: text,
  rrn: textOrNull,
  business_date: text,
  created_at: moment,
  updated_at: moment,
});

const order = whole({
  id: number,
  order_number: text,
  status: { type: 'string', enum: ['pending', 'processing', 'shipped', 'delivered', 'cancelled'] },
  payment_status: { type: 'string', enum: ['pending', 'processing', 'completed', 'failed', 'refunded'] },
  subtotal: money,
  tax_amount: money,
  shipping_amount: money,
  total_amount: money,
  items: { type: 'array', items: orderItem },
  payment_method: text,
  payment_token: text,
  transaction_id: text,
  auth_code: text,
  currency: text,
  notes: text,
  payment_gateway_response: {},
  shipping_name: text,
  shipping_phone: text,
  shipping_address: text,
  shipping_city: text,
  shipping_state: text,
  shipping_postal_code: text,
  shipping_country: text,
  created_at: moment,
  updated_at: moment,
  shipped_at: momentOrNull,
  delivered_at: momentOrNull,
  client_ref: textOrNull,
  shop: text,
  till: text,
  cashier: textOrNull,
  sold_at: moment,
  business_date: text,
  invoice_number: textOrNull,
  discount_amount: money,
  round_off: money,
  refunded_amount: money,
  net_amount: money,
  tenders: { type: 'array', items: tender },
  refunds: { type: 'array', items: refund },
});

const pageOf = (item: Schema): Schema =>
  whole({ count: number, next: textOrNull, previous: textOrNull, results: { type: 'array', items: item } });

const cart = whole({
  items: {
    type: 'array',
    items: whole({
      id: number,
      product: { type: ['integer', 'null'] },
      quantity: number,
      price: money,
      total_price: { type: 'number' },
      product_title: text,
      product_brand: text,
      product_size: text,
      product_color: text,
    }),
  },
  total_items: number,
  total_amount: money,
  created_at: moment,
  updated_at: moment,
});

/** The replies by name. */
export const replySchemas: Readonly<Record<string, Schema>> = {
  Order: order,
  OrderPage: pageOf(order),
  Refund: refund,
  RefundPage: pageOf(refund),
  Cart: cart,
  Verified: whole({ status: text, message: text, order_status: text, payment_status: text }),
  Detail: whole({ detail: text }),
  FieldErrors: { type: 'object', description: 'A field’s name, and sentences; nested as the request is.' },
};
