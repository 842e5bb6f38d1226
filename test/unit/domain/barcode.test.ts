import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_LABEL_LAYOUTS,
  gtinCheckDigit,
  isGtin,
  makeEan13,
  normaliseBarcode,
  parseBarcode,
  parseScaleLabel,
} from '../../../shared/domain/barcode.ts';

describe('retail barcodes', () => {
  test.each(['8901234567890', '96385074', '036000291452', '4006381333931', '10012345678902'])(
    '%s is a GTIN',
    (code) => {
      expect(isGtin(code)).toBe(true);
    },
  );

  test('any single wrong digit is caught', () => {
    const property = fc.property(
      fc.stringMatching(/^\d{12}$/),
      fc.nat(12),
      fc.integer({ min: 1, max: 9 }),
      (first, at, by) => {
        const code = makeEan13(first);
        const wrong = String((Number(code.charAt(at)) + by) % 10);
        expect(isGtin(code)).toBe(true);
        expect(isGtin(`${code.slice(0, at)}${wrong}${code.slice(at + 1)}`)).toBe(false);
      },
    );
    fc.assert(property);
  });

  test('a UPC-A is the EAN-13 with a leading zero, all else is kept', () => {
    expect(normaliseBarcode(' 036000291452 ')).toBe('0036000291452');
    expect(normaliseBarcode('036000291453')).toBe('036000291453');
    expect(normaliseBarcode('SHOP-17')).toBe('SHOP-17');
  });

  test('what is kept with a product is checked', () => {
    expect(parseBarcode('8901234567890')).toEqual({ ok: true, value: '8901234567890' });
    expect(parseBarcode('8901234567891')).toEqual({ ok: false, error: { code: 'barcode-check-digit' } });
    expect(parseBarcode('  ')).toEqual({ ok: false, error: { code: 'barcode-empty' } });
    expect(parseBarcode('चाय')).toEqual({ ok: false, error: { code: 'barcode-characters' } });
    expect(parseBarcode('1'.repeat(49))).toMatchObject({ ok: false, error: { code: 'barcode-too-long' } });
  });

  test("a scale's label gives the item and its weight or price", () => {
    const weighed = makeEan13('210004200250');
    const dearer = makeEan13('220004212345');
    expect(parseScaleLabel(weighed, DEFAULT_LABEL_LAYOUTS)).toEqual({
      kind: 'weight',
      itemCode: '00042',
      quantityMilli: 250,
    });
    expect(parseScaleLabel(dearer, DEFAULT_LABEL_LAYOUTS)).toEqual({
      kind: 'price',
      itemCode: '00042',
      pricePaise: 12345,
    });
    expect(parseScaleLabel(makeEan13('290004212345'), DEFAULT_LABEL_LAYOUTS)).toBeNull();
    expect(parseScaleLabel(makeEan13('210004200000'), DEFAULT_LABEL_LAYOUTS)).toBeNull();
    expect(parseScaleLabel('8901234567890', DEFAULT_LABEL_LAYOUTS)).toBeNull();
    expect(() => gtinCheckDigit('12a')).toThrow();
  });
});
