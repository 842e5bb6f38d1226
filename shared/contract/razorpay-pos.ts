import { z } from 'zod';

/*
 * What goes over the wire between the till and Razorpay POS (Ezetap), as far as its public documents and public integrations agree;
 * docs/gateways.md says what is known and what is assumed. Field names are theirs.
 */

/** Where each call lives, below the origin. Void and refund belong to an older family of the same server. */
export const razorpayPosPaths = {
  pay: '/api/3.0/p2padapter/pay',
  status: '/api/3.0/p2padapter/status',
  cancel: '/api/3.0/p2padapter/cancel',
  void: '/api/2.0/payment/void',
  refund: '/api/2.0/payment/unified/refund',
} as const;

const account = { username: z.string().min(1).max(64), appKey: z.string().min(1).max(128) };
const pushTo = z.object({ deviceId: z.string().min(1).max(64) });
/** Rupees with two decimals as text: never a float. */
const rupees = z.string().regex(/^\d{1,12}\.\d{2}$/);

/** pay: shows an amount on a device; `externalRefNumber` is ours. */
export const razorpayPosPayRequest = z.object({
  ...account,
  amount: rupees,
  externalRefNumber: z.string().min(1).max(64),
  mode: z.literal('CARD'),
  pushTo,
});
export type RazorpayPosPay = z.infer<typeof razorpayPosPayRequest>;

/** status: by the server's reference alone. */
export const razorpayPosStatusRequest = z.object({ ...account, origP2pRequestId: z.string().min(1).max(64) });
export type RazorpayPosStatus = z.infer<typeof razorpayPosStatusRequest>;

/** cancel: the same, and the device that shows the amount. */
export const razorpayPosCancelRequest = razorpayPosStatusRequest.extend({ pushTo });
export type RazorpayPosCancel = z.infer<typeof razorpayPosCancelRequest>;

/** void: by the transaction that the status named. */
export const razorpayPosVoidRequest = z.object({ ...account, txnId: z.string().min(1).max(64) });
export type RazorpayPosVoid = z.infer<typeof razorpayPosVoidRequest>;

/** unified/refund: gives back after settlement; `externalRefNumber` is our refund's id. */
export const razorpayPosRefundRequest = z.object({
  ...account,
  amount: rupees,
  originalTransactionId: z.string().min(1).max(64),
  externalRefNumber: z.string().min(1).max(64),
});
export type RazorpayPosRefund = z.infer<typeof razorpayPosRefundRequest>;

const text = z
  .string()
  .max(256)
  .nullish()
  .transform((value) => (value === undefined || value === null || value.trim() === '' ? null : value.trim()));

/** A reference: text in their samples, a number in some integrations. */
const reference = z
  .union([z.string().max(64), z.int().positive()])
  .nullish()
  .transform((value) => (value === undefined || value === null || value === '' ? null : String(value)));

/**
 * An amount as its decimal text. They send a JSON number of rupees; its shortest decimal is the one they wrote up to fifteen
 * digits, so no sum is ever made with the float.
 */
const amountText = z
  .union([z.string().max(20), z.number()])
  .nullish()
  .transform((value) => (value === undefined || value === null ? null : String(value)));

/** The answer to all five calls; most fields come only once a transaction is done. */
export const razorpayPosReply = z.object({
  success: z.boolean(),
  messageCode: text,
  message: text,
  errorCode: text,
  errorMessage: text,
  realCode: text,
  p2pRequestId: reference,
  status: text,
  settlementStatus: text,
  txnType: text,
  paymentMode: text,
  amount: amountText,
  currencyCode: text,
  externalRefNumber: text,
  txnId: text,
  mid: text,
  tid: text,
  authCode: text,
  rrNumber: text,
  batchNumber: text,
  invoiceNumber: text,
  paymentCardBrand: text,
  paymentCardType: text,
  formattedPan: text,
});
export type RazorpayPosReply = z.infer<typeof razorpayPosReply>;
