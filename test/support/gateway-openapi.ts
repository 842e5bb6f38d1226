import { z } from 'zod';
import * as contract from '../../shared/contract/gateway.ts';

/*
 * The gateway protocol as OpenAPI 3.1, made from the schemas that the adapter and the emulator read with, so that the document can't say
 * anything else than the code does. docs/gateway-protocol.md says in sentences what each call promises.
 */

type Json = { readonly [key: string]: unknown };

const schemas = {
  InitRequest: contract.initRequest,
  InitReply: contract.initReply,
  ProcessRequest: contract.processRequest,
  ProcessReply: contract.processReply,
  BaseVerifyRequest: contract.verifyRequest,
  BaseTransaction: contract.baseTransactionReply,
  BaseError: contract.baseErrorReply,
  TerminalSaleRequest: contract.terminalSaleRequest,
  KeyedSaleRequest: contract.keyedSaleRequest,
  OtpRequest: contract.otpRequest,
  OtpResendRequest: contract.otpResendRequest,
  Transaction: contract.transactionReply,
  CancelRequest: contract.cancelRequest,
  VoidRequest: contract.voidRequest,
  VoidReply: contract.voidReply,
  RefundRequest: contract.refundRequest,
  RefundReply: contract.refundReply,
  Day: contract.dayReply,
  Health: contract.healthReply,
  Refusal: contract.refusalReply,
} as const;

type SchemaName = keyof typeof schemas;

/** What is written on the wire, before it is read. A positive amount of paise is a check of our own, which JSON Schema has words for. */
function jsonSchemaOf(schema: z.ZodType): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema._zod.def.type !== 'custom') return;
      Object.assign(jsonSchema, { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
    },
  });
  return rest;
}

const ref = (name: SchemaName): Json => ({ $ref: `#/components/schemas/${name}` });
const body = (name: SchemaName): Json => ({ content: { 'application/json': { schema: ref(name) } } });
const header = (name: string): Json => ({ $ref: `#/components/parameters/${name}` });

const signedHeaders: Json = {
  [contract.gatewayHeaders.timestamp]: { $ref: '#/components/headers/timestamp' },
  [contract.gatewayHeaders.signature]: { $ref: '#/components/headers/signature' },
};

const refusals: Json = Object.fromEntries(
  [
    [400, 'Malformed; nothing was done.'],
    [401, 'The key, the clock, the nonce or the session is not accepted; nothing was done.'],
    [403, 'The merchant may not do this; nothing was done.'],
    [404, 'Nothing is known under this id.'],
    [409, 'The terminal or the id is in use, or the attempt is remembered as cancelled.'],
    [429, 'Too many calls; nothing was done.'],
  ].map(([status, description]) => [
    String(status),
    { description, headers: signedHeaders, ...body('Refusal') },
  ]),
);

type SignedCall = {
  readonly id: string;
  readonly says: string;
  readonly request?: SchemaName;
  readonly reply: SchemaName;
  readonly status?: number;
  readonly parameters?: readonly string[];
};

/** One call of the extension: signed both ways, refused in the words of the protocol. */
function signedCall(call: SignedCall): Json {
  const own = ['merchant', 'timestamp', 'nonce', ...(call.parameters ?? [])].map((name) => header(name));
  return {
    operationId: call.id,
    summary: call.says,
    security: [{ signature: [] }],
    parameters: own,
    ...(call.request === undefined ? {} : { requestBody: { required: true, ...body(call.request) } }),
    responses: {
      [String(call.status ?? 200)]: {
        description: 'Signed for this very request.',
        headers: signedHeaders,
        ...body(call.reply),
      },
      ...refusals,
      '5XX': { description: 'Whatever it says, the outcome is unknown.' },
    },
  };
}

const change = ['attemptHeader', 'idempotency'];
const { gatewayPaths: paths } = contract;
// Templates of paths: the encoding of the braces is taken back.
const template = (path: string): string => decodeURIComponent(path);

const extensionPaths: Json = {
  [paths.sales]: {
    post: signedCall({
      id: 'startSale',
      says: 'Shows an amount on a terminal. The attempt id is the key against repetition.',
      request: 'TerminalSaleRequest',
      reply: 'Transaction',
      status: 202,
      parameters: change,
    }),
  },
  [template(paths.attempt('{attemptId}'))]: {
    parameters: [header('attemptId')],
    get: signedCall({
      id: 'askStatus',
      says: 'Where an attempt stands. Changes nothing.',
      reply: 'Transaction',
      parameters: ['attemptHeader'],
    }),
  },
  [paths.keyedSales]: {
    post: signedCall({
      id: 'startKeyedSale',
      says: 'Charges a card that was typed in; its bank may ask for a one-time password. Number and CVV are kept nowhere.',
      request: 'KeyedSaleRequest',
      reply: 'Transaction',
      status: 202,
      parameters: change,
    }),
  },
  [template(paths.otp('{attemptId}'))]: {
    parameters: [header('attemptId')],
    post: signedCall({
      id: 'submitOtp',
      says: 'The one-time password of a typed card. Each one has a key of its own against repetition.',
      request: 'OtpRequest',
      reply: 'Transaction',
      parameters: change,
    }),
  },
  [template(paths.otpResend('{attemptId}'))]: {
    parameters: [header('attemptId')],
    post: signedCall({
      id: 'resendOtp',
      says: 'Sends another one-time password; the one before is void.',
      request: 'OtpResendRequest',
      reply: 'Transaction',
      parameters: change,
    }),
  },
  [template(paths.cancel('{attemptId}'))]: {
    parameters: [header('attemptId')],
    post: signedCall({
      id: 'cancelSale',
      says: 'Asks to cancel. An attempt never seen is remembered as cancelled.',
      request: 'CancelRequest',
      reply: 'Transaction',
      parameters: change,
    }),
  },
  [template(paths.void('{attemptId}'))]: {
    parameters: [header('attemptId')],
    post: signedCall({
      id: 'voidSale',
      says: 'Takes the whole approval back before settlement. The void id is the key against repetition.',
      request: 'VoidRequest',
      reply: 'VoidReply',
      parameters: change,
    }),
  },
  [template(paths.refunds('{attemptId}'))]: {
    parameters: [header('attemptId')],
    post: signedCall({
      id: 'refundSale',
      says: 'Gives back all or a part. The refund id is the key against repetition.',
      request: 'RefundRequest',
      reply: 'RefundReply',
      parameters: change,
    }),
  },
  [template(paths.day('{date}', null))]: {
    parameters: [header('date'), header('cursor')],
    get: signedCall({ id: 'listDay', says: 'All payments of a business date, in pages.', reply: 'Day' }),
  },
  [paths.health]: {
    get: signedCall({
      id: 'health',
      says: 'Whether the gateway answers for this merchant.',
      reply: 'Health',
    }),
  },
};

