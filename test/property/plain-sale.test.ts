import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlainSale } from '../../central/ingest/plain-sale.ts';
import { orderCompletedPayload } from '../../shared/contract/central-api.ts';
import { salePayload } from '../support/central/sale-events.ts';

type Path = readonly string[];

function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...at, key]))];
}

/** A copy with another value at a path; `undefined` takes the key away. */
function withValue(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string,
    unknown
  >;
  copy[key] = withValue(copy[key], rest, put);
  return copy;
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, true, '', '१२३४', '12345', '2026-06-01x', 'x'.repeat(41), [], {}),
  fc.constantFrom<unknown>(-0, -1, 0.5, 10_001, 1_000_000_000_001, 2 ** 53, Number.NaN, '0'.repeat(20_001)),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.integer(),
  fc.string({ maxLength: 600 }),
);
const sale = { ...salePayload({ lines: 3, transactionId: 'T-1' }) };

test('a sale as a till writes it needs no closer look', () => {
  expect(isPlainSale(sale)).toBe(true);
  expect(isPlainSale({ ...salePayload() })).toBe(true);
});

test('whatever is taken without a closer look, the contract takes too, and changes nothing of it', () => {
  let taken = 0;
  const mutated = fc.array(fc.tuple(fc.constantFrom(...pathsOf(sale)), odd), { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(mutated, (changes) => {
      let payload: unknown = sale;
      for (const [path, put] of changes) payload = withValue(payload, path, put);
      if (typeof payload !== 'object' || payload === null || !isPlainSale({ ...payload })) return;
      taken += 1;
      const parsed = orderCompletedPayload.safeParse(payload);
      expect(parsed.success && parsed.data).toEqual(payload);
    }),
    { numRuns: 5000 },
  );
  expect(taken).toBeGreaterThan(100);
});
