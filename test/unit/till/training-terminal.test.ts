import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTrainingDesk, type TrainingDesk } from '../../../electron/till/training-terminal.ts';
import type { PosEvent } from '../../../shared/contract/events.ts';
import type { ChargeRequest } from '../../../shared/contract/sale.ts';
import type { CustomerAct } from '../../../shared/contract/training.ts';
import { paise } from '../../../shared/domain/money.ts';
import { must } from '../../support/catalogue.ts';
import { typedCard } from '../../support/gateway-subject.ts';
import {
  chargeOf,
  checkoutOf,
  newestState,
  openHome,
  openTill,
  type TestTill,
  type TillHome,
} from '../../support/till-under-test.ts';

const patient = { timeout: 20_000 };
let home: TillHome;
let till: TestTill;
let desk: TrainingDesk;
let told: PosEvent[];
beforeEach(async () => {
  home = await openHome();
  till = await openTill(home);
  told = [];
  desk = createTrainingDesk({
    emulator: () => home.emulator.control,
    openAttempts: () => till.payments.listOpen(),
    later: (_delayMs, work) => {
      const timer = setTimeout(work, 0);
      return () => clearTimeout(timer);
    },
    emit: (event) => told.push(event),
    now: Date.now,
  });
});
afterEach(async () => {
  await till.kill();
  await home.end();
});

/** Charges, and waits until the terminal shows the bill. */
async function shownBill(kind: 'card-terminal' | 'upi-qr'): Promise<ChargeRequest> {
  const bill = chargeOf(till, { tender: { kind, amountPaise: paise(105_00) } });
  must(till.sales.charge(bill));
  await vi.waitFor(() => expect(desk.show().waiting).toMatchObject({ amountPaise: 105_00, kind }), patient);
  return bill;
}

function play(act: CustomerAct): ReturnType<TrainingDesk['play']> {
  const { waiting } = desk.show();
  if (waiting === null) throw new Error('nothing waits');
  return desk.play(waiting.attemptId, act);
}

describe('the training terminal by hand', () => {
  beforeEach(() => {
    expect(must(desk.setByHand(true))).toEqual({ available: true, byHand: true, waiting: null });
  });

  test.each<[CustomerAct, string, string | null]>([
    ['tap', 'APPROVED', null],
    ['insert-pin', 'APPROVED', null],
    ['wrong-pin', 'DECLINED', 'wrong-pin'],
    ['no-money', 'DECLINED', 'insufficient-funds'],
    ['walk-away', 'CANCELLED', 'customer-cancelled'],
    ['pull-cable', 'APPROVED', null],
  ])('%s ends a card payment as %s', async (act, state, reason) => {
    const bill = await shownBill('card-terminal');
    expect(must(play(act)).waiting).toBeNull();
    await vi.waitFor(() => expect(newestState(till, bill.orderId)).toBe(state), patient);
    expect(checkoutOf(till, bill.orderId).attempts.at(-1)?.reason).toBe(reason);
    expect(told.at(-1)?.topic).toBe('training');
  });

  test('a pulled cable hides from the till that the money moved, until the line is back', async () => {
    await shownBill('card-terminal');
    const before = home.emulator.control.calls().length;
    must(play('pull-cable'));
    expect(home.emulator.control.transactions()).toMatchObject([{ status: 'APPROVED' }]);
    await vi.waitFor(() => expect(till.payments.listOpen()).toEqual([]), patient);
    expect(home.emulator.control.calls().length - before).toBeGreaterThan(5);
  });

  test('a PIN is said on the slip, and a tap without one', async () => {
    for (const [act, entryMode] of [
      ['insert-pin', 'chip'],
      ['tap', 'contactless'],
    ] as const) {
      const bill = await shownBill('card-terminal');
      must(play(act));
      await vi.waitFor(() => expect(checkoutOf(till, bill.orderId).state).toBe('paid'), patient);
      const row = till.store.reader
        .query<[], { mode: string }>(
          'SELECT entry_mode AS mode FROM payment_attempts ORDER BY attempt_seq DESC LIMIT 1',
        )
        .get([]);
      expect(row?.mode).toBe(entryMode);
    }
  });

  test('a tap is a payment from the phone where a QR is shown, and walking away leaves it unpaid', async () => {
    const bill = await shownBill('upi-qr');
    must(play('walk-away'));
    expect(desk.show().waiting).not.toBeNull();
    must(play('tap'));
    await vi.waitFor(() => expect(checkoutOf(till, bill.orderId).state).toBe('paid'), patient);
  });

  test('an act after the end changes nothing', async () => {
    const bill = await shownBill('card-terminal');
    must(play('tap'));
    await vi.waitFor(() => expect(checkoutOf(till, bill.orderId).state).toBe('paid'), patient);
    const attemptId = checkoutOf(till, bill.orderId).attempts[0]?.attemptId;
    if (attemptId === undefined) throw new Error('no attempt');
    expect(desk.play(attemptId, 'no-money')).toMatchObject({ ok: false, error: { code: 'training-over' } });
  });

  test('nobody scans a QR by itself', async () => {
    await shownBill('upi-qr');
    const [attempt] = till.payments.listOpen();
    desk.hear({ topic: 'attempt', id: attempt?.attemptId ?? '', version: 2 });
    expect(home.emulator.control.transactions()).toEqual([]);
    expect(told.at(-1)?.topic).toBe('training');
  });
});

