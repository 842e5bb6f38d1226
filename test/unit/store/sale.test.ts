import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../../electron/store/connection.ts';
import {
  findAttempt,
  listAttemptEvents,
  listUnfinishedAttempts,
} from '../../../electron/store/repositories/attempts.ts';
import type { AttemptProgress, AttemptRecord } from '../../../electron/store/repositories/attempts.ts';
import { findCartInHand } from '../../../electron/store/repositories/carts.ts';
import { listDayTotals } from '../../../electron/store/repositories/day-totals.ts';
import { listSeries } from '../../../electron/store/repositories/invoice-series.ts';
import { findOrder } from '../../../electron/store/repositories/orders.ts';
import { listWaitingOutbox } from '../../../electron/store/repositories/outbox.ts';
import { stockLevel } from '../../../electron/store/repositories/stock.ts';
import { listTenders, standingTenders } from '../../../electron/store/repositories/tenders.ts';
import { abandonOrder } from '../../../electron/store/units/abandon-order.ts';
import { beginCharge, type BegunCharge } from '../../../electron/store/units/begin-charge.ts';
import { chargeCash } from '../../../electron/store/units/charge-cash.ts';
import { completeSale } from '../../../electron/store/units/complete-sale.ts';
import { recoverAttempts } from '../../../electron/store/units/recover.ts';
import { saveAttempt } from '../../../electron/store/units/save-attempt.ts';
import { saveCart } from '../../../electron/store/units/save-cart.ts';
import { takeApproval } from '../../../electron/store/units/take-approval.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import type { InstallationId } from '../../../shared/domain/ids.ts';
import { paise } from '../../../shared/domain/money.ts';
import { assert, err } from '../../../shared/domain/result.ts';
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

const bill = (): ChargedBill => billOf([lineOf('Basmati rice', 2), lineOf('Toor dal', 4)]);

function begin(
  charged: ChargedBill,
  terminalId = 'T1',
  amountPaise: number = charged.order.totalPaise,
): BegunCharge {
  const press = pressOf();
  const attempt = attemptOf(amountPaise, press, terminalId);
  const begun = beginCharge(store.writer, { ...charged, press, attempt, at: AT });
  assert(begun.ok && begun.value.kind === 'begun', `the charge begins: ${JSON.stringify(begun)}`);
  return begun.value;
}

function move(previous: AttemptRecord, change: Partial<AttemptProgress>): AttemptRecord {
  const saved = saveAttempt(store.writer, { previous, next: { ...previous, ...change }, event: 'moved' });
  assert(saved.ok, `the attempt moves: ${JSON.stringify(saved)}`);
  return saved.value;
}

function approvalOf(begun: BegunCharge) {
  const { attempt, order } = begun;
  const next: AttemptProgress = { ...attempt, state: 'APPROVED', lastFour: '1005', rrn: '632410000001' };
  return {
    orderId: order.orderId,
    approval: { previous: attempt, next, event: 'approved' },
    tenders: [cardTenderOf(attempt.attemptSeq, attempt.amountPaise)],
    moment: momentOf(),
  };
}

