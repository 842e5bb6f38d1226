import { z } from 'zod';
import { paise, type Paise } from '../domain/money.ts';
import { businessDateSchema, timestampSchema } from './common.ts';

/*
 * What goes over the wire between the till and a RuPay gateway: the seed's base calls and our extension. The adapter reads
 * every reply through these schemas, the emulator every request. docs/gateway-protocol.md says what each promises.
 */

/** Where each call lives, below the gateway's URL. */
export const gatewayPaths = {
  init: '/payment/init',
  process: '/payment/process',
  verifyTransaction: (transactionId: string) => `/payment/verify/${encodeURIComponent(transactionId)}`,
  verify: '/verify',
  sales: '/v2/terminal-sales',
  keyedSales: '/v2/keyed-sales',
  attempt: (attemptId: string) => `/v2/attempts/${encodeURIComponent(attemptId)}`,
  otp: (attemptId: string) => `/v2/attempts/${encodeURIComponent(attemptId)}/otp`,
  otpResend: (attemptId: string) => `/v2/attempts/${encodeURIComponent(attemptId)}/otp/resend`,
  cancel: (attemptId: string) => `/v2/attempts/${encodeURIComponent(attemptId)}/cancel`,
  void: (attemptId: string) => `/v2/attempts/${encodeURIComponent(attemptId)}/void`,
  refunds: (attemptId: string) => `/v2/attempts/${encodeURIComponent(attemptId)}/refunds`,
  day: (date: string, cursor: string | null) =>
    cursor === null ? `/v2/days/${date}` : `/v2/days/${date}?cursor=${encodeURIComponent(cursor)}`,
  health: '/v2/health',
} as const;

/** The headers of the extension. Names are lower-case, as Node reads them. */
export const gatewayHeaders = {
  apiKey: 'x-api-key',
  sessionToken: 'x-session-token',
  merchant: 'x-merchant-id',
  timestamp: 'x-timestamp',
  nonce: 'x-nonce',
  attempt: 'x-attempt-id',
  idempotency: 'idempotency-key',
  signature: 'x-signature',
} as const;

/** How far the clocks of till and gateway may be apart before a signed message is refused. */
export const SIGNATURE_WINDOW_MS = 300_000;

/** No message of this protocol comes near this size; a longer body is refused unread. */
export const MAX_BODY_BYTES = 256 * 1024;

/** What is signed: everything that would change the meaning of a message if somebody else could choose it. */
export type SignedParts = {
  readonly direction: 'request' | 'reply';
  /** The status of a reply; 0 for a request. */
  readonly status: number;
  readonly method: string;
  /** Path with its query, as sent. */
  readonly path: string;
  /** UTC milliseconds of the sender's clock. */
  readonly timestampMs: number;
  /** The request's nonce; a reply repeats it, so that an old reply fits no new request. */
  readonly nonce: string;
  /** The attempt that the message is about; empty where there is none. */
  readonly attemptId: string;
  /** The key against repetition; empty where there is none. */
  readonly idempotencyKey: string;
  /** SHA-256 of the body's bytes in lower-case hexadecimal. */
  readonly bodySha256: string;
};

/** The text under the HMAC-SHA256: one part a line, so that no two messages share a text. */
export function signedText(parts: SignedParts): string {
  return [
    'galla-gateway-1',
    parts.direction,
    String(parts.status),
    parts.method,
    parts.path,
    String(parts.timestampMs),
    parts.nonce,
    parts.attemptId,
    parts.idempotencyKey,
    parts.bodySha256,
  ].join('\n');
}

const idText = z.string().min(1).max(64);
const positivePaise = z.custom<Paise>(
  (value) => typeof value === 'number' && Number.isSafeInteger(value) && value > 0,
  'not a positive amount of paise',
);
const notNegativePaise = z
  .int()
  .nonnegative()
  .transform((value) => paise(value));
const currency = z.string().length(3);

/** POST /payment/init (base). The amount is rupees with two decimals as text, never a float. */
export const initRequest = z.object({
  merchantId: idText,
  terminalId: idText,
  amount: z.string().regex(/^\d{1,12}\.\d{2}$/),
  currency,
  orderId: idText,
  timestamp: z.string().max(40),
});
export const initReply = z.object({ sessionToken: z.string().min(1).max(400) });

