import type { AttemptRef, PineLabsSettings } from '../../electron/gateway/index.ts';
import { amountPaise } from './gateway-bench.ts';
import { newAttemptId, testTimeouts } from './loopback-gateway.ts';

/** A reply as it goes over the wire. */
export type Json = Readonly<Record<string, unknown>>;

/** The account that the replies below name. */
export const account = { merchantId: 'TRAINING-MID-1', terminalId: 'TRAINING-TID-1' };

/** The handle of the attempt at either provider. */
export const handle = '10000000042';

/** The attempt that the replies below are about. */
export const ref: AttemptRef = { attemptId: newAttemptId(), amountPaise, handle };

/** A status of Razorpay POS with all the evidence of an approval. */
export const razorpayDone: Json = {
  success: true,
  messageCode: 'P2P_DEVICE_TXN_DONE',
  p2pRequestId: handle,
  status: 'AUTHORIZED',
  settlementStatus: 'PENDING',
  txnType: 'CHARGE',
  paymentMode: 'CARD',
  amount: 1499.01,
  currencyCode: 'INR',
  externalRefNumber: ref.attemptId,
  txnId: '150214024218252E010000028',
  mid: account.merchantId,
  tid: account.terminalId,
  authCode: 'D40533',
  rrNumber: 'RR40533',
};

/** One tag of a status of Pine Labs. */
export const tag = (Tag: string, Value: unknown): Json => ({ Tag, Value });

/** The tags of an approval. */
export const pineTags: readonly Json[] = [
  tag('PaymentMode', 'CARD'),
  tag('AmountInPaisa', '149901'),
  tag('TID', account.terminalId),
  tag('MID', account.merchantId),
  tag('RRN', '000792514130'),
  tag('ApprovalCode', '849035'),
];

/** A status of Pine Labs with all the evidence of an approval. */
export const pineDone: Json = {
  ResponseCode: 0,
  ResponseMessage: 'TXN APPROVED',
  PlutusTransactionReferenceID: Number(handle),
  TransactionData: pineTags,
};

/** An account to which Pine Labs named no final word. */
export const pineSettings: PineLabsSettings = {
  ...account,
  baseUrl: 'http://127.0.0.1',
  pineMerchantId: '4711',
  securityToken: 'training-token',
  storeId: '61607',
  clientId: '318462',
  autoCancelMinutes: 2,
  finalUnpaidWords: [],
  call: { timeouts: testTimeouts },
};
