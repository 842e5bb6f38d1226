import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listCreditNotes } from '../../../electron/store/repositories/credit-notes.ts';
import { listDayTotals } from '../../../electron/store/repositories/day-totals.ts';
import { stockLevel } from '../../../electron/store/repositories/stock.ts';
import { paise } from '../../../shared/domain/money.ts';
import { must } from '../../support/catalogue.ts';
import {
  choosePin,
  count,
  heldAtGateway,
  manager,
  orderRow,
  patience,
  refundOf,
  refundsOf,
  sellByCard,
  sellForCash,
  sellSplit,
  settled,
  type PaidOrder,
} from '../../support/give-back.ts';
import { chargeOf, openHome, openTill, type TestTill, type TillHome } from '../../support/till-under-test.ts';

let home: TillHome;
let till: TestTill;
beforeEach(async () => {
  home = await openHome();
  till = await openTill(home);
});
afterEach(async () => {
  await till.kill();
  await home.end();
});

const codeOf = (result: { readonly ok: true } | { readonly ok: false; readonly error: { code: string } }) =>
  result.ok ? 'ok' : result.error.code;

const notesOf = (order: PaidOrder) =>
  listCreditNotes(till.store.reader, orderRow(till, order).seq).map((note) => note.creditNoteNumber);

const callsOf = (operation: string) =>
  till.emulator.control.calls().filter((call) => call.operation === operation).length;