/** POST /payment/process (base): key entry only; card number and CVV go through, one way, and are kept nowhere. */
export const processRequest = z.object({
  sessionToken: z.string().min(1).max(400),
  cardNumber: z.string().regex(/^\d{12,19}$/),
  expiryDate: z.string().regex(/^(?:0[1-9]|1[0-2])\d{2}$/),
  cvv: z.string().regex(/^\d{3,4}$/),
  cardholderName: z.string().max(120),
  amount: z.string().regex(/^\d{1,12}\.\d{2}$/),
  currency,
});
export const processReply = z.object({
  transactionId: idText,
  authCode: idText.nullable().optional(),
  status: z.string().max(40).optional(),
});

/** POST /verify (base). */
export const verifyRequest = z.object({
  transaction_id: idText,
  merchant_id: idText,
  order_id: idText,
  amount: z.string().regex(/^\d{1,12}\.\d{2}$/),
});
export const baseErrorReply = z.object({ message: z.string().max(500) });

/** POST /v2/terminal-sales: show this amount on this terminal. The attempt id is also the key against repetition. */
export const terminalSaleRequest = z.object({
  attemptId: idText,
  orderId: idText,
  merchantId: idText,
  terminalId: idText,
  amountPaise: positivePaise,
  currency: z.literal('INR'),
});
export type TerminalSaleRequest = z.infer<typeof terminalSaleRequest>;

/** POST /v2/keyed-sales: a card that was typed in. Number and CVV go through, one way, and are kept nowhere (PCI DSS 3.3). */
export const keyedSaleRequest = terminalSaleRequest.extend({
  card: z.object({
    number: z.string().regex(/^\d{12,19}$/),
    /** MMYY. */
    expiry: z.string().regex(/^(?:0[1-9]|1[0-2])\d{2}$/),
    cvv: z.string().regex(/^\d{3,4}$/),
  }),
});

/** POST /v2/attempts/{id}/otp: the one-time password that the bank sent to the customer. Kept nowhere either. */
export const otpRequest = z.object({ otp: z.string().regex(/^\d{4,8}$/) });
/** POST /v2/attempts/{id}/otp/resend: another one-time password; the one before is void. */
export const otpResendRequest = z.object({ merchantId: idText });

/** How a payment stands at the gateway. A word that is not here makes the outcome unknown. */
export const transactionStatuses = [
  'PENDING',
  'APPROVED',
  'DECLINED',
  'CANCELLED',
  'VOIDED',
  'REFUNDED',
] as const;
export const transactionStatusSchema = z.enum(transactionStatuses);
export type TransactionStatus = z.infer<typeof transactionStatusSchema>;

/** BIN and last four at most, whatever was sent: a gateway that echoes a whole card number is masked here, before anything is kept. */
export function maskCard(text: string): string {
  const digits = text.replace(/[^0-9]/g, '');
  if (digits.length < 4) return '';
  const bin = digits.length >= 10 ? digits.slice(0, 6) : '';
  return `${bin}${'*'.repeat(6)}${digits.slice(-4)}`;
}

/** The entry mode of a payment by UPI QR, which has an RRN and no auth code. */
export const UPI_ENTRY_MODE = 'upi-qr';

const slipText = z.string().max(64).nullable();

/** What the charge slip of an authorisation carries; each field may be missing but those an approval must have. */
export const slipSchema = z.object({
  transactionId: slipText,
  authCode: slipText,
  rrn: slipText,
  batch: slipText,
  invoiceNumber: slipText,
  scheme: slipText,
  cardKind: slipText,
  maskedCard: z
    .string()
    .max(64)
    .transform((text) => maskCard(text))
    .nullable(),
  entryMode: slipText,
  pinVerified: z.boolean().nullable(),
  aid: slipText,
  applicationName: slipText,
  tvr: slipText,
  tsi: slipText,
  tc: slipText,
  /** ISO 8583 field 39: "00" approved, "51" no funds, and so on. */
  hostCode: z.string().max(4).nullable(),
  hostMessage: z.string().max(200).nullable(),
});
export type Slip = z.infer<typeof slipSchema>;

/** How the one-time password of a typed card stands. WRONG with tries left waits on; without, and EXPIRED, the payment is declined. */
export const otpStates = ['WAITING', 'WRONG', 'EXPIRED', 'PASSED'] as const;
export const otpSchema = z.object({
  state: z.enum(otpStates),
  triesLeft: z.int().min(0).max(99),
  resendsLeft: z.int().min(0).max(99),
  /** UTC milliseconds of the gateway's clock. */
  expiresAt: timestampSchema,
});
export type OtpWire = z.infer<typeof otpSchema>;

