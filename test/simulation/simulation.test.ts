import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rootFolder } from '../support/repository.ts';
import { mutants } from './mutants/mutants.ts';
import { tryMutant } from './mutants/try-mutant.ts';
import { tellStory } from './tell-story.ts';

const CHECKOUTS = 100_000;
/** Each mutant was noticed within a tenth of this. */
const MUTANT_BUDGET = 30_000;

async function simulate(...args: string[]): Promise<{ readonly code: number | null; readonly last: string }> {
  const command = join(rootFolder, 'test/commands/simulate.ts');
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    process.stdout.write(chunk);
  });
  await once(child, 'close');
  return { code: child.exitCode, last: said.trimEnd().split('\n').at(-1) ?? '' };
}

test(
  `${CHECKOUTS} checkouts in all weather: every paisa is where the store says, every step of the machine behaves`,
  {
    timeout: 15 * 60_000,
  },
  async () => {
    const { code, last } = await simulate(`--checkouts=${CHECKOUTS}`);
    expect(JSON.parse(last)).toMatchObject({ violations: 0, failingSeeds: [] });
    expect(code).toBe(0);
  },
);

test('a seed tells the same story every time', { timeout: 60_000 }, async () => {
  const one = await tellStory(7, null);
  expect(one.violations).toEqual([]);
  expect(one.lines.length).toBeGreaterThan(100);
  expect((await tellStory(7, null)).lines).toEqual(one.lines);
});

describe('the simulator notices a till', () => {
  test.each(mutants)('without $without', { timeout: 5 * 60_000 }, async (mutant) => {
    expect(await tryMutant(mutant, MUTANT_BUDGET)).toMatchObject({ noticed: true });
  });
});
