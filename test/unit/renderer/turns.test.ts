import { expect, test } from 'vitest';
import { helpGroups } from '../../../renderer/app/help-dialog.tsx';
import { createTurns } from '../../../renderer/counter/turns.ts';

/** Work that is done when it is told so. */
function held() {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return { work: async () => promise, finish: resolve, fail: reject };
}

test('with nothing under way, what waits acts at once', () => {
  const seen: string[] = [];
  createTurns().after(() => seen.push('acted'));
  expect(seen).toEqual(['acted']);
});

test('what waits acts once, after all work that was taken before and meanwhile, in its order', async () => {
  const seen: string[] = [];
  const turns = createTurns();
  const [first, second] = [held(), held()];
  const one = turns.take(async () => {
    await first.work();
    seen.push('first');
  });
  turns.after(() => seen.push('cash'));
  const two = turns.take(async () => {
    await second.work();
    seen.push('second');
  });
  second.finish();
  expect(seen).toEqual([]);
  first.finish();
  await Promise.all([one, two]);
  expect(seen).toEqual(['first', 'second', 'cash']);
  turns.after(() => seen.push('again'));
  expect(seen.at(-1)).toBe('again');
});

test('work that fails tells who took it, and neither the next work nor what waits hangs on it', async () => {
  const seen: string[] = [];
  const turns = createTurns();
  const bad = held();
  const failed = turns.take(bad.work);
  const next = turns.take(async () => void seen.push('next'));
  turns.after(() => seen.push('acted'));
  bad.fail(new Error('no answer'));
  await expect(failed).rejects.toThrow('no answer');
  await next;
  expect(seen).toEqual(['next', 'acted']);
});

test('the list of keys gives no key two meanings on one screen', () => {
  for (const { id, keys } of helpGroups) {
    const all = keys.flatMap((one) => [...one.keys]);
    expect(new Set(all).size, id).toBe(all.length);
  }
  const ids = helpGroups.flatMap(({ keys }) => keys.map((one) => one.id));
  expect(new Set(ids).size).toBe(ids.length);
});