/** A payment as the gateway holds it: the answer to start, status, cancel and void alike. */
export const transactionReply = z.object({
  attemptId: idText,
  orderId: z.string().max(64),
  merchantId: idText,
  terminalId: idText,
  amountPaise: notNegativePaise,
  currency,
  status: transactionStatusSchema,
  /** The gateway's word that this status came from the host and won't turn into another by itself. */
  final: z.boolean(),
  /** The gateway's own name for it, once it has one. */
  handle: z.string().max(64).nullable(),
  /** What refunds gave back so far. */
  refundedPaise: notNegativePaise,
  /** True once the batch is settled: no void after that, only a refund. */
  settled: z.boolean(),
  slip: slipSchema.nullable(),
  /** Of a card that was typed in; absent or null for any other. */
  otp: otpSchema.nullable().optional(),
});
export type TransactionReply = z.infer<typeof transactionReply>;
/** The same before it is read: what a gateway writes. */
export type TransactionWire = z.input<typeof transactionReply>;

/**
 * GET /payment/verify/{id} and POST /verify (base): the transaction. The last three are told by some gateways only; a card number that is
 * sent whole is masked here.
 */
export const baseTransactionReply = z.object({
  transactionId: idText,
  merchantId: idText,
  terminalId: idText,
  orderId: idText,
  amount: z.string().regex(/^\d{1,12}\.\d{2}$/),
  currency,
  status: z.string().max(40),
  authCode: idText.nullable(),
  rrn: slipText.optional(),
  scheme: slipText.optional(),
  maskedCard: slipSchema.shape.maskedCard.optional(),
});
export type BaseTransaction = z.infer<typeof baseTransactionReply>;

/** POST /v2/attempts/{id}/cancel. An attempt the gateway has never seen is remembered as cancelled: the tombstone. */
export const cancelRequest = z.object({ merchantId: idText, terminalId: idText, amountPaise: positivePaise });

/** POST /v2/attempts/{id}/void: takes the whole approval back, before settlement. Repeated under the same voidId. */
export const voidRequest = z.object({ voidId: idText, amountPaise: positivePaise });
export const voidReply = z.object({
  voidId: idText,
  attemptId: idText,
  amountPaise: notNegativePaise,
  /** SETTLED: too late for a void, refund instead. NOT_APPROVED: there is nothing to take back. */
  result: z.enum(['VOIDED', 'SETTLED', 'NOT_APPROVED']),
  rrn: slipText,
});
export type VoidReply = z.infer<typeof voidReply>;

/** POST /v2/attempts/{id}/refunds: gives back all or a part. Repeated under the same refundId. */
export const refundRequest = z.object({ refundId: idText, amountPaise: positivePaise });
export const refundReply = z.object({
  refundId: idText,
  attemptId: idText,
  amountPaise: notNegativePaise,
  result: z.enum(['REFUNDED', 'REFUSED']),
  /** Why a refund was refused: more than was paid, or not approved. */
  reason: z.enum(['over-refund', 'not-approved', 'host']).nullable(),
  rrn: slipText,
});
export type RefundReply = z.infer<typeof refundReply>;

/** GET /v2/days/{date}: what the gateway holds for a day, in pages. */
export const dayReply = z.object({
  date: businessDateSchema,
  merchantId: idText,
  transactions: z.array(transactionReply.extend({ at: timestampSchema })).max(500),
  nextCursor: z.string().max(64).nullable(),
});
export type DayReply = z.infer<typeof dayReply>;

/** GET /v2/health. */
export const healthReply = z.object({ status: z.literal('ok'), merchantId: idText, time: timestampSchema });

/** Why the gateway refused a call before it did anything. Only a signed refusal is believed, but for 401 and 403. */
export const refusalCodes = [
  'unauthorised',
  'forbidden',
  'bad-signature',
  'clock-skew',
  'key-expired',
  'invalid-request',
  'idempotency-differs',
  'in-flight',
  'tombstoned',
  'otp-not-asked',
  'terminal-busy',
  'terminal-offline',
  'session-expired',
  'rate-limited',
  'unavailable',
  'host-error',
  'not-found',
] as const;
export const refusalReply = z.object({
  error: z.enum(refusalCodes),
  message: z.string().max(500),
  attemptId: z.string().max(64).nullable(),
});
export type RefusalCode = (typeof refusalCodes)[number];
