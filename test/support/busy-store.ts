/** A store of many rows in nearly every table, and the pages that each table has in its file. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { systemClock } from '../../electron/platform/clock.ts';
import { systemIds } from '../../electron/platform/ids.ts';
import type { Store } from '../../electron/store/connection.ts';
import { insertAudit } from '../../electron/store/repositories/audit.ts';
import { insertNotice } from '../../electron/store/repositories/notices.ts';
import { saveSetting } from '../../electron/store/repositories/settings.ts';
import { chargeCash } from '../../electron/store/units/charge-cash.ts';
import { loadSampleShop } from '../../electron/training/sample-shop/index.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import { ok } from '../../shared/domain/result.ts';
import { must } from './catalogue.ts';
import { AT, billOf, cashOf, day, fixedClock, lineOf, momentOf, pressOf } from './store-fixtures.ts';

const DAY_MS = 86_400_000;

/** The date of a sale: ten bills a day. */
function dateOf(bill: number): BusinessDate {
  return day(new Date(AT + Math.floor(bill / 10) * DAY_MS).toISOString().slice(0, 10));
}

/** Sells bills of three lines for cash, ten a day, from the number `from` on. */
export function sellBills(store: Store, count: number, from = 0): void {
  for (let bill = from; bill < from + count; bill += 1) {
    const businessDate = dateOf(bill);
    const lines = ['Basmati rice', `Toor dal ${bill % 17}`, `Tea ${bill % 5}`].map((name, at) =>
      lineOf(name, 2 + 2 * at),
    );
    const charged = billOf(lines, { businessDate, buyerName: bill % 7 === 0 ? `Asha ${bill}` : null });
    const tender = { ...cashOf(charged.order.totalPaise), businessDate };
    must(
      chargeCash(store.writer, {
        ...charged,
        press: pressOf(),
        tender,
        moment: momentOf({ businessDate, at: AT + bill }),
      }),
    );
  }
}

/** Fills a new store with the sample shop's products and with bills. */
export async function fillStore(store: Store, bills: number): Promise<void> {
  must(
    await loadSampleShop({
      writer: store.writer,
      clock: systemClock,
      ids: systemIds,
      businessDate: () => day('2026-11-20'),
    }),
  );
  sellBills(store, bills);
  store.writer.transaction<null, never>(() => {
    const none = { invoiceNumber: null, amountPaise: null, orderId: null };
    for (let notice = 0; notice < 3; notice += 1) {
      insertNotice(store.writer, {
        ...none,
        id: systemIds.next(),
        at: fixedClock.now(),
        code: 'unclean-stop',
      });
    }
    saveSetting(store.writer, 'shop', { name: 'Salvage stores', tillCode: 'A1', zone: 'Asia/Kolkata' }, AT);
    // Longer than a page, so that they go on in overflow pages: of a table with rowids, and of one without.
    saveSetting(store.writer, 'long', 'rice '.repeat(3000), AT);
    const detail = JSON.stringify({ note: 'dal '.repeat(3000) });
    const entry = {
      at: AT,
      personId: null,
      action: 'long',
      subjectKind: 'settings',
      subjectId: 'long',
      detail,
    };
    insertAudit(store.writer, entry);
    return ok(null);
  });
}

/** One page of a table in a closed store's file. */
export type TablePage = {
  readonly table: string;
  readonly number: number;
  readonly type: 'internal' | 'leaf' | 'overflow';
  readonly cells: number;
};

/** The pages of every tree of a file, by SQLite's own account. */
export function pagesOf(path: string): TablePage[] {
  const db = new Database(path, { readonly: true });
  try {
    return db
      .prepare<[], TablePage>(
        `SELECT name AS "table", pageno AS number, pagetype AS type, ncell AS cells FROM dbstat`,
      )
      .all();
  } finally {
    db.close();
  }
}

/** Overwrites a page of a file with bytes that mean nothing. */
export function spoilPage(path: string, page: number, pageBytes = 4096): void {
  // A disk that rots changes no times.
  const times = `${path}.times`;
  execFileSync('touch', ['-r', path, times]);
  const file = openSync(path, 'r+');
  writeSync(file, randomBytes(pageBytes), 0, pageBytes, (page - 1) * pageBytes);
  closeSync(file);
  execFileSync('touch', ['-r', times, path]);
  rmSync(times);
}
