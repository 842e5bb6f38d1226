import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TenderKind } from '../support/steady-till.ts';
import {
  bytesWritten,
  openTracedHome,
  readTrace,
  type SystemCall,
  type TracedHome,
  type TracedRun,
} from '../support/traced-till.ts';

let home: TracedHome;
let run: TracedRun;

beforeAll(async () => {
  home = await openTracedHome();
  run = await home.serve(40);
}, 120_000);
afterAll(() => home.end());

const isLog = ({ target }: SystemCall): boolean => target.endsWith('store.db-wal');
const isSync = ({ name }: SystemCall): boolean => name === 'fsync' || name === 'fdatasync';
/** What the till says to the test, as it would to a cashier. */
const isSaid = ({ descriptor, name }: SystemCall): boolean => descriptor === 1 && name === 'write';
/** A line to the test or a word to the gateway: after it somebody outside knows. */
const leaves = ({ target }: SystemCall): boolean =>
  target.startsWith('pipe:') || target.startsWith('socket:');

/** The header of a frame that ends a transaction names the size of the database (https://sqlite.org/fileformat.html, section 4.1). */
function endsTransaction(call: SystemCall): boolean {
  const isFrameHeader = isLog(call) && !isSync(call) && /", 24, \d+$/.test(call.text);
  return (
    isFrameHeader &&
    bytesWritten(call)
      .slice(4, 8)
      .some((byte) => byte !== 0)
  );
}

/** What was said outside while something that was written to the log was not on disk yet. */
function saidTooEarly(calls: readonly SystemCall[]): SystemCall[] {
  let isDirty = false;
  return calls.filter((call) => {
    if (isLog(call)) isDirty = isSync(call) ? isDirty && !call.succeeded : true;
    return isDirty && leaves(call);
  });
}

test('nothing is said outside, to a person or to the gateway, before what it rests on is on disk', () => {
  expect(run.lines.filter(({ said }) => said === 'paid')).toHaveLength(40);
  expect(run.calls.filter((call) => isLog(call) && !isSync(call)).length).toBeGreaterThan(400);
  expect(run.calls.filter((call) => leaves(call) && !isSaid(call)).length).toBeGreaterThan(20);
  expect(saidTooEarly(run.calls)).toEqual([]);
});

test('a till that spoke before the disk had answered would be found out', () => {
  const told = 'write(1<pipe:[1]>, "paid", 4) = 4';
  const written = 'pwrite64(20</data/store.db-wal>, "page", 4096, 0) = 4096';
  const synced = 'fdatasync(20</data/store.db-wal>) = 0';
  const failed = 'fdatasync(20</data/store.db-wal>) = -1 EIO (Input/output error)';
  const early = (...trace: string[]): number => saidTooEarly(readTrace(trace.join('\n'))).length;
  expect(early(written, synced, told)).toBe(0);
  expect(early(written, told, synced)).toBe(1);
  expect(early(written, failed, told)).toBe(1);
  const [begins, ends] = [
    '71 fdatasync(20</data/store.db-wal> <unfinished ...>',
    '71 <... fdatasync resumed>) = 0',
  ];
  expect(early(`70 ${written}`, begins, ends, `70 ${told}`)).toBe(0);
  expect(early(`70 ${written}`, begins, `70 ${told}`, ends)).toBe(1);
});

/** How often the log was synced for each sale of a kind, from Charge to paid. */
function syncsOfSales(kind: TenderKind): number[] {
  const counts: number[] = [];
  let inSale = false;
  let syncs = 0;
  for (const call of run.calls) {
    if (inSale && isLog(call) && isSync(call)) syncs += 1;
    if (!isSaid(call)) continue;
    if (call.text.includes('charges')) {
      inSale = call.text.includes(`\\"${kind}\\"`);
      syncs = 0;
    }
    if (inSale && call.text.includes('paid')) {
      counts.push(syncs);
      inSale = false;
    }
  }
  return counts;
}

test('a cash sale is one commit, a sale on the terminal four at most', () => {
  expect(syncsOfSales('cash')).toEqual(Array.from({ length: 20 }, () => 1));
  const terminal = syncsOfSales('card-terminal');

  expect(terminal).toHaveLength(20);
  // While a customer taps the store may use the quiet for its upkeep, which commits too: the sale's own are those of most sales.
  const own = terminal.toSorted((a, b) => a - b)[10];
  expect(own).toBeGreaterThan(1);
  expect(own).toBeLessThanOrEqual(4);
});

test('a commit costs one sync of the disk, whatever else the till does meanwhile', () => {
  const from = run.calls.findIndex((call) => isSaid(call) && call.text.includes('open'));
  const calls = run.calls.slice(from);
  const syncs = calls.filter(isSync).length;
  const commits = calls.filter(endsTransaction).length;
  expect(commits).toBeGreaterThan(100);
  expect(syncs / commits).toBeGreaterThanOrEqual(1);
  expect(syncs / commits).toBeLessThanOrEqual(1.1);
});

test('the traced till left a store in which everything it said is kept', async () => {
  expect(readFileSync(home.store).length).toBeGreaterThan(0);
  expect(await home.violations(run.lines)).toEqual([]);
});
