import type { Outcome, Scenario } from '../../electron/training/emulator/scenario.ts';
import type { Random } from '../support/seeded-random.ts';
import { count } from './tally.ts';
import type { World } from './world.ts';

/** Who is in front of the terminal when it shows an amount. */
export type Onlooker = 'own customer' | 'next customer' | 'nobody';

const declines = ['51', '54', '55', '05', '75', '61', '57'] as const;
const unsure = ['09', '68', '91', '96'] as const;
const refusals = [
  [409, 'terminal-offline'],
  [429, 'rate-limited'],
  [401, 'session-expired'],
  [401, 'key-expired'],
  [400, 'invalid-request'],
] as const;

type Play = { readonly name: string; readonly outcome: Outcome };

/** What a customer and the host make of a sale; most pay. */
function play(random: Random): Play {
  const draw = random.below(100);
  if (draw < 60) {
    return { name: 'approved soon', outcome: { kind: 'approve', afterMs: 1000 + random.below(12_000) } };
  }
  if (draw < 66)
    return { name: 'approved slowly', outcome: { kind: 'approve', afterMs: 15_000 + random.below(100_000) } };
  if (draw < 70) return { name: 'approved at 140 s', outcome: { kind: 'approve', afterMs: 140_000 } };
  if (draw < 73) {
    const outcome: Outcome = { kind: 'approve', afterMs: 4000, chargedShare: 0.5 };
    return { name: 'approved for less', outcome };
  }
  if (draw < 83) return { name: 'declined', outcome: { kind: 'decline', hostCode: random.pick(declines) } };
  if (draw < 88) {
    const unsureForMs = 10_000 + random.below(110_000);
    return { name: 'host unsure', outcome: { kind: 'decline', hostCode: random.pick(unsure), unsureForMs } };
  }
  if (draw < 94) return { name: 'walked away', outcome: { kind: 'pending-for-ever' } };
  const [status, code] = random.pick(refusals);
  return { name: `refused: ${code}`, outcome: { kind: 'refuse', status, code } };
}

const walkAway: Play = { name: 'nobody at the terminal', outcome: { kind: 'pending-for-ever' } };

/** How a sale goes whose amount the terminal shows now. */
export function playOut(world: World, onlooker: Onlooker): Scenario {
  const { random, tally } = world;
  const { name, outcome } = onlooker === 'nobody' ? walkAway : play(random);
  count(tally.deeds, `customer: ${name}`);
  // Whoever is not there can't tap after a cancel either.
  const loses = outcome.kind === 'approve' && random.chance(0.3);
  return { name, says: '', outcome, cancel: loses ? 'loses' : 'wins' };
}