describe('A terminal sale', () => {
  test('is an order with an attempt before anything is asked of the gateway', () => {
    const charged = bill();
    const { order, attempt } = begin(charged);
    expect(order).toMatchObject({
      state: 'paying',
      seq: 1,
      paymentStatus: 'processing',
      invoiceNumber: null,
    });
    expect(attempt).toMatchObject({ state: 'CREATED', version: 1, orderId: charged.order.orderId });
  });

  test('commits with its number, stock, day and outbox when it is approved', () => {
    const charged = bill();
    saveCart(store.writer, charged.order.orderId, '{}', AT);
    const done = completeSale(store.writer, approvalOf(begin(charged)));
    assert(done.ok, 'the sale is completed');
    expect(done.value.order).toMatchObject({
      state: 'paid',
      invoiceNumber: 'A1/2627/000001',
      paymentStatus: 'completed',
      status: 'delivered',
      tenderKinds: 'card-terminal',
      lastFour: '1005',
    });
    expect(stockLevel(store.reader, charged.lines[0]?.productId ?? systemIds.next())).toBe(-1000);
    expect(findCartInHand(store.reader)).toBeNull();
    expect(listWaitingOutbox(store.reader, 0, 10)).toHaveLength(1);
    const totals = listDayTotals(store.reader, day('2026-11-20'), day('2026-11-20'));
    expect(
      totals.map(({ dimension, key, billCount, amountPaise }) => [dimension, key, billCount, amountPaise]),
    ).toEqual([
      ['category', 'Grocery', 1, 630],
      ['hour', '12', 1, 600],
      ['sales', '', 1, 600],
      ['tax', '500', 1, 630],
      ['tender', 'card-terminal', 1, 600],
    ]);
  });

  test('that is pressed twice begins once, and the second press is told what the first began', () => {
    const charged = bill();
    const press = pressOf();
    const input = { ...charged, press, attempt: attemptOf(charged.order.totalPaise, press), at: AT };
    beginCharge(store.writer, input);
    const again = beginCharge(store.writer, {
      ...input,
      attempt: attemptOf(charged.order.totalPaise, press),
    });
    expect(again).toMatchObject({
      ok: true,
      value: { kind: 'repeated', orderId: charged.order.orderId, attemptId: input.attempt.attemptId },
    });
    const other = beginCharge(store.writer, { ...input, press: { ...press, bodyHash: 'other' } });
    expect(other).toEqual(err({ code: 'request-differs' }));
  });

  test('has one open attempt for an order', () => {
    const charged = bill();
    begin(charged);
    const press = pressOf();
    const second = { ...charged, press, attempt: attemptOf(600, press, 'T2'), at: AT };
    expect(beginCharge(store.writer, second)).toEqual(err({ code: 'attempt-open' }));
  });

  test('has one open attempt on a terminal, superseded or not, until the terminal is released', () => {
    const first = begin(bill());
    const charged = bill();
    const press = pressOf();
    const second = { ...charged, press, attempt: attemptOf(600, press), at: AT };
    const busy = err({ code: 'terminal-busy', attemptId: first.attempt.attemptId });
    expect(beginCharge(store.writer, second)).toEqual(busy);
    const unknown = move(first.attempt, { state: 'UNKNOWN', superseded: true });
    expect(beginCharge(store.writer, second)).toEqual(busy);
    expect(findOrder(store.reader, charged.order.orderId)).toBeNull();
    move(unknown, { terminalReleased: true });
    expect(beginCharge(store.writer, second)).toMatchObject({ ok: true, value: { kind: 'begun' } });
  });

  test('that was declined can be charged again with other lines', () => {
    const charged = bill();
    move(begin(charged).attempt, { state: 'DECLINED', reason: 'declined' });
    expect(findOrder(store.reader, charged.order.orderId)?.state).toBe('open');
    const other = billOf([lineOf('Salt', 2)], { orderId: charged.order.orderId });
    const { order } = begin(other);
    expect(order).toMatchObject({ seq: 1, lineCount: 1, firstProduct: 'Salt', totalPaise: 200 });
  });

  test('moves an attempt only from the version that was read', () => {
    const { attempt } = begin(bill());
    const sending = move(attempt, { state: 'SENDING' });
    const late = { previous: attempt, next: { ...attempt, state: 'NOT_SENT' as const }, event: 'late' };
    expect(saveAttempt(store.writer, late)).toEqual(err({ code: 'stale' }));
    expect(findAttempt(store.reader, attempt.attemptId)).toEqual(sending);
    expect(listAttemptEvents(store.reader, attempt.attemptSeq).map((step) => step.toState)).toEqual([
      'CREATED',
      'SENDING',
    ]);
  });

  test('of an approval that comes second is refused whole', () => {
    const begun = begin(bill());
    move(begun.attempt, { state: 'CANCELLED' });
    expect(completeSale(store.writer, approvalOf(begun))).toEqual(err({ code: 'stale' }));
    expect(listSeries(store.reader)).toEqual([]);
  });
});

