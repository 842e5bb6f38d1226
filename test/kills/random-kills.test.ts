import { expect, test } from 'vitest';
import { runCrashes } from '../support/crash-run.ts';

test('a till that is killed three hundred times at random moments loses no sale, doubles none and charges nobody twice', async () => {
  const result = await runCrashes({ kills: 300, seed: 20_261_122, lanes: 2 });
  expect(result.violations).toEqual([]);
  // A run that sold nothing, or never died with a payment open, would prove nothing.
  expect(result.sales).toBeGreaterThan(200);
  expect(result.attempts).toBeGreaterThan(100);
  expect(Object.keys(result.killedIn)).toEqual(expect.arrayContaining(['SENDING', 'PENDING', 'UNKNOWN']));
}, 900_000);
