/** Ids and moments of a seeded shop: the same seed makes the same ones. */
import type { Clock } from '../../../electron/platform/clock.ts';
import type { Ids } from '../../../electron/platform/ids.ts';
import type { AnyId } from '../../../shared/domain/ids.ts';
import { seededRandom, type Random } from '../seeded-random.ts';

/** Chance, ids and the clock of a seeding; `go` sets the clock. */
export type SeedChance = {
  readonly random: Random;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly go: (atMs: number) => void;
};

const HEX4 = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'));

/** Makes the chance of a seed. Its ids are UUIDv7 of the seeded moment, so that they sort as a till's do. */
export function seedChance(seed: number): SeedChance {
  const random = seededRandom(seed);
  let nowMs = 0;
  let head = '';
  const hex4 = (): string => HEX4[random.below(65_536)] ?? '0000';
  const go = (atMs: number): void => {
    nowMs = atMs;
    const text = atMs.toString(16).padStart(12, '0');
    head = `${text.slice(0, 8)}-${text.slice(8)}-7`;
  };
  const next = <T extends AnyId>(): T => {
    const variant = HEX4[0x8000 + random.below(0x4000)] ?? '8000';
    // The shape is made here, and checking a million of them would be most of the work.
    return `${head}${hex4().slice(1)}-${variant}-${hex4()}${hex4()}${hex4()}` as T;
  };
  go(0);
  return { random, ids: { next }, clock: { now: () => nowMs, monotonic: () => performance.now() }, go };
}
