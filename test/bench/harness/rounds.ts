import { seededRandom } from '../../support/seeded-random.ts';
import type { Samples } from './figures.ts';

/** The results of one engine, round by round. */
export type Rounds<T> = readonly T[];

/**
 * Runs every engine once in each round, in another order each time: what a moment of the machine does to one engine it does to all, and none is always
 * the first. The results are by the engine's name, in the order of the rounds.
 */
export async function inRounds<Name extends string, T>(
  rounds: number,
  engines: Readonly<Record<Name, (round: number) => Promise<T>>>,
): Promise<Readonly<Record<Name, Rounds<T>>>> {
  const random = seededRandom(rounds);
  const names = Object.keys(engines) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<Name, T[]>;
  for (let round = 0; round < rounds; round += 1) {
    const order = names
      .map((name) => ({ name, at: random.below(1_000_000) }))
      .toSorted((a, b) => a.at - b.at);
    for (const { name } of order) results[name].push(await engines[name](round));
  }
  return results;
}

/** All samples of one name, over all rounds. */
export function pooled(
  rounds: Rounds<{ readonly series: Readonly<Record<string, Samples>> }>,
  name: string,
): number[] {
  return rounds.flatMap(({ series }) => series[name] ?? []);
}
