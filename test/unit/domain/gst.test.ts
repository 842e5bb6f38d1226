import { describe, expect, test } from 'vitest';
import {
  businessDateAt,
  calendarDate,
  isBusinessDate,
  reversalDueDate,
  type BusinessDate,
} from '../../../shared/domain/business-date.ts';
import { financialYearOf } from '../../../shared/domain/financial-year.ts';
import { gstRateBp, gstRateOn, type GstRateRow } from '../../../shared/domain/gst.ts';
import {
  gstinCheckCharacter,
  gstinState,
  parseGstin,
  placeOfSupply,
  supplyKind,
  supplyTo,
} from '../../../shared/domain/gstin.ts';
import { parseHsn } from '../../../shared/domain/hsn.ts';
import { STATES, stateName, stateTaxName } from '../../../shared/domain/states.ts';

function day(text: string): BusinessDate {
  if (!isBusinessDate(text)) throw new Error(text);
  return text;
}

describe('rates of GST', () => {
  const rows: readonly GstRateRow[] = [
    { hsn: null, rateBp: gstRateBp(1800), fromDate: day('2017-07-01') },
    { hsn: '3304', rateBp: gstRateBp(2800), fromDate: day('2017-07-01') },
    { hsn: '3304', rateBp: gstRateBp(1800), fromDate: day('2025-09-22') },
    { hsn: '330410', rateBp: gstRateBp(500), fromDate: day('2025-09-22') },
  ];
  test.each([
    ['2025-09-21', '33041000', 2800],
    ['2025-09-22', '33041000', 500],
    ['2025-09-22', '330499', 1800],
    ['2025-09-22', null, 1800],
    ['2020-01-01', '1006', 1800],
  ])('on %s goods of HSN %s are at %i', (date, hsn, rateBp) => {
    expect(gstRateOn(rows, day(date), hsn)).toEqual({ ok: true, value: rateBp });
  });

  test('before the first row there is none', () => {
    expect(gstRateOn(rows, day('2016-01-01'), null)).toEqual({
      ok: false,
      error: { code: 'gst-rate-unknown' },
    });
  });
});

describe('GSTIN', () => {
  test('a right one is read in any case, and names its State', () => {
    for (const text of ['27AAPFU0939F1ZV', ' 27aapfu0939f1zv ', '29ABCDE1234F1ZW']) {
      const read = parseGstin(text);
      expect(read.ok).toBe(true);
      if (read.ok) expect(gstinState(read.value)).toBe(read.value.slice(0, 2));
    }
  });

  test('any one character changed is refused', () => {
    const good = '27AAPFU0939F1ZV';
    for (let at = 0; at < 14; at += 1) {
      for (const other of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
        if (other === good.charAt(at)) continue;
        expect(parseGstin(`${good.slice(0, at)}${other}${good.slice(at + 1)}`).ok).toBe(false);
      }
    }
  });

  test('an unknown State is refused by name', () => {
    const first14 = '39AAPFU0939F1Z';
    expect(parseGstin(`${first14}${gstinCheckCharacter(first14)}`)).toEqual({
      ok: false,
      error: { code: 'gstin-state' },
    });
    expect(parseGstin('27AAPFU0939F1ZW')).toEqual({ ok: false, error: { code: 'gstin-check-digit' } });
    expect(parseGstin('hello')).toEqual({ ok: false, error: { code: 'gstin-format' } });
  });
});

