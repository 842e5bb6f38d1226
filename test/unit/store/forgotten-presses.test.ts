import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../../electron/store/connection.ts';
import {
  findChargeRequest,
  FORGET_AFTER_MS,
  listForgettablePresses,
} from '../../../electron/store/repositories/charge-requests.ts';
import { findOrder } from '../../../electron/store/repositories/orders.ts';
import type { ChargePress } from '../../../electron/store/units/begin-charge.ts';
import { beginCharge } from '../../../electron/store/units/begin-charge.ts';
import { chargeCash } from '../../../electron/store/units/charge-cash.ts';
import { parseRequestId } from '../../../shared/domain/ids.ts';
import { must } from '../../support/catalogue.ts';
import {
  AT,
  attemptOf,
  billOf,
  cashOf,
  lineOf,
  momentOf,
  newStore,
  temporaryFolder,
} from '../../support/store-fixtures.ts';

/*
 * The answer to a repeated press of Charge is kept for 35 days after its order is over, by the till's own orders.
 */
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

/** A press as the window makes it at an instant: its id says when. */
function pressAt(msecs: number): ChargePress {
  return { requestId: must(parseRequestId(v7({ msecs }))), bodyHash: 'body' };
}

function billAt(at: number) {
  return billOf([lineOf('Salt', 2)], { createdAt: at });
}

function sellAt(at: number): { press: ChargePress; bill: ReturnType<typeof billAt> } {
  const [press, bill] = [pressAt(at), billAt(at)];
  must(chargeCash(store.writer, { ...bill, press, tender: cashOf(200), moment: momentOf({ at }) }));
  return { press, bill };
}

function beginAt(at: number): ChargePress {
  const press = pressAt(at);
  must(beginCharge(store.writer, { ...billAt(at), press, attempt: attemptOf(200, press), at }));
  return press;
}

const isKnown = ({ requestId }: ChargePress): boolean => findChargeRequest(store.reader, requestId) !== null;
const forget = (press: ChargePress): number =>
  store.writer.change<[string]>('DELETE FROM charge_requests WHERE request_id = ?').run([press.requestId])
    .changes;
const upkeep = (): void => {
  while (store.idleSlice());
};

test('the upkeep forgets presses whose orders are long over, the oldest first, and only those', () => {
  const old = Array.from({ length: 120 }, (_, at) => sellAt(AT + at).press);
  const open = beginAt(AT + 200);
  const recent = Array.from({ length: 3 }, (_, at) => sellAt(AT + FORGET_AFTER_MS + 119 + at).press);
  upkeep();
  // A handful at a time: what is left over waits until it is a handful again.
  expect(old.map(isKnown)).toEqual(old.map((_, at) => at >= 100));
  expect([open, ...recent].every(isKnown)).toBe(true);
});

test('nothing is forgotten by a till that has stopped selling, however long it stands', () => {
  const presses = Array.from({ length: 150 }, (_, at) => sellAt(AT + at).press);
  upkeep();
  expect(presses.every(isKnown)).toBe(true);
  expect(listForgettablePresses(store.reader)).toEqual([]);
});

test('the schema refuses to forget a press that is recent, or whose order is not over', () => {
  const [old, open] = [sellAt(AT).press, beginAt(AT + 1)];
  expect(() => forget(old)).toThrow(/kept for a time/);
  const recent = sellAt(AT + 2 + FORGET_AFTER_MS).press;
  expect(() => forget(open)).toThrow(/kept for a time/);
  expect(() => forget(recent)).toThrow(/kept for a time/);
  expect(forget(old)).toBe(1);
});

test('a press that was forgotten charges nothing when it comes again: its order is over', () => {
  const { press, bill } = sellAt(AT);
  sellAt(AT + FORGET_AFTER_MS);
  const again = () =>
    chargeCash(store.writer, { ...bill, press, tender: cashOf(200), moment: momentOf({ at: AT + 9 }) });
  expect(again()).toMatchObject({ ok: true, value: { kind: 'repeated' } });
  const before = findOrder(store.reader, bill.order.orderId);
  expect(forget(press)).toBe(1);
  expect(again()).toEqual({ ok: false, error: { code: 'order-closed' } });
  expect(findOrder(store.reader, bill.order.orderId)).toEqual(before);
});
