import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc16, decodeTlv, encodeTlv, hasRightCrc } from '../../../shared/domain/emv-qr.ts';
import { parseAttemptId } from '../../../shared/domain/ids.ts';
import { paise } from '../../../shared/domain/money.ts';
import { buildBharatQr, buildUpiUri, upiReference, type UpiRequest } from '../../../shared/domain/upi-qr.ts';

const request: UpiRequest = {
  payeeAddress: 'shop@bank',
  payeeName: 'Sharma & Sons किराना',
  merchantCode: '5411',
  terminalId: 'T1',
  reference: 'R123',
  note: 'Bill 7',
  amountPaise: paise(1234_50),
};

describe('the UPI link', () => {
  test('carries every field percent-encoded and the amount with two decimals', () => {
    const uri = buildUpiUri(request);
    if (!uri.ok) throw new Error(uri.error.code);
    expect(uri.value.startsWith('upi://pay?pa=shop@bank&pn=Sharma%20%26%20Sons%20')).toBe(true);
    const query = new URLSearchParams(uri.value.split('?')[1]);
    expect(Object.fromEntries(query)).toEqual({
      pa: 'shop@bank',
      pn: request.payeeName,
      mc: '5411',
      tid: 'T1',
      tr: 'R123',
      tn: 'Bill 7',
      am: '1234.50',
      cu: 'INR',
    });
  });

  test.each([
    [{ payeeAddress: 'shop' }, 'upi-address'],
    [{ payeeName: ' ' }, 'upi-name'],
    [{ merchantCode: '54' }, 'upi-merchant-code'],
    [{ reference: 'R'.repeat(36) }, 'upi-reference'],
    [{ reference: 'a b' }, 'upi-reference'],
    [{ amountPaise: paise(0) }, 'upi-amount'],
  ])('with %j is refused: %s', (change, code) => {
    expect(buildUpiUri({ ...request, ...change })).toEqual({ ok: false, error: { code } });
  });

  test('the reference of an attempt is its id and fits', () => {
    const id = parseAttemptId('018f5f3e-7c1a-7b2d-9c4e-0a0b0c0d0e0f');
    if (!id.ok) throw new Error('not an id');
    expect(upiReference(id.value)).toBe('018f5f3e7c1a7b2d9c4e0a0b0c0d0e0f');
  });
});

describe('the Bharat QR', () => {
  test('the checksum has the check value of the standard', () => {
    expect(crc16('123456789')).toBe('29B1');
  });

  test('reads back with its checksum right, and any change breaks it', () => {
    const code = buildBharatQr({ ...request, payeeName: 'Sharma and Sons', city: 'Pune' });
    if (!code.ok) throw new Error(code.error.code);
    expect(hasRightCrc(code.value)).toBe(true);
    expect(hasRightCrc(code.value.replace('1234.50', '1234.51'))).toBe(false);
    const fields = new Map(decodeTlv(code.value) ?? []);
    expect(fields.get('54')).toBe('1234.50');
    expect(fields.get('53')).toBe('356');
    expect(new Map(decodeTlv(fields.get('26') ?? '') ?? []).get('01')).toBe('shop@bank');
    expect(new Map(decodeTlv(fields.get('27') ?? '') ?? []).get('01')).toBe('R123');
  });

  test('data objects survive writing and reading', () => {
    const field = fc.tuple(fc.stringMatching(/^\d\d$/), fc.stringMatching(/^[ -~]{1,99}$/));
    const property = fc.property(fc.array(field, { maxLength: 10 }), (fields) => {
      expect(decodeTlv(encodeTlv(fields))).toEqual(fields);
    });
    fc.assert(property);
    for (const bad of ['0', '0005abc', 'xx02ab', '0000']) expect(decodeTlv(bad)).toBeNull();
  });
});