describe('States and the place of supply', () => {
  test('01 to 38 and 97 are known', () => {
    expect(Object.keys(STATES).toSorted()).toEqual([
      ...Array.from({ length: 38 }, (_, i) => String(i + 1).padStart(2, '0')),
      '97',
    ]);
    expect(stateName('27')).toBe('Maharashtra');
    expect([stateTaxName('27'), stateTaxName('04'), stateTaxName('07')]).toEqual(['SGST', 'UTGST', 'SGST']);
  });

  test('is the shop for a sale over the counter, and the recorded State of an unregistered buyer', () => {
    const counter = { shopState: '27', deliveryState: null, unregisteredBuyerState: null } as const;
    expect(placeOfSupply(counter)).toBe('27');
    expect(placeOfSupply({ ...counter, deliveryState: '29' })).toBe('29');
    expect(placeOfSupply({ ...counter, unregisteredBuyerState: '24' })).toBe('24');
    expect([supplyKind('27', '27'), supplyKind('27', '29')]).toEqual(['intra-state', 'inter-state']);
  });

  const karnataka = { gstin: '29AAPFU0939F1ZR', stateCode: null };
  test.each<[string, Parameters<typeof supplyTo>[0]['buyer'], string, string]>([
    ['nobody named', null, 'intra-state', '27'],
    ['a neighbour', { gstin: null, stateCode: '27' }, 'intra-state', '27'],
    ['a private buyer of another State', { gstin: null, stateCode: '29' }, 'inter-state', '29'],
    ['a private buyer cannot choose', { gstin: null, stateCode: '29', goodsStay: true }, 'inter-state', '29'],
    ['a business of the State', { gstin: '27AAPFU0939F1ZV', stateCode: null }, 'intra-state', '27'],
    ['a business of another State', karnataka, 'inter-state', '29'],
    ['its goods stay', { ...karnataka, goodsStay: true }, 'intra-state', '27'],
    ['its goods go to a third State', { ...karnataka, stateCode: '24' }, 'inter-state', '24'],
  ])('a sale to %s', (_who, buyer, supply, place) => {
    expect(supplyTo({ business: 'regular', shopState: '27', buyer })).toEqual({ supply, place });
  });

  test('who collects no tax sells within the State only', () => {
    for (const business of ['composition', 'unregistered'] as const)
      expect(supplyTo({ business, shopState: '27', buyer: karnataka }).supply).toBe('intra-state');
  });

  test('HSN has 4, 6 or 8 digits', () => {
    for (const good of ['1006', '100630', '10063020', '1006.30.20']) expect(parseHsn(good).ok).toBe(true);
    for (const bad of ['', '10', '10063', '0012', '1006302', 'ABCD']) expect(parseHsn(bad).ok).toBe(false);
  });
});

describe('dates', () => {
  const zone = 'Asia/Kolkata';
  test('the business day begins at midnight in the shop', () => {
    expect(calendarDate(Date.UTC(2026, 2, 31, 18, 29, 59), zone)).toBe('2026-03-31');
    expect(calendarDate(Date.UTC(2026, 2, 31, 18, 30, 0), zone)).toBe('2026-04-01');
  });

  test('it is never before the last one and never a closed one', () => {
    const atMs = Date.UTC(2026, 5, 10, 6);
    expect(businessDateAt({ atMs, timeZone: zone, lastDate: null, lastClosedDate: null })).toBe('2026-06-10');
    expect(businessDateAt({ atMs, timeZone: zone, lastDate: day('2026-06-12'), lastClosedDate: null })).toBe(
      '2026-06-12',
    );
    expect(
      businessDateAt({
        atMs,
        timeZone: zone,
        lastDate: day('2026-06-10'),
        lastClosedDate: day('2026-06-10'),
      }),
    ).toBe('2026-06-11');
  });

  test('the financial year turns on 1 April', () => {
    expect(financialYearOf(day('2026-03-31'))).toEqual({ startYear: 2025, label: '2025-26', short: '2526' });
    expect(financialYearOf(day('2026-04-01'))).toEqual({ startYear: 2026, label: '2026-27', short: '2627' });
    expect(financialYearOf(day('2100-01-01')).label).toBe('2099-00');
  });

  test('a debit of a failed payment is back within five days', () => {
    expect(reversalDueDate(day('2026-12-29'))).toBe('2027-01-03');
    for (const bad of ['2026-02-29', '2026-13-01', '26-01-01', '1999-01-01'])
      expect(isBusinessDate(bad)).toBe(false);
  });
});
