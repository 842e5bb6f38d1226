import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readStatus as readPineLabs } from '../../electron/gateway/pine-labs/read-status.ts';
import { readStatus as readRazorpayPos } from '../../electron/gateway/razorpay-pos/read-status.ts';
import {
  account,
  handle,
  pineDone,
  pineSettings,
  pineTags,
  razorpayDone,
  ref,
} from '../support/provider-replies.ts';

/** A value as the adapter would read it: text and numbers as text, anything else as nothing it could read. */
const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : JSON.stringify(value);

/** Any code of letters and digits is as good an auth code or RRN as another; only its absence can be told. */
const isCode = (value: unknown): boolean => /^[A-Za-z0-9]{4,35}$/.test(asText(value));

/** What must be as it was for the reply to be an approval of the bill. */
const razorpayEvidence = [
  'success',
  'messageCode',
  'status',
  'paymentMode',
  'amount',
  'currencyCode',
  'externalRefNumber',
  'mid',
  'tid',
  'authCode',
  'rrNumber',
];

test('an approval of Razorpay POS with one piece of evidence changed is no approval of the bill', () => {
  expect(readRazorpayPos(razorpayDone, ref, handle, account)).toMatchObject({ value: { kind: 'approved' } });
  fc.assert(
    fc.property(fc.constantFrom(...razorpayEvidence), fc.jsonValue(), (key, value) => {
      fc.pre(asText(value) !== asText(razorpayDone[key]));
      fc.pre(!(['authCode', 'rrNumber'].includes(key) && isCode(value)));
      const answer = readRazorpayPos({ ...razorpayDone, [key]: value }, ref, handle, account);
      expect(answer).not.toMatchObject({ ok: true, value: { kind: 'approved' } });
    }),
    { numRuns: 2000 },
  );
});

test('an approval of Pine Labs with one tag changed is no approval of the bill', () => {
  expect(readPineLabs(pineDone, ref, handle, pineSettings)).toMatchObject({ value: { kind: 'approved' } });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: pineTags.length - 1 }), fc.jsonValue(), (index, value) => {
      fc.pre(asText(value) !== pineTags[index]?.['Value']);
      fc.pre(!(['RRN', 'ApprovalCode'].includes(String(pineTags[index]?.['Tag'])) && isCode(value)));
      const changed = pineTags.map((one, at) => (at === index ? { ...one, Value: value } : one));
      const answer = readPineLabs({ ...pineDone, TransactionData: changed }, ref, handle, pineSettings);
      expect(answer).not.toMatchObject({ ok: true, value: { kind: 'approved' } });
    }),
    { numRuns: 2000 },
  );
});

test('no JSON at all is an approval by chance', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      const answers = [
        readRazorpayPos(json, ref, handle, account),
        readPineLabs(json, ref, handle, pineSettings),
      ];
      for (const answer of answers) expect(answer.ok).toBe(false);
    }),
  );
});
