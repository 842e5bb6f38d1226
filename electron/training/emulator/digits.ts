import { createHash } from 'node:crypto';

/** Digits that depend on the seed and the attempt alone, so that a run can be repeated. */
export function digitsFor(seed: number, attemptId: string, what: string, count: number): string {
  const hash = createHash('sha256').update(`${seed}/${what}/${attemptId}`).digest('hex');
  return (BigInt(`0x${hash}`) % 10n ** BigInt(count)).toString().padStart(count, '0');
}
