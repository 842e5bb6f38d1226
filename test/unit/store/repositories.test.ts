import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../../electron/store/connection.ts';
import { listAudit, listAuditOf } from '../../../electron/store/repositories/audit.ts';
import { findBusinessDay, lastBusinessDays } from '../../../electron/store/repositories/business-days.ts';
import { holdCart, listHeldCarts, findCartInHand } from '../../../electron/store/repositories/carts.ts';
import { dismissNotice, insertNotice, listNotices } from '../../../electron/store/repositories/notices.ts';
import { insertPerson, listPeople } from '../../../electron/store/repositories/people.ts';
import { insertRefund, listRefunds } from '../../../electron/store/repositories/refunds.ts';
import { findSetting, saveSetting } from '../../../electron/store/repositories/settings.ts';
import { moveStock, stockLevel } from '../../../electron/store/repositories/stock.ts';
import { chargeCash } from '../../../electron/store/units/charge-cash.ts';
import { saveCart } from '../../../electron/store/units/save-cart.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import type { OrderId, PersonId, ProductId, RefundId } from '../../../shared/domain/ids.ts';
import { paise } from '../../../shared/domain/money.ts';
import { quantityMilli } from '../../../shared/domain/quantity.ts';
import { languageSchema } from '../../../shared/contract/till.ts';
import {
  AT,
  billOf,
  cashOf,
  day,
  lineOf,
  momentOf,
  newStore,
  pressOf,
  temporaryFolder,
} from '../../support/store-fixtures.ts';

let store: Store;
let remove = (): void => undefined;

beforeEach(() => {
  const temporary = temporaryFolder();
  ({ remove } = temporary);
  store = newStore(temporary.folder);
});
afterEach(() => {
  store.close();
  remove();
});

function sell(): OrderId {
  const bill = billOf([lineOf('Basmati rice', 2)]);
  chargeCash(store.writer, { ...bill, press: pressOf(), tender: cashOf(200), moment: momentOf() });
  return bill.order.orderId;
}

test('The audit tells what was done to an order, and all of it newest first, page by page', () => {
  const [first, second] = [sell(), sell()];
  expect(listAuditOf(store.reader, first).map((entry) => entry.action)).toEqual(['sale-completed']);
  const [newest] = listAudit(store.reader, null, 1);
  expect(newest?.subjectId).toBe(second);
  expect(listAudit(store.reader, newest?.auditSeq ?? 0, 5).map((entry) => entry.subjectId)).toEqual([first]);
});

test('The first sale of a day opens it', () => {
  expect(lastBusinessDays(store.reader)).toEqual({ lastDate: null, lastClosedDate: null });
  sell();
  expect(findBusinessDay(store.reader, day('2026-11-20'))).toMatchObject({ openedAt: AT, closedAt: null });
  expect(lastBusinessDays(store.reader)).toEqual({ lastDate: '2026-11-20', lastClosedDate: null });
});

test('One cart is in hand, and any number are held beside it', () => {
  const [inHand, next, held] = [
    systemIds.next<OrderId>(),
    systemIds.next<OrderId>(),
    systemIds.next<OrderId>(),
  ];
  saveCart(store.writer, inHand, '{"n":1}', 1);
  saveCart(store.writer, next, '{"n":2}', 2);
  holdCart(store.writer, { orderId: held, slot: 'held', label: 'Blue shirt', cart: '{}', savedAt: 3 });
  expect(findCartInHand(store.reader)).toMatchObject({ orderId: next, cart: '{"n":2}' });
  expect(listHeldCarts(store.reader).map((cart) => cart.label)).toEqual(['Blue shirt']);
  saveCart(store.writer, next, null, 4);
  expect(findCartInHand(store.reader)).toBeNull();
});

test('A notice is shown until it is put away, and told once', () => {
  const notice = {
    id: 'n1',
    code: 'unclean-stop',
    at: 1,
    invoiceNumber: null,
    amountPaise: null,
    orderId: null,
  } as const;
  insertNotice(store.writer, notice);
  insertNotice(store.writer, notice);
  expect(listNotices(store.reader)).toHaveLength(1);
  expect([dismissNotice(store.writer, 'n1', 2), dismissNotice(store.writer, 'n1', 3)]).toEqual([true, false]);
  expect(listNotices(store.reader)).toEqual([]);
});

test('People are listed by name', () => {
  for (const name of ['Meera', 'Asha']) {
    insertPerson(
      store.writer,
      { personId: systemIds.next<PersonId>(), name, role: 'cashier', active: name === 'Asha' },
      AT,
    );
  }
  expect(listPeople(store.reader).map(({ name, active }) => [name, active])).toEqual([
    ['Asha', true],
    ['Meera', false],
  ]);
});

test('A refund is a row of its own beside its order', () => {
  sell();
  insertRefund(store.writer, 1, {
    refundId: systemIds.next<RefundId>(),
    attemptSeq: null,
    kind: 'cash-back',
    tenderKind: 'cash',
    amountPaise: paise(100),
    state: 'DONE',
    reason: 'returned',
    rrn: null,
    creditNoteId: null,
    businessDate: day('2026-11-20'),
    personId: null,
    approvedBy: null,
    createdAt: AT,
    updatedAt: AT,
  });
  expect(listRefunds(store.reader, 1)).toMatchObject([{ kind: 'cash-back', amountPaise: 100 }]);
});

test('A stock level is the sum of its movements', () => {
  const productId = systemIds.next<ProductId>();
  const movement = { productId, sourceId: null, reason: null, personId: null, at: AT };
  moveStock(store.writer, { ...movement, kind: 'opening', quantityMilli: quantityMilli(5000) });
  moveStock(store.writer, { ...movement, kind: 'received', quantityMilli: quantityMilli(2000) });
  expect(stockLevel(store.reader, productId)).toBe(7000);
  expect(stockLevel(store.reader, systemIds.next<ProductId>())).toBe(0);
});

test('A setting of another shape than its schema is as if it was never saved', () => {
  saveSetting(store.writer, 'language', 'hi', 1);
  expect(findSetting(store.reader, 'language', languageSchema)).toBe('hi');
  saveSetting(store.writer, 'language', { other: true }, 2);
  expect(findSetting(store.reader, 'language', languageSchema)).toBeNull();
  expect(findSetting(store.reader, 'never', languageSchema)).toBeNull();
});
