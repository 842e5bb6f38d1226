import { expect, test } from 'vitest';
import { runCrashes } from '../support/crash-run.ts';

test('a till that is killed at random moments again and again loses no sale, doubles none and charges nobody twice', async () => {
  const result = await runCrashes({ kills: 40, seed: 20_261_122 });
  expect(result.violations).toEqual([]);
  // A run that sold nothing, or never died with a payment open, would prove nothing.
  expect(result.sales).toBeGreaterThan(40);
  expect(result.attempts).toBeGreaterThan(20);
  expect(Object.keys(result.killedIn)).toContain('UNKNOWN');
}, 300_000);
