import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PGlite } from '@electric-sql/pglite';
import { arrayLiteral } from '../../../central/store/array-literal.ts';

let db: PGlite;
beforeAll(async () => {
  db = await PGlite.create();
});
afterAll(() => db.close());

test('a database reads back every text that was written as an array, and null apart from the text NULL', async () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 12 })
    .filter((one) => !one.includes('\0') && one.isWellFormed());
  const element = fc.oneof(
    text,
    fc.constantFrom(null, 'NULL', 'null', '', ' ', '{}', 'a,b', '"', '\\', '\\"'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(element, { maxLength: 8 }), async (texts) => {
      const literal = String(arrayLiteral(texts));
      const { rows } = await db.query<{ back: unknown }>(
        `SELECT coalesce(json_agg(one ORDER BY at), '[]') AS back FROM unnest('${literal.replaceAll("'", "''")}'::text[]) WITH ORDINALITY AS all_of (one, at)`,
      );
      expect(rows[0]?.back).toEqual(texts);
    }),
    { numRuns: 200 },
  );
});

test('whole numbers and truths are written bare, and what is no array is left alone', () => {
  expect(arrayLiteral([1, -2, null, 9_007_199_254_740_991])).toBe('{1,-2,NULL,9007199254740991}');
  expect(arrayLiteral([true, false])).toBe('{true,false}');
  expect(arrayLiteral([])).toBe('{}');
  expect([arrayLiteral('x'), arrayLiteral(5), arrayLiteral(null)]).toEqual(['x', 5, null]);
});
