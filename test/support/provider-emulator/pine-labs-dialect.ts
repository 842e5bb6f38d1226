import {
  pineLabsCancelRequest,
  pineLabsPaths,
  pineLabsStatusRequest,
  pineLabsUploadRequest,
} from '../../../shared/contract/pine-labs.ts';
import type { Reply } from '../../../electron/training/emulator/operations.ts';
import type { Dialect, Picture, ProviderRequest } from './dialect.ts';

/** What the calls of this emulator must carry. */
export type PineLabsAccount = {
  readonly MerchantID: string;
  readonly SecurityToken: string;
  readonly StoreID: string;
  readonly ClientID: string;
};

const say = (code: number, message: string, reference: number, rest: object = {}): Reply => ({
  status: 200,
  json: {
    ResponseCode: code,
    ResponseMessage: message,
    PlutusTransactionReferenceID: reference,
    AdditionalInfo: null,
    ...rest,
  },
});

/** Words that this emulator uses where the public description is silent; a shop would hear them from Pine Labs. */
export const emulatorWords = { declined: 'TXN DECLINED', cancelled: 'TXN CANCELLED' } as const;

const refusalWords: Readonly<Record<string, string>> = {
  'terminal-busy': 'PLEASE APPROVE OPEN TXN FIRST',
  'invalid-request': 'INVALID INPUT',
  'not-found': 'TRANSACTION NOT FOUND',
  unauthorised: 'INVALID MERCHANT',
  forbidden: 'INVALID STORE',
};

function tagsOf(picture: Picture): readonly { readonly Tag: string; readonly Value: string }[] {
  const { slip } = picture;
  const tags: readonly (readonly [string, string | null])[] = [
    ['PaymentMode', 'CARD'],
    ['AmountInPaisa', String(picture.amountPaise)],
    ['TID', picture.terminalId],
    ['MID', picture.merchantId],
    ['RRN', slip?.rrn ?? null],
    ['ApprovalCode', slip?.authCode ?? null],
    ['Invoice Number', slip?.invoiceNumber ?? null],
    ['Batch Number', slip?.batch ?? null],
    ['Card Number', slip?.maskedCard ?? null],
    ['Card Type', slip?.scheme ?? null],
    ['CurrencyType', picture.currency],
    ['TransactionLogId', slip?.transactionId ?? null],
  ];
  return tags.flatMap(([Tag, Value]) => (Value === null ? [] : [{ Tag, Value }]));
}

function status(picture: Picture): Reply {
  // Somebody else's payment has somebody else's reference.
  const isOther = picture.attemptId.startsWith('00000000-');
  const reference = Number(picture.providerHandle) + (isOther ? 1 : 0);
  switch (picture.status) {
    case 'PENDING':
      return say(1001, 'TXN UPLOADED', reference);
    case 'APPROVED':
      return say(0, 'TXN APPROVED', reference, { TransactionData: tagsOf(picture) });
    case 'DECLINED':
      return picture.final ? say(1, emulatorWords.declined, reference) : say(1001, 'TXN UPLOADED', reference);
    case 'CANCELLED':
      return say(1, emulatorWords.cancelled, reference);
    default:
      return say(1, String(picture.status), reference);
  }
}

function read(path: string, body: unknown, account: PineLabsAccount): ProviderRequest | null {
  const isOurs = (sent: PineLabsAccount): boolean =>
    sent.MerchantID === account.MerchantID &&
    sent.SecurityToken === account.SecurityToken &&
    sent.StoreID === account.StoreID &&
    sent.ClientID === account.ClientID;
  if (path === pineLabsPaths.upload) {
    const { data } = pineLabsUploadRequest.safeParse(body);
    if (data === undefined || !isOurs(data) || data.Amount !== data.TotalInvoiceAmount) return null;
    return { operation: 'sale', reference: data.TransactionNumber, amountPaise: data.Amount };
  }
  const isCancel = path === pineLabsPaths.cancel;
  if (!isCancel && path !== pineLabsPaths.status) return null;
  const { data } = (isCancel ? pineLabsCancelRequest : pineLabsStatusRequest).safeParse(body);
  if (data === undefined || !isOurs(data)) return null;
  const handle = String(data.PlutusTransactionReferenceID);
  return { operation: isCancel ? 'cancel' : 'status', handle };
}

/** The Pine Labs cloud as docs/gateways.md describes it. */
export function pineLabsDialect(account: PineLabsAccount): Dialect {
  const nothing = say(1, 'INVALID INPUT', 0);
  return {
    read: (path, body) => read(path, body, account),
    // The book's handle is a letter and ten digits; a reference never begins with 0.
    handleOf: (bookHandle) => `1${bookHandle.slice(1)}`,
    started: (handle) => say(0, 'APPROVED', Number(handle)),
    status,
    cancelled: (picture, isDone) =>
      isDone
        ? say(0, 'APPROVED', Number(picture.providerHandle))
        : say(11, 'CANNOT CANCEL AS TRANSACTION IS IN PROGRESS', Number(picture.providerHandle)),
    voided: () => nothing,
    refunded: () => nothing,
    refuse: (_operation, code) =>
      say(code === 'not-found' ? 12 : 1, refusalWords[code] ?? code.toUpperCase(), 0),
  };
}