describe('the training terminal that plays by itself', () => {
  test('taps a card and scans a QR, once', async () => {
    const bill = await shownBill('upi-qr');
    const [attempt] = till.payments.listOpen();
    const event: PosEvent = { topic: 'attempt', id: attempt?.attemptId ?? '', version: 2 };
    desk.hear(event);
    desk.hear(event);
    await vi.waitFor(() => expect(checkoutOf(till, bill.orderId).state).toBe('paid'), patient);
    const card = chargeOf(till);
    must(till.sales.charge(card));
    await vi.waitFor(() => expect(checkoutOf(till, card.orderId).state).toBe('paid'), patient);
  });
});

test('a till that charges elsewhere has no training terminal', () => {
  const none = createTrainingDesk({
    emulator: () => null,
    openAttempts: () => [],
    later: () => () => undefined,
    emit: () => undefined,
    now: Date.now,
  });
  expect(none.show()).toEqual({ available: false, byHand: false, waiting: null });
  expect(none.setByHand(true)).toMatchObject({ ok: false, error: { code: 'mode-forbidden' } });
});

describe('the customer’s phone', () => {
  test('shows the one-time password of a typed card, whoever plays the customer, until it is typed', async () => {
    await till.kill();
    till = await openTill(home, { keyedCard: () => true });
    const tender = { kind: 'card-keyed', amountPaise: paise(105_00), card: typedCard } as const;
    const bill = chargeOf(till, { tender });
    must(till.sales.charge(bill));
    await vi.waitFor(() => expect(desk.show().waiting?.otp).toMatch(/^\d{6}$/), patient);
    const { waiting } = desk.show();
    if (waiting?.otp === undefined) throw new Error('the phone shows nothing');
    expect(waiting).toMatchObject({ kind: 'card-keyed', amountPaise: 105_00 });
    must(await till.payments.submitOtp(waiting.attemptId, waiting.otp));
    expect(desk.show().waiting).toBeNull();
    await vi.waitFor(() => expect(checkoutOf(till, bill.orderId).state).toBe('paid'), patient);
  });

  test('may be put away: the payment ends unpaid', async () => {
    await till.kill();
    till = await openTill(home, { keyedCard: () => true });
    const tender = { kind: 'card-keyed', amountPaise: paise(105_00), card: typedCard } as const;
    const bill = chargeOf(till, { tender });
    must(till.sales.charge(bill));
    await vi.waitFor(() => expect(desk.show().waiting?.kind).toBe('card-keyed'), patient);
    must(play('walk-away'));
    await vi.waitFor(() => expect(newestState(till, bill.orderId)).toBe('CANCELLED'), patient);
  });
});
