import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../electron/catalogue/import/cell-text.ts';
import { detectDelimiter } from '../../electron/catalogue/import/detect-delimiter.ts';
import { guessMapping, headKey, heads } from '../../electron/catalogue/import/guess-mapping.ts';
import { parseDecimal } from '../../electron/catalogue/import/parse-decimal.ts';
import { parseRow } from '../../electron/catalogue/import/parse-row.ts';
import { csvCell } from '../../electron/catalogue/import/refused-report.ts';
import { makeEan13 } from '../../shared/domain/barcode.ts';
import { formatRupees, paise, toDecimalString } from '../../shared/domain/money.ts';

const mapping = { externalCode: 0, name: 1, price: 2, mrp: 3, barcodes: 4, gstRate: 5, hsn: 6 };
const rules = { mapping, defaults: { byCategory: { '*': { gstRateBp: 500, hsn: '0902' } } } };
const row = (cells: readonly string[]) => parseRow(2, cells, rules);

const price = fc.integer({ min: 1, max: 1_000_000_000 });
const twelveDigits = fc
  .integer({ min: 0, max: 999_999_999_999 })
  .map((number) => String(number).padStart(12, '0'));
const spaces = fc.constantFrom('', ' ', '\u00a0', '\t ', '\u200b', '\ufeff ');
const name = fc.string({ minLength: 1, maxLength: 100 }).filter((text) => cleanText(text) !== '');

describe('a row of a file', () => {
  test('keeps any price to the paisa, however it is written', () => {
    fc.assert(
      fc.property(price, spaces, fc.constantFrom('', '₹', 'Rs. '), (amount, space, sign) => {
        const plain = row([
          '1',
          'Tea',
          `${space}${sign}${toDecimalString(paise(amount))}${space}`,
          '',
          '',
          '',
          '',
        ]);
        const grouped = row(['1', 'Tea', formatRupees(paise(amount)), '', '', '', '']);
        expect([plain, grouped]).toMatchObject([
          { ok: true, value: { pricePaise: amount } },
          { ok: true, value: { pricePaise: amount } },
        ]);
      }),
    );
  });

  test('is refused exactly when its price is above its MRP', () => {
    fc.assert(
      fc.property(price, price, (amount, mrp) => {
        const parsed = row([
          '1',
          'Tea',
          toDecimalString(paise(amount)),
          toDecimalString(paise(mrp)),
          '',
          '',
          '',
        ]);
        expect(parsed).toMatchObject(amount <= mrp ? { ok: true } : { ok: false, error: 'price-over-mrp' });
      }),
    );
  });

  test('is taken with a right EAN-13 and refused with any other check digit', () => {
    fc.assert(
      fc.property(twelveDigits, fc.integer({ min: 1, max: 9 }), (digits, off) => {
        const right = makeEan13(digits);
        const wrong = `${digits}${(Number(right.slice(-1)) + off) % 10}`;
        expect(row(['1', 'Tea', '1', '', right, '', ''])).toMatchObject({
          ok: true,
          value: { barcodes: [right] },
        });
        expect(row(['1', 'Tea', '1', '', wrong, '', ''])).toMatchObject({
          ok: false,
          error: 'barcode-invalid',
        });
      }),
    );
  });

  test('has no space at the ends of its name nor two together, and the same content whatever the spaces', () => {
    fc.assert(
      fc.property(name, spaces, spaces, (text, before, after) => {
        const parsed = row(['1', `${before}${text}${after}`, '1', '', '', '', '']);
        const plain = row(['1', text, '1', '', '', '', '']);
        expect(parsed).toEqual(plain);
        expect(
          parsed.ok && /^\S(?:.*\S)?$/u.test(parsed.value.name) && !/\s\s/u.test(parsed.value.name),
        ).toBe(true);
      }),
    );
  });

  test('is judged, never thrown over, whatever its cells hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 9 }), (cells) => {
        const parsed = row(cells);
        expect(
          parsed.ok ? parsed.value.name.length > 0 && parsed.value.pricePaise > 0 : parsed.error.length > 0,
        ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('has the same content hash exactly when what is stored is the same', () => {
    fc.assert(
      fc.property(price, price, (one, other) => {
        const hash = (amount: number): string => {
          const parsed = row(['1', 'Tea', toDecimalString(paise(amount)), '', '', '', '']);
          return parsed.ok ? parsed.value.contentHash : '';
        };
        expect(hash(one) === hash(other)).toBe(one === other);
      }),
    );
  });
});

describe('what reads a file', () => {
  test('reads decimals exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (milli) => {
        const text = `${Math.trunc(milli / 1000)}.${String(milli % 1000).padStart(3, '0')}`;
        expect([parseDecimal(text, 1000), parseDecimal(`-${text}`, 1000)]).toEqual([milli, 0 - milli]);
      }),
    );
  });

  test('finds the delimiter of any table with two columns or more', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const table = fc
      .integer({ min: 2, max: 6 })
      .chain((width) =>
        fc.array(fc.array(word, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 8 }),
      );
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t', '|'), (rows, delimiter) => {
        const others = [',', ';', '|'].filter((sign) => sign !== delimiter).join('');
        const text = rows
          .map((cells) => cells.map((cell) => `"${cell}${others}"`).join(delimiter))
          .join('\r\n');
        expect(detectDelimiter(`${text}\r\n`)).toBe(delimiter);
      }),
    );
  });

  test('knows each head it has a name for, in any order of columns', () => {
    const fields = Object.entries(heads);
    fc.assert(
      fc.property(fc.shuffledSubarray(fields), fc.nat(), (chosen, seed) => {
        const columns = chosen.map(([, names]) => names[seed % names.length] ?? '');
        fc.pre(new Set(columns.map(headKey)).size === columns.length);
        const guessed = guessMapping(columns, []);
        for (const [at, [field]] of chosen.entries())
          expect(Object.entries(guessed)).toContainEqual([field, at]);
      }),
    );
  });

  test('keeps its names of heads in the form in which heads are compared', () => {
    const names = Object.values(heads).flat();
    expect(names.filter((text) => headKey(text) !== text)).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  test('writes no cell that a spreadsheet takes for a formula', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t=', ' ='), fc.string(), (sign, text) => {
        expect(csvCell(`${sign}${text}`).startsWith(`"'`)).toBe(true);
      }),
    );
  });
});