describe('An approval whose sale cannot be completed', () => {
  test('is kept alone when something throws, and completed later with the first number', () => {
    const begun = begin(bill());
    const input = approvalOf(begun);
    const broken = momentOf({
      outbox: () => {
        throw new Error('a bug');
      },
    });
    const kept = takeApproval(store.writer, { ...input, moment: broken });
    expect(kept).toMatchObject({ ok: true, value: { kind: 'kept', because: { code: 'bug' } } });
    expect(findOrder(store.reader, begun.order.orderId)).toMatchObject({
      state: 'paid-not-completed',
      seriesId: null,
    });
    expect(findAttempt(store.reader, begun.attempt.attemptId)?.state).toBe('APPROVED');
    const later = completeSale(store.writer, { ...input, approval: null });
    expect(later).toMatchObject({
      ok: true,
      value: { order: { state: 'paid', invoiceNumber: 'A1/2627/000001' } },
    });
  });

  test('and that pays only a part leaves the rest to be paid, not a bill that is stuck', () => {
    const begun = begin(bill());
    const input = approvalOf(begun);
    const broken = momentOf({
      outbox: () => {
        throw new Error('a bug');
      },
    });
    expect(takeApproval(store.writer, { ...input, moment: broken }).ok).toBe(true);
    const half = cardTenderOf(begun.attempt.attemptSeq, Math.floor(begun.order.totalPaise / 2));
    const later = completeSale(store.writer, { ...input, approval: null, tenders: [half] });
    expect(later).toMatchObject({ ok: true, value: { order: { state: 'part-paid' } } });
  });

  test('is completed at once when nothing is in the way', () => {
    const taken = takeApproval(store.writer, approvalOf(begin(bill())));
    expect(taken).toMatchObject({ ok: true, value: { kind: 'sold', sale: { order: { state: 'paid' } } } });
  });
});

describe('Cash', () => {
  test('goes from nothing to a paid order in one commit', () => {
    const charged = bill();
    const sold = chargeCash(store.writer, {
      ...charged,
      press: pressOf(),
      tender: cashOf(600, 1000),
      moment: momentOf(),
    });
    expect(sold).toMatchObject({
      ok: true,
      value: { kind: 'sold', sale: { order: { state: 'paid', tenderKinds: 'cash' } } },
    });
    expect(listTenders(store.reader, 1)).toMatchObject([{ receivedPaise: 1000, changePaise: 400 }]);
  });

  test('that is more than what is due is refused, and nothing is written', () => {
    const charged = bill();
    const sold = chargeCash(store.writer, {
      ...charged,
      press: pressOf(),
      tender: cashOf(700),
      moment: momentOf(),
    });
    expect(sold).toEqual(err({ code: 'tender-amount' }));
    expect(findOrder(store.reader, charged.order.orderId)).toBeNull();
  });

  test('pays a part, and a card the rest, under one number', () => {
    const charged = bill();
    chargeCash(store.writer, { ...charged, press: pressOf(), tender: cashOf(200), moment: momentOf() });
    expect(findOrder(store.reader, charged.order.orderId)).toMatchObject({
      state: 'part-paid',
      invoiceNumber: null,
    });
    const frozen = billOf([lineOf('Salt', 2)], { orderId: charged.order.orderId });
    const other = chargeCash(store.writer, {
      ...frozen,
      press: pressOf(),
      tender: cashOf(200),
      moment: momentOf(),
    });
    expect(other).toEqual(err({ code: 'order-frozen' }));
    const done = completeSale(store.writer, approvalOf(begin(charged, 'T1', 400)));
    expect(done).toMatchObject({
      ok: true,
      value: { order: { state: 'paid', tenderKinds: 'cash,card-terminal' } },
    });
  });
});

