import { afterEach, beforeEach, expect, test } from 'vitest';
import Database from 'better-sqlite3';
import { openCounter } from '../support/counter-without-window.ts';
import { readLedger } from '../support/ledger.ts';
import { openTracedHome, type TracedHome, type TracedRun } from '../support/traced-till.ts';

const LIMIT_MS = 120_000;

let home: TracedHome;
beforeEach(async () => {
  home = await openTracedHome();
  // The first start makes the store and its shelf on a disk that is well.
  await home.serve(1);
});
afterEach(() => home.end());

const log = (): string => `${home.store}-wal`;
const refusals = ({ lines }: TracedRun): string[] => [
  ...new Set(lines.flatMap((line) => (line.said === 'refused' ? [line.code] : []))),
];
const paid = ({ lines }: TracedRun): number => lines.filter(({ said }) => said === 'paid').length;
const tampered = ({ calls }: TracedRun): number => calls.filter((call) => call.tampered).length;

/** Serves customers on a disk that is ill for a while; everybody was served in the end, and nothing broke. */
async function serveOn(...inject: readonly string[]): Promise<TracedRun> {
  const run = await home.serve(8, { inject, paths: [log(), home.store] });
  expect(tampered(run)).toBeGreaterThan(0);
  expect(paid(run)).toBe(8);
  expect(await home.violations(run.lines)).toEqual([]);
  return run;
}

test.each([5, 60, 260])(
  'a disk that is full from write %i on for a while: the till says so, loses nothing, and sells on when there is room',
  async (from) => {
    const run = await serveOn(`pwrite64:error=ENOSPC:when=${from}..${from + 9}`);
    // A full disk in the middle of a payment is met by the approval, not by the cashier.
    expect(['', 'disk-full']).toContain(refusals(run).join());
  },
  LIMIT_MS,
);

test(
  'a disk that refuses to write for a while: the till says so, loses nothing, and sells on when it is well',
  async () => {
    const run = await serveOn('pwrite64:error=EIO:when=100..130');
    expect(refusals(run)).toEqual(['store-unavailable']);
  },
  LIMIT_MS,
);

test(
  'a disk that was taken for reading only says that it is',
  async () => {
    // The start looks at the file once; after that it may not be written any more.
    const run = await serveOn('pwrite64:error=EROFS:when=100..130', 'access:error=EROFS:when=2+');
    expect(refusals(run)).toEqual(['store-read-only']);
  },
  LIMIT_MS,
);

test.each([3, 9])(
  'a disk that cannot keep what it took, at sync %i: no sale is said to be paid that is not',
  async (from) => {
    const run = await serveOn(`fsync,fdatasync:error=EIO:when=${from}..${from + 3}`);
    expect(['', 'store-unavailable']).toContain(refusals(run).join());
  },
  LIMIT_MS,
);

test.each([
  ['writing', 'pwrite64:delay_enter=2s:when=120'],
  ['keeping', 'fsync,fdatasync:delay_exit=2s:when=6'],
])(
  'a disk on which %s takes two seconds once: the customer waits, and pays once',
  async (_what, inject) => {
    const run = await serveOn(inject);
    expect(refusals(run)).toEqual([]);
  },
  LIMIT_MS,
);

test('a file that another program has locked: the till says that it is busy, and the same bill is paid once it is free', async () => {
  const counter = await openCounter();
  const other = new Database(counter.store);
  const bill = counter.fill();
  other.exec('BEGIN IMMEDIATE');
  expect(await counter.charge(bill, 'cash')).toEqual({ ok: false, error: { code: 'store-busy' } });
  other.exec('ROLLBACK');
  expect(await counter.charge(bill, 'cash')).toMatchObject({ ok: true, value: { state: 'paid' } });
  other.close();
  expect(counter.sound().orders).toHaveLength(1);
  await counter.end();
});

test('an approval that arrives while another program has the file locked waits, and is kept', async () => {
  const counter = await openCounter();
  await counter.gateway.hold('status', 'before');
  const bill = counter.fill();
  expect(await counter.charge(bill, 'card-terminal')).toMatchObject({ ok: true });
  await counter.gateway.held('status', 'before');
  const other = new Database(counter.store);
  other.exec('BEGIN IMMEDIATE');
  await counter.gateway.releaseAll();
  expect(await counter.charge(counter.fill(), 'cash')).toMatchObject({ ok: false });
  expect(readLedger(counter.store).orders.map(({ state }) => state)).toEqual(['paying']);
  other.exec('ROLLBACK');
  other.close();
  await counter.paid(bill);
  counter.sound();
  await counter.end();
});

test('a program that only reads the file, for however long, keeps nobody waiting', async () => {
  const counter = await openCounter();
  const other = new Database(counter.store, { readonly: true });
  other.exec('BEGIN');
  expect(other.prepare('SELECT count(*) FROM orders').pluck().get()).toBe(0);
  for (let sale = 0; sale < 5; sale += 1) await counter.sell();
  expect(other.prepare('SELECT count(*) FROM orders').pluck().get()).toBe(0);
  other.close();
  expect(counter.sound().orders).toHaveLength(5);
  await counter.end();
});
