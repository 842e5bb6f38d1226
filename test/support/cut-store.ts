/** A store as a power cut left it: the files of a till that sold, with a log that ends wherever the test wants. */
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { openStore } from '../../electron/store/connection.ts';
import { freeBytes } from '../../electron/platform/disk.ts';
import { systemClock } from '../../electron/platform/clock.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import { paise } from '../../shared/domain/money.ts';
import { must } from './catalogue.ts';
import { lostSales, storeViolations, type ConfirmedSale } from './ledger-invariants.ts';
import { readLedger } from './ledger.ts';
import { chargeOf, checkoutOf, openHome, openTill, type TestTill } from './till-under-test.ts';
import { readWal, type WalFile } from './wal-file.ts';

/** A sale that the till had confirmed when its log ended here. */
type ConfirmedAt = ConfirmedSale & { readonly logEnd: number };

export type Recording = {
  readonly folder: string;
  /** The file as the last checkpoint left it. */
  readonly file: string;
  readonly wal: WalFile;
  readonly confirmed: readonly ConfirmedAt[];
  readonly remove: () => void;
};

/** Sells in cash and on the terminal by turns; each sale is noted with the end of the log at the moment it was confirmed. */
async function sell(till: TestTill, index: number): Promise<ConfirmedSale> {
  const product = index % 3 === 0 ? 'Soap' : 'Rice';
  const total = index % 3 === 0 ? 50_00 : 105_00;
  const cash = { kind: 'cash' as const, amountPaise: paise(total), receivedPaise: paise(500_00) };
  const request = chargeOf(till, { product, total, ...(index % 2 === 0 ? { tender: cash } : {}) });
  const { orderId, lines } = request;
  must(till.sales.saveCart({ orderId, lines }));
  must(till.sales.charge(request));
  return vi.waitFor(() => paidSale(till, orderId), { timeout: 20_000, interval: 2 });
}

function paidSale(till: TestTill, orderId: OrderId): ConfirmedSale {
  const { state, invoiceNumber, totalPaise } = checkoutOf(till, orderId);
  if (state !== 'paid' || invoiceNumber === null) throw new Error(`the order is ${state}`);
  return { orderId, invoiceNumber, totalPaise };
}

/** A folder in memory where there is one: hundreds of openings need not wait for a disk, the cut has happened already. */
function quickFolder(): string {
  const memory = '/dev/shm';
  return existsSync(memory) && freeBytes(memory) > 32 * 1024 * 1024 ? memory : tmpdir();
}

/** A till sells, copies its log into the file, and sells on; what it would leave on disk is recorded. */
export async function recordSales(before: number, after: number): Promise<Recording> {
  const home = await openHome();
  const till = await openTill(home);
  const store = join(home.folder, 'store.db');
  const confirmed: ConfirmedAt[] = [];
  for (let index = 0; index < before; index += 1) confirmed.push({ ...(await sell(till, index)), logEnd: 0 });
  const copied = readWal(`${store}-wal`).end;
  while (till.store.idleSlice());
  for (let index = 0; index < after; index += 1) {
    const sale = await sell(till, index);
    confirmed.push({ ...sale, logEnd: readWal(`${store}-wal`).end });
  }
  if ((confirmed[before]?.logEnd ?? copied) >= copied)
    throw new Error('the log was not copied before it was written again');
  const folder = mkdtempSync(join(quickFolder(), 'galla-cut-'));
  const file = join(folder, 'recorded.db');
  copyFileSync(store, file);
  copyFileSync(`${store}-wal`, `${file}-wal`);
  const wal = readWal(`${file}-wal`);
  await till.kill();
  await home.end();
  return { folder, file, wal, confirmed, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Puts back a till whose log is `log`; `file` is its database where that is not as recorded. */
export function layOut(recording: Recording, log: Buffer, file?: Buffer): string {
  const path = join(recording.folder, 'store.db');
  for (const companion of ['', '-wal', '-shm']) rmSync(`${path}${companion}`, { force: true });
  if (file === undefined) copyFileSync(recording.file, path);
  else writeFileSync(path, file);
  writeFileSync(`${path}-wal`, log);
  return path;
}

/** What breaks a rule once the till has opened the store whose log was whole up to `upTo`. */
export function violationsAfter(recording: Recording, path: string, upTo: number): string[] {
  const opened = openStore({ path, clock: systemClock });
  if (!opened.ok) return [`the store does not open: ${opened.error.code} ${opened.error.detail}`];
  const unclean = opened.value.stoppedUncleanly;
  opened.value.close();
  const ledger = readLedger(path);
  const due = recording.confirmed.filter(({ logEnd }) => logEnd <= upTo);
  const foretold = recording.confirmed.filter(({ logEnd }) => logEnd > upTo);
  const known = new Set(ledger.orders.filter(({ state }) => state === 'paid').map((order) => order.orderId));
  const early = foretold.slice(1).filter(({ orderId }) => known.has(orderId));
  return [
    ...(unclean ? [] : ['the stop is said to have been clean']),
    ...storeViolations(ledger),
    ...lostSales(ledger, due),
    ...early.map(({ invoiceNumber }) => `${invoiceNumber} is there though its log is not`),
  ];
}
