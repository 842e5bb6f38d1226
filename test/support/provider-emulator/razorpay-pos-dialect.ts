import {
  razorpayPosCancelRequest,
  razorpayPosPaths,
  razorpayPosPayRequest,
  razorpayPosRefundRequest,
  razorpayPosStatusRequest,
  razorpayPosVoidRequest,
} from '../../../shared/contract/razorpay-pos.ts';
import { fromDecimalString, paise, toDecimalString } from '../../../shared/domain/money.ts';
import type { Reply } from '../../../electron/training/emulator/operations.ts';
import type { Dialect, Picture, ProviderRequest } from './dialect.ts';

/** What the calls of this emulator must carry. */
export type RazorpayPosAccount = {
  readonly username: string;
  readonly appKey: string;
  readonly deviceId: string;
};

const say = (fields: Readonly<Record<string, unknown>>): Reply => ({
  status: 200,
  json: {
    success: true,
    messageCode: null,
    message: null,
    errorCode: null,
    errorMessage: null,
    realCode: null,
    ...fields,
  },
});
const refuse = (errorCode: string, realCode: string | null = null): Reply =>
  say({ success: false, errorCode, realCode, errorMessage: errorCode });

const refusalCodes: Readonly<Record<string, string>> = {
  'terminal-busy': 'EZETAP_0000623',
  'terminal-offline': 'EZETAP_0000385',
  'invalid-request': 'EZETAP_0000039',
  'not-found': 'EZETAP_0000383',
  forbidden: 'EZETAP_0000148',
};

/** The amount as they write it: a JSON number of rupees. */
function rupees(amountPaise: number): number {
  return Number(toDecimalString(paise(amountPaise)));
}

function done(picture: Picture, fields: Readonly<Record<string, unknown>>): Reply {
  const { slip } = picture;
  return say({
    messageCode: 'P2P_DEVICE_TXN_DONE',
    realCode: 'P2P_DEVICE_TXN_DONE',
    p2pRequestId: picture.providerHandle,
    amount: rupees(picture.amountPaise),
    amountOriginal: rupees(picture.amountPaise),
    currencyCode: picture.currency,
    externalRefNumber: picture.attemptId,
    txnId: slip?.transactionId,
    txnType: 'CHARGE',
    paymentMode: 'CARD',
    mid: picture.merchantId,
    tid: picture.terminalId,
    batchNumber: slip?.batch,
    invoiceNumber: slip?.invoiceNumber,
    paymentCardBrand: slip?.scheme,
    paymentCardType: slip?.cardKind,
    formattedPan: slip?.maskedCard,
    rrNumber: slip?.rrn,
    ...fields,
  });
}

function status(picture: Picture): Reply {
  const authCode = picture.slip?.authCode;
  const settlementStatus = picture.settled ? 'SETTLED' : 'PENDING';
  const about = { p2pRequestId: picture.providerHandle };
  switch (picture.status) {
    case 'PENDING':
      // Even before it is done a status that is about another request says so.
      return say({ ...about, externalRefNumber: picture.attemptId, messageCode: 'P2P_DEVICE_RECEIVED' });
    case 'APPROVED':
      return done(picture, { status: 'AUTHORIZED', settlementStatus, authCode });
    case 'DECLINED':
      return done(picture, {
        status: 'FAILED',
        settlementStatus: picture.final ? 'FAILED' : 'PENDING',
        errorCode: 'EZETAP_1000003',
        errorMessage: 'Card declined',
      });
    case 'CANCELLED':
      return say({ ...about, messageCode: 'P2P_DEVICE_CANCELED' });
    case 'VOIDED':
      return done(picture, { status: 'VOIDED', settlementStatus, authCode });
    case 'REFUNDED':
      return done(picture, { status: 'AUTHORIZED_REFUNDED', settlementStatus: 'SETTLED', authCode });
    default:
      return done(picture, { status: String(picture.status), settlementStatus, authCode });
  }
}

function readGiveBack(path: string, body: unknown): (ProviderRequest & { readonly by: object }) | null {
  if (path === razorpayPosPaths.void) {
    const { data } = razorpayPosVoidRequest.safeParse(body);
    return data === undefined ? null : { operation: 'void', transactionId: data.txnId, by: data };
  }
  if (path !== razorpayPosPaths.refund) return null;
  const { data } = razorpayPosRefundRequest.safeParse(body);
  const amount = fromDecimalString(data?.amount ?? '');
  if (data === undefined || !amount.ok) return null;
  const { originalTransactionId: transactionId, externalRefNumber: refundId } = data;
  return { operation: 'refund', transactionId, refundId, amountPaise: amount.value, by: data };
}

function readTerminalCall(path: string, body: unknown): (ProviderRequest & { readonly by: object }) | null {
  if (path === razorpayPosPaths.pay) {
    const { data } = razorpayPosPayRequest.safeParse(body);
    const amount = fromDecimalString(data?.amount ?? '');
    if (data === undefined || !amount.ok) return null;
    const by = { ...data, deviceId: data.pushTo.deviceId };
    return { operation: 'sale', reference: data.externalRefNumber, amountPaise: amount.value, by };
  }
  if (path === razorpayPosPaths.cancel) {
    const { data } = razorpayPosCancelRequest.safeParse(body);
    if (data === undefined) return null;
    const by = { ...data, deviceId: data.pushTo.deviceId };
    return { operation: 'cancel', handle: data.origP2pRequestId, by };
  }
  if (path !== razorpayPosPaths.status) return null;
  const { data } = razorpayPosStatusRequest.safeParse(body);
  return data === undefined ? null : { operation: 'status', handle: data.origP2pRequestId, by: data };
}

/** Whether a call names this account, and this device where it names one. */
function isOurs(by: object, account: RazorpayPosAccount): boolean {
  const sent: Partial<RazorpayPosAccount> = by;
  return (
    sent.username === account.username &&
    sent.appKey === account.appKey &&
    (sent.deviceId ?? account.deviceId) === account.deviceId
  );
}

/** Razorpay POS as docs/gateways.md describes it. */
export function razorpayPosDialect(account: RazorpayPosAccount): Dialect {
  return {
    read(path, body) {
      const request = readTerminalCall(path, body) ?? readGiveBack(path, body);
      return request !== null && isOurs(request.by, account) ? request : null;
    },
    handleOf: (bookHandle) => `${bookHandle.slice(1)}E020067042`,
    started: (p2pRequestId) => say({ p2pRequestId }),
    status,
    cancelled: (picture, isDone) =>
      isDone
        ? say({ p2pRequestId: picture.providerHandle })
        : refuse('EZETAP_0000610', 'P2P_PAYMENT_INITIATED'),
    voided: (picture, result) =>
      result === 'VOIDED'
        ? say({ status: 'VOIDED', txnId: picture.slip?.transactionId })
        : refuse('EZETAP_0000900'),
    refunded: (picture, amountPaise, result) =>
      result === 'REFUNDED'
        ? say({ status: 'REFUNDED', amount: rupees(amountPaise), txnId: `R${picture.slip?.transactionId}` })
        : refuse('EZETAP_0000901'),
    refuse: (_operation, code) => refuse(refusalCodes[code] ?? `EZETAP_${code}`),
  };
}
