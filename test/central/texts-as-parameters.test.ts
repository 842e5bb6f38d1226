/** Arrays of texts reach both databases letter by letter, in whatever form each takes them. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCentral, type TestCentral } from '../support/central/start-central.ts';

let central: TestCentral;
beforeAll(async () => {
  central = await startCentral();
});
afterAll(() => central.stop());

const READ_BACK = `SELECT coalesce(json_agg(one ORDER BY at), '[]') AS back
  FROM unnest($1::text[]) WITH ORDINALITY AS all_of (one, at)`;

test('every text that is written as one of an array is read back, and null apart from the text NULL', async () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 12 })
    .filter((one) => !one.includes('\0') && one.isWellFormed());
  const odd = fc.constantFrom(null, 'NULL', '', ' ', '{}', 'a,b', '"', '\\', '\\"', 'चावल', '₹');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(text, odd), { minLength: 1, maxLength: 8 }), async (texts) => {
      const rows = await central.db.query<{ back: unknown }>(READ_BACK, [{ texts }]);
      expect(rows[0]?.back).toEqual(texts);
    }),
    { numRuns: 200 },
  );
});

test('an array without a text is none, and half of a letter comes as the sign for what is unreadable', async () => {
  const none = await central.db.query<{ back: unknown }>(READ_BACK, [{ texts: [] }]);
  expect(none[0]?.back).toEqual([]);
  const half = await central.db.query<{ back: unknown }>(READ_BACK, [{ texts: ['a\uD800b'] }]);
  expect(half[0]?.back).toEqual(['a\uFFFDb']);
});
