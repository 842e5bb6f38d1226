import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { layOut, recordSales, violationsAfter, type Recording } from '../support/cut-store.ts';
import { readLedger } from '../support/ledger.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { chargeOf, openHome, openTill } from '../support/till-under-test.ts';
import { pagesOf } from '../support/wal-file.ts';
import { paise } from '../../shared/domain/money.ts';
import { must } from '../support/catalogue.ts';

const SECTOR_BYTES = 512;

let recording: Recording;

beforeAll(async () => {
  recording = await recordSales(16, 8);
}, 120_000);
afterAll(() => recording.remove());

/** Opens the store with each of these logs, whole up to `upTo`, and collects what is wrong with any of them. */
function openAll(logs: readonly { readonly what: string; readonly upTo: number; readonly log: Buffer }[]) {
  return logs.flatMap(({ what, upTo, log }) =>
    violationsAfter(recording, layOut(recording, log), upTo).map((sentence) => `${what}: ${sentence}`),
  );
}

/** Makes every byte of a stretch another one. */
function flip(bytes: Buffer, from: number, count = SECTOR_BYTES): void {
  for (let at = from; at < Math.min(from + count, bytes.length); at += 1) bytes[at] = 0xff ^ (bytes[at] ?? 0);
}

/** The recorded bytes, changed from an offset on. */
function changed(from: number, change: (tail: Buffer) => void): Buffer {
  const bytes = Buffer.from(recording.wal.bytes);
  change(bytes.subarray(from));
  return bytes;
}

test('the recording holds whole transactions in many frames, and the leavings of an older log behind them', () => {
  const { frames, bytes, end } = recording.wal;
  expect(frames.filter(({ commits }) => commits).length).toBeGreaterThan(20);
  expect(frames.length).toBeGreaterThan(100);
  expect(bytes.length).toBeGreaterThan(end);
  expect(recording.confirmed.filter(({ logEnd }) => logEnd > 0)).toHaveLength(8);
});

test('a log that ends at any frame opens with every sale confirmed by then, and with nothing half-written', () => {
  const { frames, bytes, end } = recording.wal;
  const ends = [0, ...frames.map(({ offset }) => offset), end];
  const logs = ends.map((upTo) => ({ what: `ends at ${upTo}`, upTo, log: bytes.subarray(0, upTo) }));
  expect(openAll(logs)).toEqual([]);
}, 240_000);

test('a log that ends inside any frame opens with every sale confirmed by then, and with nothing half-written', () => {
  const { frames, frameBytes, bytes } = recording.wal;
  const random = seededRandom(5);
  const logs = frames.map(({ offset }) => {
    const cut = offset + 1 + random.below(frameBytes - 1);
    return { what: `ends at ${cut}`, upTo: offset, log: bytes.subarray(0, cut) };
  });
  expect(openAll(logs)).toEqual([]);
}, 240_000);

test('a log whose tail is noise, zeros, older writing or one sector that never arrived loses only what was not confirmed', () => {
  const { frames, frameBytes } = recording.wal;
  const random = seededRandom(7);
  const noise = Buffer.from(Array.from({ length: 65_536 }, () => random.below(256)));
  const spoils: readonly ((tail: Buffer) => void)[] = [
    (tail) => tail.fill(noise),
    (tail) => tail.fill(0),
    // The disk wrote later sectors before this one: everything behind it is whole.
    (tail) => flip(tail, SECTOR_BYTES * random.below(8)),
    (tail) => tail.copy(tail, 0, frameBytes, 2 * frameBytes),
    (tail) => flip(tail, random.below(frameBytes), 1),
  ];
  const logs = frames.map(({ offset }, index) => {
    const spoil = spoils[index % spoils.length] ?? (() => undefined);
    return { what: `spoilt from ${offset}`, upTo: offset, log: changed(offset, spoil) };
  });
  expect(openAll(logs)).toEqual([]);
}, 240_000);

test('a power cut in the middle of copying the log into the file loses nothing', () => {
  const { wal, file } = recording;
  const before = readFileSync(file);
  const pages = [...pagesOf(wal)];
  const pageBytes = before.readUInt16BE(16);
  const found = pages.flatMap((_page, copied) => {
    const torn = Buffer.alloc(Math.max(before.length, ...pages.map(([page]) => page * pageBytes)));
    before.copy(torn);
    for (const [page, content] of pages.slice(0, copied)) content.copy(torn, (page - 1) * pageBytes);
    const [page = 1, content = Buffer.alloc(0)] = pages[copied] ?? [];
    content.copy(torn, (page - 1) * pageBytes, 0, SECTOR_BYTES * (1 + (copied % 7)));
    return violationsAfter(recording, layOut(recording, wal.bytes, torn), wal.end).map(
      (sentence) => `torn in page ${page}: ${sentence}`,
    );
  });
  expect(pages.length).toBeGreaterThan(20);
  expect(found).toEqual([]);
}, 240_000);

test('after a cut the till sells on, and the numbers go on where the confirmed ones end', async () => {
  const { frames, bytes } = recording.wal;
  const home = await openHome();
  const cuts = [3, 40, 77, frames.length - 2].map((index) => frames[index]?.offset ?? 0);
  for (const upTo of cuts) {
    const path = layOut(recording, bytes.subarray(0, upTo));
    const till = await openTill({ ...home, folder: recording.folder });
    const cash = { kind: 'cash' as const, amountPaise: paise(105_00), receivedPaise: paise(105_00) };
    must(till.sales.charge(chargeOf(till, { tender: cash })));
    await till.kill();
    const numbers = readLedger(path).orders.flatMap(({ seriesNumber }) => seriesNumber ?? []);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_number, index) => index + 1));
    expect(numbers.length).toBeGreaterThan(4);
  }
  await home.end();
}, 120_000);

test('a check that finds nothing wrong with a lost sale would be none: a log cut before a confirmed sale is found out', () => {
  const { bytes, frames } = recording.wal;
  const path = layOut(recording, bytes.subarray(0, frames[0]?.offset ?? 0));
  expect(path).toBe(join(recording.folder, 'store.db'));
  expect(violationsAfter(recording, path, recording.wal.end)).toHaveLength(8);
});
