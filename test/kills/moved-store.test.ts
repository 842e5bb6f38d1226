import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openCounter, type CounterWithoutWindow } from '../support/counter-without-window.ts';
import { gatewayViolations } from '../support/ledger-invariants.ts';
import { readLedger } from '../support/ledger.ts';

let counter: CounterWithoutWindow;
beforeEach(async () => {
  counter = await openCounter();
});
afterEach(() => counter.end());

const files = (store: string): string[] => ['', '-wal', '-shm'].map((companion) => `${store}${companion}`);

/** What people and programs do to a file while a till sells on it. */
const mischief: Readonly<Record<string, (store: string) => void>> = {
  'the file is deleted': (store) => rmSync(store),
  'the file is deleted with all that lies beside it': (store) => {
    for (const path of files(store)) rmSync(path);
  },
  'only the log is deleted, as a tidy person does': (store) => rmSync(`${store}-wal`),
  'the file is moved away': (store) => renameSync(store, `${store}.old`),
  'an older copy takes its place': (store) => renameSync(`${store}.copy`, store),
  'an older copy is written over it': (store) => writeFileSync(store, readFileSync(`${store}.copy`)),
  'the whole folder is deleted': (store) => rmSync(dirname(store), { recursive: true }),
};

test.each(Object.entries(mischief))(
  'no sale is lost when %s, the cashier is told, and the till sells on',
  async (_name, spoil) => {
    await counter.sell();
    await counter.sell();
    copyFileSync(counter.store, `${counter.store}.copy`);
    await counter.sell();
    spoil(counter.store);
    const refused = await counter.charge(counter.fill(), 'cash');
    expect(refused).toEqual({ ok: false, error: { code: 'store-moved' } });
    await counter.told('store-put-back');
    await counter.sell();
    const ledger = counter.sound();
    expect(ledger.orders.map(({ seriesNumber }) => seriesNumber)).toEqual([1, 2, 3, 4]);
  },
);

test('a file that something scribbles over is sold from no more: the till says that it is damaged, and keeps file and log as they were', async () => {
  await counter.reopen();
  await counter.sell();
  const { size } = statSync(counter.store);
  writeFileSync(counter.store, Buffer.alloc(size, 0x47));
  await vi.waitFor(async () => {
    const snapshot = await counter.till.handlers.getSnapshot(undefined);
    expect(snapshot).toMatchObject({ ok: true, value: { kind: 'problem', problem: { code: 'corrupt' } } });
  }, 20_000);
  expect(await counter.charge(counter.fill(), 'cash')).toMatchObject({ ok: false });
  const found = readdirSync(dirname(counter.store)).find((name) => /\.found-\d+$/.test(name)) ?? '';
  const kept = join(dirname(counter.store), found);
  expect(readFileSync(kept).equals(Buffer.alloc(size, 0x47))).toBe(true);
  expect(statSync(`${kept}-wal`).size).toBeGreaterThan(0);
});

test('the till’s own upkeep is not taken for somebody else’s writing', async () => {
  const before = statSync(counter.store).mtimeMs;
  // Enough for the log to be worth a copying.
  for (let sale = 0; sale < 60; sale += 1) await counter.sell();
  while (counter.till.shop()?.store.idleSlice() === true);
  await vi.waitFor(() => expect(statSync(counter.store).mtimeMs).toBeGreaterThan(before), 20_000);
  expect(counter.till.shop()?.store.isInPlace()).toBe(true);
  await counter.sell();
  expect(await counter.notices()).toEqual([]);
});

test('it is noticed while nobody sells, and what was put in its place is kept beside it', async () => {
  await counter.sell();
  copyFileSync(counter.store, `${counter.store}.copy`);
  renameSync(`${counter.store}.copy`, counter.store);
  await counter.told('store-put-back');
  expect(readdirSync(dirname(counter.store)).filter((name) => /\.found-\d+$/.test(name))).toHaveLength(1);
  counter.sound();
});

test('the bill in hand and a card payment under way are still there, and the card is charged once', async () => {
  await counter.gateway.addRule({ scenario: 'pending-for-ever' });
  const bill = counter.fill();
  const next = counter.fill();
  expect(await counter.charge(bill, 'card-terminal')).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(readLedger(counter.store).attempts[0]?.state).toBe('PENDING'));
  await counter.till.handlers.saveCart({ orderId: next.orderId, lines: next.lines });
  for (const path of files(counter.store)) rmSync(path);
  await counter.told('store-put-back');
  const snapshot = await counter.till.handlers.getSnapshot(undefined);
  expect(snapshot).toMatchObject({ ok: true, value: { kind: 'ready', cart: { orderId: next.orderId } } });
  const [waiting] = await counter.gateway.transactions();
  await counter.gateway.decide(waiting?.attemptId ?? '', 'approve');
  await counter.paid(bill);
  const ledger = counter.sound();
  const books = { transactions: await counter.gateway.transactions(), calls: await counter.gateway.calls() };
  expect(gatewayViolations(ledger, books)).toEqual([]);
});

test('a till that is closed at once after its file was deleted leaves the file with everything in it', async () => {
  await counter.sell();
  for (const path of files(counter.store)) rmSync(path);
  await counter.till.close();
  expect(existsSync(counter.store)).toBe(true);
  counter.sound();
  await counter.reopen();
  await counter.sell();
  counter.sound();
});
