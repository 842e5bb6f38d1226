import { paise, sumPaise, type Paise } from './money.ts';
import { assert } from './result.ts';

/** One share of an amount: the key decides between equal remainders, so the order of the parts never matters. */
export type Weight = { readonly key: string; readonly weight: number };

/** Compares by UTF-16 code units, the same on every machine and in every locale. */
function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Spreads an amount (≥ 0) over weights in proportion, by the largest remainder, so that the parts sum to the amount exactly and no
 * part exceeds its own weight when the amount does not exceed their sum. Returns the parts in the order of the weights.
 */
export function allocatePaise(amount: Paise, weights: readonly Weight[]): Paise[] {
  assert(amount >= 0, 'only an amount that is not negative is spread');
  const total = weights.reduce((sum, { weight }) => sum + BigInt(weight), 0n);
  if (total === 0n) {
    assert(amount === 0, 'an amount cannot be spread over nothing');
    return weights.map(() => paise(0));
  }
  const shares = weights.map(({ key, weight }, index) => {
    const exact = BigInt(amount) * BigInt(weight);
    return { key, index, floor: Number(exact / total), remainder: exact % total };
  });
  let left = amount - shares.reduce((sum, share) => sum + share.floor, 0);
  const byRemainder = shares.toSorted((a, b) => {
    if (a.remainder !== b.remainder) return a.remainder > b.remainder ? -1 : 1;
    return compareKeys(a.key, b.key);
  });
  const result = shares.map((share) => share.floor);
  for (const share of byRemainder) {
    if (left === 0) break;
    result[share.index] = share.floor + 1;
    left -= 1;
  }
  const allocated = result.map(paise);
  assert(sumPaise(allocated) === amount, 'the parts must sum to the amount');
  return allocated;
}