describe('a bill that comes back', () => {
  test('line by line and piece by piece gives back all that was paid, to the last paisa, and is then refunded', async () => {
    const order = await sellByCard(till, [
      ['Soap', 7],
      ['Rice', 2],
    ]);
    const given: number[] = [];
    for (const pieces of [[1], [2, 1], [3], [1, 1]]) {
      const request = refundOf(till, order, pieces);
      given.push(request.expectedPaybackPaise);
      must(await till.refunds.refund(request));
      await settled(till, order, 'DONE');
    }
    expect(given.reduce((sum, each) => sum + each, 0)).toBe(order.totalPaise);
    expect(heldAtGateway(till, order.attemptIds[0])).toBe(0);
    expect(orderRow(till, order).state).toBe('refunded');
    const year = orderRow(till, order).invoiceNumber?.split('/')[1];
    expect(notesOf(order)).toEqual([1, 2, 3, 4].map((n) => `A1C/${year}/00000${n}`));
    const day = orderRow(till, order).businessDate;
    const totals = listDayTotals(till.store.reader, day, day);
    const sum = (dimension: string) =>
      totals.filter((row) => row.dimension === dimension).reduce((all, row) => all + row.amountPaise, 0);
    expect(sum('refunds')).toBe(sum('sales'));
    expect(sum('refund-tender')).toBe(order.totalPaise);
    expect(sum('refund-tax')).toBe(sum('tax'));
  });

  test('whole, on its day and not settled, is voided with one credit note, and the goods are on the shelf again', async () => {
    const order = await sellByCard(till);
    const rice = till.products.get('Rice');
    const before = rice === undefined ? 0 : stockLevel(till.store.reader, rice);
    must(await till.refunds.refund(refundOf(till, order)));
    const [refund] = await settled(till, order, 'DONE');
    expect(refund).toMatchObject({ kind: 'void', amountPaise: order.totalPaise });
    expect(refund?.creditNoteNumber).toMatch(/^A1C\//);
    expect(callsOf('void')).toBe(1);
    expect(callsOf('refund')).toBe(0);
    expect(rice === undefined ? 0 : stockLevel(till.store.reader, rice)).toBe(before + 1000);
  });

  test('whole, but settled already, is refunded in place of the void', async () => {
    const order = await sellByCard(till);
    till.emulator.control.settle();
    must(await till.refunds.refund(refundOf(till, order)));
    const [refund] = await settled(till, order, 'DONE');
    expect(refund).toMatchObject({ kind: 'return' });
    expect(heldAtGateway(till, order.attemptIds[0])).toBe(0);
    expect(notesOf(order)).toHaveLength(1);
  });

  test('more than was sold, or for more than was quoted, is refused and nothing is written', async () => {
    const order = await sellByCard(till, [['Rice', 2]]);
    expect(codeOf(await till.refunds.refund(refundOf(till, order, [3])))).toBe('refund-over-sold');
    const dear = { expectedPaybackPaise: paise(200_00) };
    expect(codeOf(await till.refunds.refund(refundOf(till, order, [1], dear)))).toBe('refund-amount-differs');
    must(await till.refunds.refund(refundOf(till, order, [2])));
    expect(codeOf(await till.refunds.refund(refundOf(till, order, [1])))).toBe('refund-over-sold');
    expect(codeOf(await till.refunds.refund(refundOf(till, order)))).toBe('refund-empty');
    expect(refundsOf(till, order)).toHaveLength(1);
  });

  test('pressed twice at once goes back once; the same press with another body is refused', async () => {
    const order = await sellByCard(till, [['Rice', 2]]);
    const request = refundOf(till, order, [1]);
    const answers = await Promise.all([till.refunds.refund(request), till.refunds.refund(request)]);
    expect(answers.map(codeOf)).toEqual(['ok', 'ok']);
    await settled(till, order, 'DONE');
    expect(codeOf(await till.refunds.refund(request))).toBe('ok');
    expect(codeOf(await till.refunds.refund({ ...request, reason: 'Another reason' }))).toBe(
      'refund-differs',
    );
    expect(refundsOf(till, order)).toHaveLength(1);
    expect(heldAtGateway(till, order.attemptIds[0])).toBe(105_00);
  });

  test('a bill that is not paid has nothing to give back', async () => {
    till.emulator.control.addRule({ scenario: 'pending-for-ever' });
    const request = chargeOf(till);
    must(till.sales.charge(request));
    expect(codeOf(till.refunds.quote({ orderId: request.orderId, lines: null }))).toBe('refund-not-paid');
  });
});

describe('a bill that was split', () => {
  test('goes back to the card first, then in cash by a manager, with one credit note when all of it is back', async () => {
    await choosePin(till);
    const order = await sellSplit(till, 100_00, [['Rice', 3]]);
    const request = refundOf(till, order);
    expect(codeOf(await till.refunds.refund(request))).toBe('manager-needed');
    till.emulator.control.hold('void', 'before');
    must(await till.refunds.refund({ ...request, manager }));
    expect(refundsOf(till, order)).toMatchObject([
      {
        kind: 'void',
        tenderKind: 'card-terminal',
        amountPaise: 215_00,
        state: 'DUE',
        creditNoteNumber: null,
      },
      { kind: 'cash-back', tenderKind: 'cash', amountPaise: 100_00, state: 'DONE', creditNoteNumber: null },
    ]);
    till.emulator.control.releaseAll();
    const done = await settled(till, order, 'DONE');
    expect(new Set(done.map((refund) => refund.creditNoteNumber)).size).toBe(1);
    expect(notesOf(order)).toHaveLength(1);
    expect(orderRow(till, order).state).toBe('refunded');
  });
});

describe('cash that goes back', () => {
  test('needs a manager, and is out with its credit note in the same moment', async () => {
    const order = sellForCash(till);
    const request = refundOf(till, order);
    expect(codeOf(await till.refunds.refund(request))).toBe('manager-not-set-up');
    await choosePin(till);
    expect(codeOf(await till.refunds.refund(request))).toBe('manager-needed');
    const wrong = { ...request, manager: { pin: '0000' } };
    expect(codeOf(await till.refunds.refund(wrong))).toBe('manager-pin-wrong');
    const answer = must(await till.refunds.refund({ ...request, manager }));
    expect(answer.refunds).toMatchObject([{ state: 'DONE', kind: 'cash-back' }]);
    expect(notesOf(order)).toHaveLength(1);
    expect(must(till.shifts.getDay(null)).cashPaise).toBe(0);
  });

  test('may take the place of the card, by a manager’s will', async () => {
    await choosePin(till);
    const order = await sellByCard(till);
    must(await till.refunds.refund(refundOf(till, order, null, { to: 'cash', manager })));
    expect(refundsOf(till, order)).toMatchObject([{ state: 'DONE', tenderKind: 'cash' }]);
    expect(callsOf('void') + callsOf('refund')).toBe(0);
    expect(must(till.shifts.getDay(null)).cashPaise).toBe(-105_00);
  });
});

describe('a refund whose answer does not come', () => {
  test('is unknown and never paid in cash; it is repeated under its own id and goes back once', async () => {
    await choosePin(till);
    till.emulator.control.addRule({ scenario: 'refund-reply-lost' });
    const order = await sellByCard(till, [['Rice', 2]]);
    till.emulator.control.hold('refund', 'after');
    const request = refundOf(till, order, [1]);
    must(await till.refunds.refund(request));
    await settled(till, order, 'UNKNOWN');
    const paid = await till.refunds.payInCash({ refundId: request.refundId, manager });
    expect(codeOf(paid)).toBe('refund-not-refused');
    till.emulator.control.releaseAll();
    await settled(till, order, 'DONE');
    expect(callsOf('refund')).toBeGreaterThan(1);
    expect(heldAtGateway(till, order.attemptIds[0])).toBe(105_00);
    expect(notesOf(order)).toHaveLength(1);
  });

  test('of a void: the same void is repeated, and the money goes back once', async () => {
    till.emulator.control.addRule({ scenario: 'void-reply-lost' });
    const order = await sellByCard(till);
    must(await till.refunds.refund(refundOf(till, order)));
    const [refund] = await settled(till, order, 'DONE');
    expect(refund).toMatchObject({ kind: 'void' });
    expect(heldAtGateway(till, order.attemptIds[0])).toBe(0);
  });

  test('because the gateway is out of reach: it stays due and goes on when it is back', async () => {
    const order = await sellByCard(till);
    await till.kill();
    till = await openTill(home, { gateway: null });
    must(await till.refunds.refund(refundOf(till, order)));
    expect(refundsOf(till, order)).toMatchObject([{ state: 'DUE' }]);
    await till.kill();
    till = await openTill(home);
    await settled(till, order, 'DONE');
    expect(notesOf(order)).toHaveLength(1);
  });

  test.each(['before', 'after'] as const)(
    'killed with the call on its way (%s the gateway’s work): the next start repeats it and it goes back once',
    async (point) => {
      const order = await sellByCard(till, [['Rice', 2]]);
      till.emulator.control.hold('refund', point);
      must(await till.refunds.refund(refundOf(till, order, [1])));
      await vi.waitFor(() => expect(till.emulator.control.waiting()).toHaveLength(1), patience);
      await till.kill();
      till.emulator.control.releaseAll();
      till.emulator.control.hold('refund', 'before');
      till = await openTill(home);
      // It may have been done: from here on it is no more paid in cash than any other unknown one.
      expect(refundsOf(till, order)).toMatchObject([{ state: 'UNKNOWN' }]);
      till.emulator.control.releaseAll();
      await settled(till, order, 'DONE');
      expect(heldAtGateway(till, order.attemptIds[0])).toBe(105_00);
      expect(notesOf(order)).toHaveLength(1);
    },
  );
});

describe('a refund that the gateway refuses', () => {
  test('is paid in cash by a manager, once, with its credit note', async () => {
    await choosePin(till);
    const order = await sellByCard(till, [['Rice', 2]]);
    const [attemptId] = order.attemptIds;
    // The bank's own desk gave most of it back, so that the gateway has no more to give.
    const elsewhere = await gatewayRefund(attemptId, 150_00);
    expect(elsewhere).toBe('REFUNDED');
    const request = refundOf(till, order, [1]);
    must(await till.refunds.refund(request));
    await settled(till, order, 'REFUSED');
    expect(notesOf(order)).toEqual([]);
    expect(must(till.shifts.getDay(null)).exceptions.map(({ code }) => code)).toContain('refund-refused');
    must(await till.refunds.payInCash({ refundId: request.refundId, manager }));
    expect(refundsOf(till, order)).toMatchObject([{ state: 'DONE', kind: 'cash-back', tenderKind: 'cash' }]);
    expect(notesOf(order)).toHaveLength(1);
    const again = await till.refunds.payInCash({ refundId: request.refundId, manager });
    expect(codeOf(again)).toBe('refund-not-refused');
    expect(count(till, 'SELECT count(*) AS n FROM credit_notes')).toBe(1);
  });
});

/** Gives money back at the gateway without the till. */
async function gatewayRefund(attemptId: PaidOrder['attemptIds'][number] | undefined, amount: number) {
  const { gatewayFor, newRefundId } = await import('../../support/loopback-gateway.ts');
  if (attemptId === undefined) return 'none';
  const gateway = gatewayFor(till.emulator, Date.now);
  const ref = { attemptId, amountPaise: paise(210_00), handle: null };
  const done = await gateway.refund({ ...ref, refundId: newRefundId(), refundPaise: paise(amount) });
  return done.ok && done.value.kind === 'refunded' ? 'REFUNDED' : JSON.stringify(done);
}

describe('credit notes', () => {
  test('have no gaps: a commit that fails takes no number, and the refund is written when the disk is well again', async () => {
    const disk = { isFull: false };
    await till.kill();
    till = await openTill(home, { disk });
    const order = await sellByCard(till, [['Rice', 3]]);
    for (let turn = 0; turn < 3; turn += 1) {
      till.emulator.control.hold('refund', 'after');
      must(await till.refunds.refund(refundOf(till, order, [1])));
      await vi.waitFor(() => expect(till.emulator.control.waiting().length).toBeGreaterThan(0), patience);
      disk.isFull = true;
      till.emulator.control.releaseAll();
      await vi.waitFor(() =>
        expect(till.reports.some((line) => line.includes('"to":"disk-full"'))).toBe(true),
      );
      disk.isFull = false;
      await settled(till, order, 'DONE');
      till.reports.length = 0;
    }
    expect(notesOf(order).map((number) => number.slice(-6))).toEqual(['000001', '000002', '000003']);
    expect(heldAtGateway(till, order.attemptIds[0])).toBe(0);
    expect(count(till, `SELECT count(*) AS n FROM outbox WHERE aggregate = 'credit-note'`)).toBe(3);
  });
});
