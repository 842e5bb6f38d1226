import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../../electron/store/connection.ts';
import { listOrders } from '../../../electron/store/repositories/order-list.ts';
import { beginCharge } from '../../../electron/store/units/begin-charge.ts';
import { chargeCash } from '../../../electron/store/units/charge-cash.ts';
import { completeSale } from '../../../electron/store/units/complete-sale.ts';
import { assert } from '../../../shared/domain/result.ts';
import {
  AT,
  attemptOf,
  billOf,
  cardTenderOf,
  cashOf,
  lineOf,
  momentOf,
  newStore,
  pressOf,
  temporaryFolder,
} from '../../support/store-fixtures.ts';

let store: Store;
const { folder, remove } = temporaryFolder();

/** Orders 1 to 6: five of cash, then one by card. */
beforeAll(() => {
  store = newStore(folder);
  const sell = (names: readonly string[], hundreds: number, given = {}): void => {
    const bill = billOf(
      names.map((name) => lineOf(name, hundreds)),
      given,
    );
    const tender = cashOf(bill.order.totalPaise);
    const sold = chargeCash(store.writer, { ...bill, press: pressOf(), tender, moment: momentOf() });
    assert(sold.ok, `the order is sold: ${JSON.stringify(sold)}`);
  };
  sell(['Basmati rice'], 2);
  sell(['Biscuits, Parle-G 80g', 'Tea'], 4);
  sell(['Crème brûlée'], 10, { buyerPhone: '9876543210', buyerName: 'Meera Nair' });
  sell(['Brown rice'], 2);
  sell(['Tea'], 20);
  const bill = billOf([lineOf('Toor dal', 6)]);
  const press = pressOf();
  const begun = beginCharge(store.writer, { ...bill, press, attempt: attemptOf(600, press), at: AT });
  assert(begun.ok && begun.value.kind === 'begun', 'the charge begins');
  const { attempt } = begun.value;
  completeSale(store.writer, {
    orderId: bill.order.orderId,
    approval: {
      previous: attempt,
      next: { ...attempt, state: 'APPROVED', lastFour: '7308' },
      event: 'approved',
    },
    tenders: [cardTenderOf(attempt.attemptSeq, 600, '7308')],
    moment: momentOf(),
  });
});
afterAll(() => {
  store.close();
  remove();
});

const found = (query: string): number[] =>
  listOrders(store.reader, { query, beforeSeq: null, limit: 50 }).orders.map((order) => order.seq);

test.each([
  ['nothing: all, newest first', '', [6, 5, 4, 3, 2, 1]],
  ['its number', 'A1/2627/000004', [4]],
  ['the serial in its number', '000004', [4]],
  ['its number in small letters', 'a1/2627/000004', [4]],
  ['the last four digits of the card', '7308', [6]],
  ['the phone', '9876543210', [3]],
  ['the amount in rupees, or the serial', '2', [4, 2, 1]],
  ['the amount with paise', '₹21.00', [5]],
  ['a word', 'rice', [4, 1]],
  ['two letters', 'ri', [4, 1]],
  ['three letters', 'tea', [5, 2]],
  ['the beginning of a word, longer than any prefix index', 'biscu', [2]],
  ['words in any order', 'rice brown', [4]],
  ['a word without its accents', 'creme', [3]],
  ['the buyer’s name', 'meera', [3]],
  ['a Hindi word', 'चावल', [6, 5, 4, 3, 2, 1]],
  ['the beginning of a Hindi word', 'चाव', [6, 5, 4, 3, 2, 1]],
  ['a word nobody sold', 'saffron', []],
  ['what would be a query in the full-text language', '"rice" OR tea NOT *', []],
  ['marks alone', '"*"', []],
])('Orders are found by %s', (_what, query, seqs) => {
  expect(found(query)).toEqual(seqs);
});

test('A row says what the list shows', () => {
  const [row] = listOrders(store.reader, { query: '7308', beforeSeq: null, limit: 1 }).orders;
  expect(row).toMatchObject({
    seq: 6,
    state: 'paid',
    invoiceNumber: 'A1/2627/000006',
    totalPaise: 600,
    lineCount: 1,
    firstProduct: 'Toor dal',
    tenderKinds: ['card-terminal'],
    lastFour: '7308',
    buyerPhone: null,
  });
});

test.each(['', 'rice tea', 'चावल', '7308'])('Pages of two of "%s" join to the whole', (query) => {
  const seqs: number[] = [];
  let beforeSeq: number | null = null;
  do {
    const page: ReturnType<typeof listOrders> = listOrders(store.reader, { query, beforeSeq, limit: 2 });
    seqs.push(...page.orders.map((order) => order.seq));
    beforeSeq = page.nextBeforeSeq;
  } while (beforeSeq !== null);
  expect(seqs).toEqual(found(query));
});

test('a row says its first product in Hindi too, where that has a name', () => {
  const [row] = listOrders(store.reader, { query: '', beforeSeq: null, limit: 1 }).orders;
  expect([row?.firstProduct, row?.firstProductHi]).toEqual(['Toor dal', 'चावल']);
});
