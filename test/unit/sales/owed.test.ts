import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { paise } from '../../../shared/domain/money.ts';
import { must } from '../../support/catalogue.ts';
import { storeViolations } from '../../support/ledger-invariants.ts';
import { readLedger } from '../../support/ledger.ts';
import {
  chargeOf,
  checkoutOf,
  openHome,
  openTill,
  type TestTill,
  type TillHome,
} from '../../support/till-under-test.ts';

let home: TillHome;
let till: TestTill;
/** How many of the next transactions the disk refuses. */
let refuses = 0;
const disk = {
  get isFull(): boolean {
    refuses -= 1;
    return refuses >= 0;
  },
};

beforeEach(async () => {
  refuses = 0;
  home = await openHome();
  till = await openTill(home, { disk });
});
afterEach(async () => {
  await till.kill();
  await home.end();
});

/** A payment whose approval comes while the disk refuses its bill, and takes the approval alone. */
async function approveAlone() {
  home.emulator.control.addRule({ scenario: 'pending-for-ever', times: 1 });
  const request = chargeOf(till);
  must(till.sales.charge(request));
  await vi.waitFor(() => expect(checkoutOf(till, request.orderId).attempts[0]?.state).toBe('PENDING'));
  refuses = 1;
  const [waiting] = home.emulator.control.transactions();
  home.emulator.control.decide(waiting?.attemptId ?? '', 'approve');
  await vi.waitFor(() => expect(checkoutOf(till, request.orderId).state).toBe('paid-not-completed'));
  return request;
}

test('An approval that was kept alone becomes its bill as soon as the disk takes it, without a restart', async () => {
  const { orderId } = await approveAlone();
  refuses = 1;
  expect(till.sales.completeOwed()).toBe(false);
  expect(checkoutOf(till, orderId).state).toBe('paid-not-completed');
  till.events.length = 0;
  expect(till.sales.completeOwed()).toBe(true);
  expect(checkoutOf(till, orderId)).toMatchObject({ state: 'paid', totalPaise: 105_00 });
  expect(till.events.map(({ topic }) => topic)).toContain('checkout');
  expect(storeViolations(readLedger(till.store.path))).toEqual([]);
});

test('A bill that is completed later is completed once, and a till that owes nothing looks at nothing', async () => {
  expect(till.sales.completeOwed()).toBe(true);
  await approveAlone();
  expect(till.sales.completeOwed()).toBe(true);
  expect(till.sales.completeOwed()).toBe(true);
  const cash = { kind: 'cash' as const, amountPaise: paise(105_00), receivedPaise: paise(105_00) };
  must(till.sales.charge(chargeOf(till, { tender: cash })));
  const ledger = readLedger(till.store.path);
  expect(storeViolations(ledger)).toEqual([]);
  expect(ledger.orders.map(({ seriesNumber }) => seriesNumber)).toEqual([1, 2]);
});
