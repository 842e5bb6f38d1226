import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurns } from '../../../central/http/turns.ts';

test('work of one key runs one after another in the order in which it came; that of another does not wait', async () => {
  const inTurn = createTurns();
  const seen: string[] = [];
  const work = (name: string, turns: number) => async (): Promise<string> => {
    seen.push(`${name} begins`);
    for (let turn = 0; turn < turns; turn += 1) await nextTurn();
    seen.push(`${name} ends`);
    return name;
  };
  const all = [inTurn('a', work('a1', 5)), inTurn('a', work('a2', 1)), inTurn('b', work('b1', 2))];
  expect(await Promise.all(all)).toEqual(['a1', 'a2', 'b1']);
  expect(seen).toEqual(['a1 begins', 'b1 begins', 'b1 ends', 'a1 ends', 'a2 begins', 'a2 ends']);
});

test('work that fails says so to its own caller and holds up none behind it', async () => {
  const inTurn = createTurns();
  const fails = inTurn('a', () => Promise.reject(new Error('no')));
  const next = inTurn('a', () => Promise.resolve('done'));
  await expect(fails).rejects.toThrow('no');
  expect(await next).toBe('done');
});
