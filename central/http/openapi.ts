import {
  aboutReply,
  bulkReply,
  bulkRequest,
  catalogueChangesReply,
  tillEventsReply,
} from '../../shared/contract/central-api.ts';
import { describeSchema } from '../../shared/contract/central-fields.ts';
import {
  addCartItemRequest,
  changeCartItemRequest,
  changeOrderRequest,
  createFromCartRequest,
  createOrderRequest,
  createRefundRequest,
  verifyPaymentRequest,
} from '../../shared/contract/central-orders.ts';
import { listParameters } from '../orders/list-orders.ts';
import { replySchemas } from './openapi-schemas.ts';

type Json = Readonly<Record<string, unknown>>;

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Json): Json => ({ 'application/json': { schema } });
const reply = (description: string, schema?: string): Json => ({
  description,
  ...(schema === undefined ? {} : { content: json(ref(schema)) }),
});

const problems: Json = {
  '400': reply('Something in the request is wrong, field by field.', 'FieldErrors'),
  '401': reply('No token, or a wrong one.', 'Detail'),
  '429': reply('Too many calls; Retry-After says when to come back.', 'Detail'),
};

type Operation = {
  readonly id: string;
  readonly summary: string;
  readonly body?: string;
  readonly replies: Json;
  readonly parameters?: readonly Json[];
};

function operation({ id, summary, body, replies, parameters }: Operation): Json {
  return {
    operationId: id,
    summary,
    ...(parameters === undefined ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(ref(body)) } }),
    responses: { ...replies, ...problems },
  };
}

const query = (name: string, type = 'string', required = false): Json => ({
  name,
  in: 'query',
  required,
  schema: { type },
});
const idInPath: Json = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 255 },
  description: 'The same key with the same body gives the first answer again; with another body a 409.',
};
const missing = reply('There is nothing here, or it is another shop’s.', 'Detail');
const conflict = reply('The key, transaction or client_ref belongs to another request.', 'Detail');
const gone: Json = { description: 'Done; there is no body.' };

const orderPaths: Json = {
  '/api/v1/orders/': {
    get: operation({
      id: 'listOrders',
      summary: 'The shop’s orders, newest first, 20 a page; an unknown parameter is a 400',
      parameters: Object.keys(listParameters).map((name) =>
        query(name, name === 'page' || name === 'page_size' ? 'integer' : 'string'),
      ),
      replies: { '200': reply('A page.', 'OrderPage') },
    }),
    post: operation({
      id: 'createOrder',
      summary: 'Creates an order, in one transaction',
      body: 'CreateOrder',
      parameters: [idempotencyKey],
      replies: {
        '200': reply('The same request made this order before.', 'Order'),
        '201': reply('The order.', 'Order'),
        '409': conflict,
      },
    }),
  },
  '/api/v1/orders/{id}/': {
    parameters: [idInPath],
    get: operation({
      id: 'getOrder',
      summary: 'One order',
      replies: { '200': reply('It.', 'Order'), '404': missing },
    }),
    put: operation({
      id: 'replaceOrder',
      summary: 'Where the order is on its way; its money can be repeated, never changed',
      body: 'ChangeOrder',
      replies: { '200': reply('The order.', 'Order'), '404': missing },
    }),
    patch: operation({
      id: 'changeOrder',
      summary: 'The same, in part',
      body: 'ChangeOrder',
      replies: { '200': reply('The order.', 'Order'), '404': missing },
    }),
    delete: operation({
      id: 'deleteOrder',
      summary: 'Takes an order off the list that holds no money',
      replies: { '204': gone, '404': missing, '409': reply('It holds money.', 'Detail') },
    }),
  },
  '/api/v1/orders/{id}/refunds/': {
    parameters: [idInPath],
    get: operation({
      id: 'listRefunds',
      summary: 'What went back',
      replies: { '200': reply('All of it.', 'RefundPage'), '404': missing },
    }),
    post: operation({
      id: 'createRefund',
      summary: 'Writes down that money went back; never more than is left',
      body: 'CreateRefund',
      parameters: [idempotencyKey],
      replies: {
        '200': reply('The same request made this refund before.', 'Refund'),
        '201': reply('The refund.', 'Refund'),
        '404': missing,
        '409': conflict,
      },
    }),
  },
  '/api/v1/orders/verify_payment/': {
    post: operation({
      id: 'verifyPayment',
      summary: 'Asks the gateway about an order’s transaction',
      body: 'VerifyPayment',
      replies: {
        '200': reply('It stands.', 'Verified'),
        '404': { description: 'No such order with this transaction.' },
        '502': { description: 'The gateway did not answer; nothing is known and nothing was changed.' },
      },
    }),
  },
  '/api/v1/orders/create_from_cart/': {
    post: operation({
      id: 'createFromCart',
      summary: 'Makes an order of the till’s cart, and empties it',
      body: 'CreateFromCart',
      replies: {
        '201': reply('The order.', 'Order'),
        '404': { description: 'There is no cart.' },
        '409': conflict,
      },
    }),
  },
};

