import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { csvLine } from '../../../electron/reports/csv.ts';
import { fromDecimalString, paise } from '../../../shared/domain/money.ts';

/** Reads a table as RFC 4180 writes it. */
function parsed(text: string): string[][] {
  const rows: string[][] = [[]];
  const fields = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/gy;
  for (let found = fields.exec(text); found !== null; found = fields.exec(text)) {
    rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') rows.push([]);
  }
  expect(fields.lastIndex).toBe(0);
  return rows.slice(0, -1);
}

describe('A saved table', () => {
  test('is read back as it was written, whatever the words hold', () => {
    const word = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => text.trim() !== '');
    const words = fc.array(fc.oneof(word, fc.constantFrom('a,b', 'say "yes"', 'one\r\ntwo', 'चाय, दूध')), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 5 }), (rows) => {
        const text = rows.map(csvLine).join('');
        const bare = (cell: string): string => cell.replace(/^'/, '');
        expect(parsed(text).map((row) => row.map(bare))).toEqual(rows.map((row) => row.map(bare)));
      }),
    );
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =HYPERLINK("x")', '＝1', '－1'])(
    'lets no spreadsheet run %j',
    (words) => {
      expect(parsed(csvLine([words]))[0]?.[0]).toBe(`'${words}`);
    },
  );

  test('has amounts as rupees with two decimals, negative ones too, without grouping or an apostrophe', () => {
    expect(csvLine(['Net', 12, { paise: paise(12_34_567_89) }, { paise: paise(-5) }])).toBe(
      'Net,12,1234567.89,-0.05\r\n',
    );
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        const [cell = ''] = parsed(csvLine([{ paise: paise(amount) }]))[0] ?? [];
        expect(fromDecimalString(cell)).toEqual({ ok: true, value: paise(amount) });
      }),
    );
  });
});
