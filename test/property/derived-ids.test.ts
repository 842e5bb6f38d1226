import fc from 'fast-check';
import { expect, test } from 'vitest';
import { giveBackIdsOf, lineIdAt, tenderIdAt } from '../../shared/domain/derived-ids.ts';
import { isUuid, parseAttemptId, parseOrderId } from '../../shared/domain/ids.ts';
import { must } from '../support/catalogue.ts';

/** Any UUIDv7 up to the year 6429, near ones more often than not: they share a start or an end. */
const uuidV7 = fc
  .tuple(fc.bigInt(0n, (1n << 47n) - 1n), fc.bigInt(0n, (1n << 12n) - 1n), fc.bigInt(0n, (1n << 62n) - 1n))
  .chain(([time, a, b]) =>
    fc.constantFrom(
      [time, a, b] as const,
      [time, 0n, 0n] as const,
      [0n, a, 0n] as const,
      [0n, 0n, b] as const,
    ),
  )
  .map(([time, a, b]) => {
    const hex = (value: bigint, digits: number): string => value.toString(16).padStart(digits, '0');
    const all = `${hex(time, 12)}7${hex(a, 3)}${hex((2n << 62n) | b, 16)}`;
    return [all.slice(0, 8), all.slice(8, 12), all.slice(12, 16), all.slice(16, 20), all.slice(20)].join('-');
  });

test('the ids of a void and a refund are UUIDs that no other attempt, no other purpose and no made id has', () => {
  fc.assert(
    fc.property(fc.uniqueArray(uuidV7, { minLength: 2, maxLength: 40 }), (ids) => {
      const derived = ids.flatMap((id) => Object.values(giveBackIdsOf(must(parseAttemptId(id)))));
      expect(derived.every(isUuid)).toBe(true);
      expect(new Set([...ids, ...derived]).size).toBe(3 * ids.length);
    }),
  );
});

test('the ids of all the lines and tenders of an order are UUIDs, each another one, and none of another order’s', () => {
  const heads = (id: string): string => id.slice(0, 33);
  fc.assert(
    fc.property(fc.uniqueArray(uuidV7, { minLength: 2, maxLength: 4, selector: heads }), (ids) => {
      const derived = ids.flatMap((id) => {
        const orderId = must(parseOrderId(id));
        const lines = Array.from({ length: 500 }, (_, at) => lineIdAt(orderId, at + 1));
        const tenders = Array.from({ length: 100 }, (_, at) => tenderIdAt(orderId, at + 1));
        return [...lines, ...tenders];
      });
      expect(derived.every(isUuid)).toBe(true);
      expect(new Set([...ids, ...derived]).size).toBe(601 * ids.length);
    }),
    { numRuns: 20 },
  );
});

test('an id that follows from another is the same for ever: gateways and offices know them', () => {
  const orderId = must(parseOrderId('018cb40d-ec98-76b8-934e-30587c8c1b82'));
  expect(lineIdAt(orderId, 16)).toBe('018cb40d-ec98-86b8-934e-30587c8c1010');
  expect(tenderIdAt(orderId, 2)).toBe('018cb40d-ec98-86b8-934e-30587c8c1f02');
  const attemptId = must(parseAttemptId('018d5409-9cc2-71b7-90b3-d2600fddafac'));
  expect(giveBackIdsOf(attemptId)).toEqual({
    voidId: '018d5409-9cc2-81b7-90b3-d2600fddafac',
    refundId: '818d5409-9cc2-81b7-90b3-d2600fddafac',
  });
});