const cartPaths: Json = {
  '/api/v1/cart/': {
    get: operation({
      id: 'getCart',
      summary: 'The till’s cart',
      replies: { '200': reply('It.', 'Cart'), '404': missing },
    }),
    post: operation({
      id: 'createCart',
      summary: 'An empty cart',
      replies: { '200': reply('It was there.', 'Cart'), '201': reply('It is new.', 'Cart') },
    }),
    delete: operation({
      id: 'deleteCart',
      summary: 'Removes the cart',
      replies: { '204': gone, '404': missing },
    }),
  },
  '/api/v1/cart/items/': {
    post: operation({
      id: 'addCartItem',
      summary: 'Puts something into the cart',
      body: 'AddCartItem',
      replies: { '201': reply('The cart.', 'Cart') },
    }),
  },
  '/api/v1/cart/items/{id}/': {
    parameters: [idInPath],
    patch: operation({
      id: 'changeCartItem',
      summary: 'Another quantity',
      body: 'ChangeCartItem',
      replies: { '200': reply('The cart.', 'Cart'), '404': missing },
    }),
    delete: operation({
      id: 'removeCartItem',
      summary: 'Takes it out',
      replies: { '204': gone, '404': missing },
    }),
  },
};

const tillPaths: Json = {
  '/api/v1/about/': {
    get: operation({
      id: 'about',
      summary: 'What this server is, and whose token it is',
      replies: { '200': reply('It.', 'About') },
    }),
  },
  '/api/v1/orders/bulk/': {
    post: operation({
      id: 'pushEvents',
      summary:
        'Many events of a till, each acknowledged on its own; may be packed with gzip, or with what `about` names',
      body: 'Bulk',
      replies: { '200': reply('What became of each.', 'BulkReply'), '413': reply('Too large.', 'Detail') },
    }),
  },
  '/api/v1/till/events/': {
    get: operation({
      id: 'listTillEvents',
      summary: 'What this till pushed, word for word',
      parameters: [query('after'), query('limit', 'integer')],
      replies: { '200': reply('A page.', 'TillEvents') },
    }),
  },
  '/api/v1/catalogue/changes': {
    get: operation({
      id: 'listCatalogueChanges',
      summary: 'What changed in the shop’s catalogue after a revision',
      parameters: [
        query('since', 'integer', true),
        query('until', 'integer'),
        query('after', 'integer'),
        query('product'),
      ],
      replies: { '200': reply('A page.', 'CatalogueChanges') },
    }),
  },
};

/** The API's description, OpenAPI 3.1, as the API serves it at /openapi.json. Requests are described by the schemas that read them. */
export const openApiDocument: Json = {
  openapi: '3.1.0',
  info: {
    title: 'Galla central order API',
    version: '1',
    description: 'Orders of a chain’s tills. Money is decimal text in rupees; times are UTC.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
  security: [{ token: [] }],
  paths: { ...orderPaths, ...cartPaths, ...tillPaths },
  components: {
    securitySchemes: {
      token: {
        type: 'apiKey',
        in: 'header',
        name: 'Authorization',
        description: 'The word Token, a space, and the till’s token.',
      },
    },
    schemas: {
      ...replySchemas,
      CreateOrder: describeSchema(createOrderRequest),
      ChangeOrder: describeSchema(changeOrderRequest),
      CreateRefund: describeSchema(createRefundRequest),
      VerifyPayment: describeSchema(verifyPaymentRequest),
      CreateFromCart: describeSchema(createFromCartRequest),
      AddCartItem: describeSchema(addCartItemRequest),
      ChangeCartItem: describeSchema(changeCartItemRequest),
      Bulk: describeSchema(bulkRequest),
      BulkReply: describeSchema(bulkReply),
      About: describeSchema(aboutReply),
      TillEvents: describeSchema(tillEventsReply),
      CatalogueChanges: describeSchema(catalogueChangesReply),
    },
  },
};