/** One of the base calls: a key or a session in a header, no signature, errors as a message. */
function baseCall(
  id: string,
  says: string,
  security: string,
  request: SchemaName | null,
  reply: SchemaName,
): Json {
  return {
    operationId: id,
    summary: says,
    security: [{ [security]: [] }],
    ...(request === null ? {} : { requestBody: { required: true, ...body(request) } }),
    responses: {
      '200': { description: 'Done.', ...body(reply) },
      '4XX': { description: 'Refused.', ...body('BaseError') },
      '5XX': { description: 'Whatever it says, the outcome is unknown.' },
    },
  };
}

const basePaths: Json = {
  [paths.init]: { post: baseCall('init', 'Opens a session.', 'apiKey', 'InitRequest', 'InitReply') },
  [paths.process]: {
    post: baseCall('process', 'Charges a keyed card.', 'session', 'ProcessRequest', 'ProcessReply'),
  },
  [template(paths.verifyTransaction('{transactionId}'))]: {
    parameters: [header('transactionId')],
    get: baseCall('verifyTransaction', 'The transaction as it stands.', 'apiKey', null, 'BaseTransaction'),
  },
  [paths.verify]: {
    post: baseCall(
      'verify',
      'The same, by order and amount.',
      'apiKey',
      'BaseVerifyRequest',
      'BaseTransaction',
    ),
  },
};

const text = (maxLength: number): Json => ({ type: 'string', maxLength });
const parameter = (where: string, name: string, schema: Json, description: string): Json => ({
  name,
  in: where,
  required: where !== 'query',
  description,
  schema,
});

const { gatewayHeaders: names } = contract;
const parameters: Json = {
  merchant: parameter('header', names.merchant, text(64), 'The merchant that the call is for.'),
  timestamp: parameter(
    'header',
    names.timestamp,
    { type: 'integer' },
    'UTC milliseconds; at most 300 s off.',
  ),
  nonce: parameter('header', names.nonce, text(64), 'Never used twice.'),
  attemptHeader: parameter('header', names.attempt, text(64), 'The attempt that the call is about.'),
  idempotency: parameter('header', names.idempotency, text(80), 'The key against repetition.'),
  attemptId: parameter('path', 'attemptId', text(64), "The till's id of the attempt."),
  transactionId: parameter('path', 'transactionId', text(64), "The gateway's id of the transaction."),
  date: parameter('path', 'date', jsonSchemaOf(contract.dayReply.shape.date), 'A business date in India.'),
  cursor: parameter('query', 'cursor', text(64), 'Where the page before ended.'),
};

const key = (name: string, description: string): Json => ({
  type: 'apiKey',
  in: 'header',
  name,
  description,
});

/** The whole document. */
export function gatewayOpenApi(): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Galla gateway protocol',
      version: '2',
      summary: 'Terminal payments that nobody is charged twice for.',
      description: 'Made from shared/contract/gateway.ts. What each call promises: docs/gateway-protocol.md.',
    },
    servers: [{ url: 'https://gateway.example.in' }],
    paths: { ...basePaths, ...extensionPaths },
    components: {
      schemas: Object.fromEntries(
        Object.entries(schemas).map(([name, schema]) => [name, jsonSchemaOf(schema)]),
      ),
      parameters,
      headers: {
        timestamp: { required: true, schema: { type: 'integer' }, description: 'UTC milliseconds.' },
        signature: { required: true, schema: text(64), description: 'HMAC-SHA256 in hexadecimal.' },
      },
      securitySchemes: {
        apiKey: key(names.apiKey, 'The API key itself; base calls only.'),
        session: key(names.sessionToken, 'The token that init answered; base calls only.'),
        signature: key(
          names.signature,
          'HMAC-SHA256 under the API key over the lines that docs/gateway-protocol.md lists.',
        ),
      },
    },
  };
}

/** The document as it is kept in docs. */
export function gatewayOpenApiText(): string {
  return `${JSON.stringify(gatewayOpenApi(), null, 2)}\n`;
}
