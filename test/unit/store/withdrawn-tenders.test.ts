import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { brokenRules } from '../../../electron/store/backup/store-rules.ts';
import type { Store } from '../../../electron/store/connection.ts';
import { listTenders } from '../../../electron/store/repositories/tenders.ts';
import { listDatedRows } from '../../../electron/store/repositories/review-rows.ts';
import { listFigures } from '../../../electron/store/repositories/review-totals.ts';
import { rebuildSums } from '../../../electron/store/salvage/rebuild-sums.ts';
import { beginCharge } from '../../../electron/store/units/begin-charge.ts';
import { chargeCash } from '../../../electron/store/units/charge-cash.ts';
import { completeSale } from '../../../electron/store/units/complete-sale.ts';
import { saveAttempt } from '../../../electron/store/units/save-attempt.ts';
import type { AttemptRecord } from '../../../electron/store/repositories/attempts.ts';
import { assert } from '../../../shared/domain/result.ts';
import { figuresFromRows } from '../../support/review-from-rows.ts';
import {
  AT,
  attemptOf,
  billOf,
  cardTenderOf,
  cashOf,
  day,
  lineOf,
  momentOf,
  newStore,
  pressOf,
  temporaryFolder,
  type ChargedBill,
} from '../../support/store-fixtures.ts';

const DATE = day('2026-11-20');
let store: Store;
let path = '';
let remove = (): void => undefined;

beforeEach(() => {
  const temporary = temporaryFolder();
  ({ remove } = temporary);
  path = join(temporary.folder, 'store.db');
  store = newStore(temporary.folder);
});
afterEach(() => {
  store.close();
  remove();
});

/** Takes a part of a bill, or all of it, by card. */
function byCard(charged: ChargedBill, amountPaise: number): AttemptRecord {
  const press = pressOf();
  const attempt = attemptOf(amountPaise, press);
  const begun = beginCharge(store.writer, { ...charged, press, attempt, at: AT });
  assert(begun.ok && begun.value.kind === 'begun', `the charge begins: ${JSON.stringify(begun)}`);
  const { attempt: previous, order } = begun.value;
  const approval = { previous, next: { ...previous, state: 'APPROVED' as const }, event: 'approved' };
  const tenders = [cardTenderOf(previous.attemptSeq, amountPaise)];
  const done = completeSale(store.writer, { orderId: order.orderId, approval, tenders, moment: momentOf() });
  assert(done.ok, `the approval is written: ${JSON.stringify(done)}`);
  return { ...previous, state: 'APPROVED', version: previous.version + 1 };
}

function inCash(charged: ChargedBill, amountPaise: number): void {
  const press = pressOf();
  const sold = chargeCash(store.writer, {
    ...charged,
    press,
    tender: cashOf(amountPaise),
    moment: momentOf(),
  });
  assert(sold.ok && sold.value.kind === 'sold', `the cash is taken: ${JSON.stringify(sold)}`);
}

/** A bill of 630 paise: 400 by card went back before it was paid; the customer then paid 300 by card and the rest in cash. */
function sellAfterWithdrawal(): ChargedBill {
  const charged = billOf([lineOf('Basmati rice', 2), lineOf('Toor dal', 4)]);
  assert(charged.order.totalPaise === 600, 'the bill is rounded to six rupees');
  const first = byCard(charged, 400);
  const back = saveAttempt(store.writer, {
    previous: first,
    next: { ...first, state: 'VOID_DUE' },
    event: 'unwanted',
  });
  assert(back.ok, `the approval goes back: ${JSON.stringify(back)}`);
  byCard(charged, 300);
  inCash(charged, 300);
  return charged;
}

const rowsOf = (key: string) =>
  listDatedRows(store.reader, 'tender', {
    key,
    date: DATE,
    before: Number.MAX_SAFE_INTEGER,
    limit: 10,
  });
const tenderFigures = (): unknown =>
  listFigures(store.reader, DATE, DATE)
    .filter(({ dimension }) => dimension === 'tender')
    .map(({ key, billCount, amountPaise }) => [key, billCount, amountPaise]);

describe('A tender that was withdrawn before its bill was paid', () => {
  test('is kept, and counts in no sum of the day', () => {
    sellAfterWithdrawal();
    expect(
      listTenders(store.reader, 1).map(({ amountPaise, withdrawnAt }) => [amountPaise, withdrawnAt]),
    ).toEqual([
      [400, AT],
      [300, null],
      [300, null],
    ]);
    expect(tenderFigures()).toEqual([
      ['card-terminal', 1, 300],
      ['cash', 1, 300],
    ]);
    const fromRows = figuresFromRows(store.reader, DATE, DATE, 'Asia/Kolkata');
    const sums = listFigures(store.reader, DATE, DATE);
    expect(fromRows.filter(({ dimension }) => dimension === 'tender')).toEqual(
      sums.filter(({ dimension }) => dimension === 'tender'),
    );
  });

  test('is in no share of the bills behind a way to pay', () => {
    sellAfterWithdrawal();
    expect(rowsOf('card-terminal').map(({ billCount, amountPaise }) => [billCount, amountPaise])).toEqual([
      [1, 300],
    ]);
  });

  test('brings its bill under no way to pay when the rest was paid otherwise', () => {
    const charged = billOf([lineOf('Basmati rice', 2)]);
    const first = byCard(charged, 100);
    const back = saveAttempt(store.writer, {
      previous: first,
      next: { ...first, state: 'VOID_DUE' },
      event: 'unwanted',
    });
    expect(back.ok).toBe(true);
    inCash(charged, charged.order.totalPaise);
    expect(rowsOf('card-terminal')).toEqual([]);
    expect(tenderFigures()).toEqual([['cash', 1, charged.order.totalPaise]]);
  });

  test('counts neither where the sums are made anew from the rows nor in the rules that a backup is checked by', () => {
    sellAfterWithdrawal();
    const before = listFigures(store.reader, DATE, DATE);
    const plain = new Database(path);
    try {
      expect(brokenRules(plain)).toEqual([]);
      plain.transaction(() => rebuildSums(plain))();
    } finally {
      plain.close();
    }
    expect(listFigures(store.reader, DATE, DATE)).toEqual(before);
  });
});
