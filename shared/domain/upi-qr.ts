import { encodeTlv, withCrc } from './emv-qr.ts';
import type { AttemptId } from './ids.ts';
import { toDecimalString, type Paise } from './money.ts';
import { err, ok, type Result } from './result.ts';

/** What a UPI QR asks for (FIELD 6). */
export type UpiRequest = {
  /** The shop's UPI address, such as shop@bank. */
  readonly payeeAddress: string;
  readonly payeeName: string;
  /** Merchant category code, four digits (ISO 18245). */
  readonly merchantCode: string;
  readonly terminalId: string | null;
  /** Our reference, `tr`: unique per attempt, at most 35 letters and digits. */
  readonly reference: string;
  readonly note: string;
  readonly amountPaise: Paise;
};

export type UpiError =
  | { readonly code: 'upi-address' }
  | { readonly code: 'upi-name' }
  | { readonly code: 'upi-merchant-code' }
  | { readonly code: 'upi-reference' }
  | { readonly code: 'upi-amount' };

/** The reference of an attempt: its id without dashes, 32 characters, so that money that comes is found by it. */
export function upiReference(attemptId: AttemptId): string {
  return attemptId.replaceAll('-', '');
}

/** Tells whether a text has the shape of a UPI address: a name, an @ and the handle of a bank or app. */
export function isUpiAddress(text: string): boolean {
  return /^[A-Za-z0-9.\-_]{2,256}@[A-Za-z][A-Za-z0-9]{1,63}$/.test(text);
}

/** The first thing wrong with a request, or null (NPCI, UPI Linking Specifications). */
function checkRequest(request: UpiRequest): UpiError | null {
  if (!isUpiAddress(request.payeeAddress)) return { code: 'upi-address' };
  if (request.payeeName.trim() === '') return { code: 'upi-name' };
  if (!/^\d{4}$/.test(request.merchantCode)) return { code: 'upi-merchant-code' };
  if (!/^[A-Za-z0-9]{1,35}$/.test(request.reference)) return { code: 'upi-reference' };
  return request.amountPaise > 0 ? null : { code: 'upi-amount' };
}

/** Percent-encodes a value (RFC 3986); the @ of an address stays, as apps expect it. */
function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replaceAll('%40', '@');
}

const NOTE_LENGTH_MAX = 50;

/** The link behind a UPI QR: upi://pay with pa, pn, mc, tid, tr, tn, am (two decimals) and cu=INR. */
export function buildUpiUri(request: UpiRequest): Result<string, UpiError> {
  const refused = checkRequest(request);
  if (refused !== null) return err(refused);
  const fields: readonly (readonly [string, string])[] = [
    ['pa', request.payeeAddress],
    ['pn', request.payeeName.trim()],
    ['mc', request.merchantCode],
    ['tid', request.terminalId ?? ''],
    ['tr', request.reference],
    ['tn', request.note.trim().slice(0, NOTE_LENGTH_MAX)],
    ['am', toDecimalString(request.amountPaise)],
    ['cu', 'INR'],
  ];
  const query = fields.filter(([, value]) => value !== '').map(([key, value]) => `${key}=${encode(value)}`);
  return ok(`upi://pay?${query.join('&')}`);
}

/** RuPay's application id, which marks the UPI templates of a Bharat QR (Bharat QR specification, tags 26 and 27). */
const RUPAY_AID = 'A000000524';

/** Only printable ASCII fits these fields; what does not is left out, and the field is cut to its length. */
function plain(text: string, lengthMax: number): string {
  return text
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/gu, '')
    .trim()
    .slice(0, lengthMax);
}

/** The same request as a dynamic Bharat QR: EMVCo tags, UPI in templates 26 and 27, CRC in tag 63. */
export function buildBharatQr(request: UpiRequest & { readonly city: string }): Result<string, UpiError> {
  const refused = checkRequest(request);
  if (refused !== null) return err(refused);
  const name = plain(request.payeeName, 25);
  if (name === '') return err({ code: 'upi-name' });
  // A template holds at most 99 characters, of which 18 go to the application id and the heads.
  if (request.payeeAddress.length > 81) return err({ code: 'upi-address' });
  const terminal = plain(request.terminalId ?? '', 25);
  const body = encodeTlv([
    ['00', '01'],
    ['01', '12'],
    [
      '26',
      encodeTlv([
        ['00', RUPAY_AID],
        ['01', request.payeeAddress],
      ]),
    ],
    [
      '27',
      encodeTlv([
        ['00', RUPAY_AID],
        ['01', request.reference],
      ]),
    ],
    ['52', request.merchantCode],
    ['53', '356'],
    ['54', toDecimalString(request.amountPaise)],
    ['58', 'IN'],
    ['59', name],
    ['60', plain(request.city, 15) || 'INDIA'],
    ...(terminal === '' ? [] : [['62', encodeTlv([['07', terminal]])] as const]),
  ]);
  return ok(withCrc(body));
}
