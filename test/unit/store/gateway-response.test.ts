import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  shortResponse,
  wholeResponse,
  type ResponseColumns,
} from '../../../electron/store/repositories/gateway-response.ts';

const columns: ResponseColumns = {
  transactionId: 'TXN528272134680',
  authCode: '902362',
  rrn: '902045285476',
  batch: '154490',
  hostCode: '00',
  hostMessage: 'APPROVED',
  scheme: 'rupay',
  maskedCard: '607000******9586',
  entryMode: 'chip',
  pinVerified: false,
};
const card = JSON.stringify({
  transactionId: 'TXN528272134680',
  authCode: '902362',
  rrn: '902045285476',
  batch: '154490',
  invoiceNumber: '851560',
  hostCode: '00',
  hostMessage: 'APPROVED',
  scheme: 'rupay',
  cardKind: 'debit',
  maskedCard: '607000******9586',
  entryMode: 'chip',
  pinVerified: false,
  aid: 'A0000005241010',
  applicationName: 'RuPay Debit',
  tvr: '0000008000',
  tsi: 'E800',
  tc: '3785870363609434',
});

test('what the columns of an attempt say already is not written a second time', () => {
  const short = shortResponse(columns, card);
  expect(short).toBe(
    '["851560","debit","A0000005241010","RuPay Debit","0000008000","E800","3785870363609434"]',
  );
  expect(wholeResponse(columns, short)).toBe(card);
});

test('an answer that the columns would not give back word for word is written as it is', () => {
  for (const said of [
    card.replace('902045285476', '111111111111'),
    card.replace(':"00"', ': "00"'),
    card.replace('}', ',"more":1}'),
    card.replace('"authCode":"902362",', ''),
    '"text"',
    'null',
    '{}',
  ])
    expect(shortResponse(columns, said)).toBe(said);
  expect(shortResponse(columns, null)).toBeNull();
  expect(wholeResponse(columns, null)).toBeNull();
});

test('an answer written whole, as earlier versions did, reads as it was written', () => {
  expect(wholeResponse({ ...columns, rrn: null }, card)).toBe(card);
});

test('whatever the columns and the answer are, what was stored is given back word for word', () => {
  const text = fc.option(fc.constantFrom('', '0', '00', 'rupay', 'APPROVED'), { nil: null });
  const anyColumns = fc.record({
    transactionId: text,
    authCode: text,
    rrn: text,
    batch: text,
    hostCode: text,
    hostMessage: text,
    scheme: text,
    maskedCard: text,
    entryMode: text,
    pinVerified: fc.option(fc.boolean(), { nil: null }),
  });
  const others = fc.record(
    { invoiceNumber: text, cardKind: text, aid: text, tc: text, unknown: text },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(anyColumns, anyColumns, others, fc.boolean(), (have, said, more, same) => {
      const parts = { ...(same ? have : said), ...more };
      const response = JSON.stringify(parts, (_, value: unknown) => value ?? undefined);
      expect(wholeResponse(have, shortResponse(have, response))).toBe(response);
    }),
  );
});