describe('An order that is given up', () => {
  test('is abandoned with its approval on the way back, once', () => {
    const charged = bill();
    const begun = begin(charged, 'T1', 400);
    const part = completeSale(store.writer, approvalOf(begun));
    expect(part).toMatchObject({ ok: true, value: { order: { state: 'part-paid' } } });
    const approved = findAttempt(store.reader, begun.attempt.attemptId);
    assert(approved !== null, 'the attempt is stored');
    const steps = [
      {
        previous: approved,
        next: { ...approved, state: 'VOID_DUE' as const, unwanted: true },
        event: 'unwanted',
      },
    ];
    const input = { orderId: charged.order.orderId, steps, refunds: [], personId: null, at: AT };
    expect(abandonOrder(store.writer, input)).toMatchObject({ ok: true, value: { state: 'abandoned' } });
    expect(abandonOrder(store.writer, input)).toMatchObject({ ok: true, value: { state: 'abandoned' } });
    expect(listUnfinishedAttempts(store.reader).map((attempt) => attempt.state)).toEqual(['VOID_DUE']);
    // What goes back pays nothing any more.
    expect(standingTenders(listTenders(store.reader, approved.orderSeq))).toEqual([]);
  });

  test('is not abandoned while an attempt for it is open', () => {
    const { order } = begin(bill());
    const input = { orderId: order.orderId, steps: [], refunds: [], personId: null, at: AT };
    expect(abandonOrder(store.writer, input)).toEqual(err({ code: 'attempt-open' }));
  });

  test('takes back the part that was paid when its approval goes back', () => {
    const begun = begin(bill(), 'T1', 400);
    completeSale(store.writer, approvalOf(begun));
    const approved = findAttempt(store.reader, begun.attempt.attemptId);
    assert(approved !== null, 'the attempt is stored');
    move(approved, { state: 'VOID_DUE' });
    expect(findOrder(store.reader, begun.order.orderId)?.state).toBe('open');
    expect(listTenders(store.reader, 1)[0]?.withdrawnAt).toBe(AT);
  });
});

test('A start moves what the last run left, frees what was never sent, and keeps what the cashier must be told', () => {
  const created = begin(bill(), 'T1');
  const sending = begin(bill(), 'T2');
  move(sending.attempt, { state: 'SENDING' });
  const left = recoverAttempts(store.writer, (attempt) => ({
    next: { ...attempt, state: attempt.state === 'CREATED' ? 'NOT_SENT' : 'UNKNOWN', reason: null },
    event: 'restarted',
    notice: {
      id: attempt.attemptId,
      code: attempt.state === 'CREATED' ? 'payment-not-sent' : 'payment-being-asked',
      at: AT,
      invoiceNumber: null,
      amountPaise: attempt.amountPaise,
      orderId: attempt.orderId,
    },
  }));
  expect(left).toMatchObject({
    ok: true,
    value: [{ attemptId: sending.attempt.attemptId, state: 'UNKNOWN' }],
  });
  expect(findOrder(store.reader, created.order.orderId)?.state).toBe('open');
  expect(findOrder(store.reader, sending.order.orderId)?.state).toBe('paying');
});

test('Another installation of the same till numbers in a series of another letter', () => {
  const sell = (moment = momentOf()) => {
    const charged = bill();
    return chargeCash(store.writer, { ...charged, press: pressOf(), tender: cashOf(600), moment });
  };
  sell();
  const series = { ...momentOf().series, installationId: systemIds.next<InstallationId>() };
  const copied = sell(momentOf({ series }));
  const original = sell();
  const numberOf = (sold: ReturnType<typeof sell>) =>
    sold.ok && sold.value.kind === 'sold' ? sold.value.sale.order.invoiceNumber : sold;
  expect([numberOf(copied), numberOf(original)]).toEqual(['B1/2627/000001', 'A1/2627/000002']);
});

test('A cart of an order that is over is not kept', () => {
  const charged = bill();
  chargeCash(store.writer, { ...charged, press: pressOf(), tender: cashOf(600), moment: momentOf() });
  saveCart(store.writer, charged.order.orderId, '{"late":true}', AT);
  expect(findCartInHand(store.reader)).toBeNull();
});

test('A bill that is not the sum of its lines is never written', () => {
  const charged = bill();
  const wrong = { ...charged.order, grossPaise: paise(700), subtotalPaise: paise(670) };
  expect(() =>
    chargeCash(store.writer, {
      order: wrong,
      lines: charged.lines,
      press: pressOf(),
      tender: cashOf(600),
      moment: momentOf(),
    }),
  ).toThrow(/Assertion/);
  expect(findOrder(store.reader, charged.order.orderId)).toBeNull();
});
