import { expect, test } from 'vitest';
import { createClosing, type ClosingParts } from '../../../electron/app/closing.ts';

/** A till whose closing writes down what happened, in order. */
function till(changes: Partial<ClosingParts> = {}) {
  const log: string[] = [];
  const closing = createClosing({
    paymentOpen: () => false,
    ask: () => {
      log.push('ask');
      return Promise.resolve('stay');
    },
    closeTill: () => {
      log.push('close till');
      return Promise.resolve();
    },
    exit: (code) => {
      log.push(`exit ${code}`);
    },
    report: (event) => {
      log.push(event);
    },
    ...changes,
  });
  return { closing, log };
}

test('the till is closed before the app ends', async () => {
  const { closing, log } = till();
  await closing.request();
  expect(log).toEqual(['close till', 'exit 0']);
  expect(closing.done).toBe(true);
});

test('asked twice at once, it closes once', async () => {
  const { closing, log } = till();
  await Promise.all([closing.request(), closing.request()]);
  expect(log).toEqual(['close till', 'exit 0']);
});

test('during an open payment it asks, and stays when told to', async () => {
  const { closing, log } = till({ paymentOpen: () => true });
  await closing.request();
  expect(log).toEqual(['ask']);
  expect(closing.done).toBe(false);
  await closing.request();
  expect(log).toEqual(['ask', 'ask']);
});

test('during an open payment it closes when the person insists', async () => {
  const { closing, log } = till({ paymentOpen: () => true, ask: () => Promise.resolve('close') });
  await closing.request();
  expect(log).toEqual(['close till', 'exit 0']);
});

test('a till that fails to close still ends the app, and says so', async () => {
  const { closing, log } = till({ closeTill: () => Promise.reject(new Error('the disk is gone')) });
  await closing.request();
  expect(log).toEqual(['close-failed', 'exit 1']);
});
