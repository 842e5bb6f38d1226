import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Authorised, ManagerAction } from '../../../electron/people/index.ts';
import { listAuditOf, listPaymentExceptions } from '../../../electron/store/repositories/audit.ts';
import type { AttemptId } from '../../../shared/domain/ids.ts';
import { paise } from '../../../shared/domain/money.ts';
import { must } from '../../support/catalogue.ts';
import {
  attemptState,
  choosePin,
  heldAtGateway,
  manager,
  orderRow,
  patience,
  refundOf,
  sellByCard,
  sellUnknown,
  settled,
  type PaidOrder,
} from '../../support/give-back.ts';
import { chargeOf, openHome, openTill, type TestTill, type TillHome } from '../../support/till-under-test.ts';

let home: TillHome;
let till: TestTill;
const WINDOW_MS = 600_000;
/** The window ends when a test says so, however busy the machine is. */
let aheadMs = 0;
const clock = { now: Date.now, monotonic: () => performance.now() + aheadMs };
const endWindow = (): void => {
  aheadMs += WINDOW_MS;
};
beforeEach(async () => {
  aheadMs = 0;
  home = await openHome();
  till = await openTill(home, { clock, settings: { windowMs: WINDOW_MS } });
  await choosePin(till);
});
afterEach(async () => {
  await till.kill();
  await home.end();
});

/** A payment that the gateway took and of which the till knows nothing, for as long as its status calls fail. */
async function unknownPayment(): Promise<PaidOrder & { readonly attemptId: AttemptId }> {
  till.emulator.control.hold('sale', 'after');
  till.emulator.control.hold('status', 'before');
  const order = await sellUnknown(till);
  const [attemptId] = order.attemptIds;
  if (attemptId === undefined) throw new Error('a sale by card has its attempt');
  return { ...order, attemptId };
}

async function leave<A extends ManagerAction>(action: A, id: string): Promise<Authorised<A>> {
  return must(await till.people.authorise(action, manager, { kind: 'attempt', id }));
}

const codeOf = (result: { readonly ok: true } | { readonly ok: false; readonly error: { code: string } }) =>
  result.ok ? 'ok' : result.error.code;

const word = (attemptId: AttemptId, outcome: 'paid' | 'unpaid', rrn: string | null = null) => ({
  attemptId,
  outcome,
  rrn,
  authCode: null,
  reason: 'Slip seen',
});

describe('a payment that stays unknown', () => {
  test('may be superseded by a manager: cash pays the bill, and the late approval is voided', async () => {
    const order = await unknownPayment();
    must(till.payments.supersede(order.attemptId, await leave('supersede-attempt', order.attemptId)));
    const cash = { kind: 'cash', amountPaise: paise(105_00), receivedPaise: paise(105_00) } as const;
    const request = chargeOf(till, { orderId: order.orderId, tender: cash });
    must(till.sales.charge(request));
    till.emulator.control.releaseAll();
    await vi.waitFor(() => expect(attemptState(till, order.attemptId)).toBe('VOIDED'), patience);
    expect(heldAtGateway(till, order.attemptId)).toBe(0);
    expect(orderRow(till, order)).toMatchObject({ state: 'paid', tenderKinds: 'cash' });
    const audited = listAuditOf(till.store.reader, order.attemptId).map((entry) => entry.action);
    expect(audited).toEqual(expect.arrayContaining(['manager-authorised', 'payment-superseded']));
  });

  test('may be resolved only after its window, as paid only with the RRN of the slip', async () => {
    const order = await unknownPayment();
    const by = await leave('resolve-attempt', order.attemptId);
    expect(codeOf(till.payments.resolve(word(order.attemptId, 'unpaid'), by))).toBe('attempt-window-open');
    endWindow();
    expect(codeOf(till.payments.resolve(word(order.attemptId, 'paid', '612345678901'), by))).toBe('ok');
    expect(codeOf(till.payments.resolve(word(order.attemptId, 'paid'), by))).toBe('slip-needed');
    expect(orderRow(till, order).state).toBe('paid');
    expect(attemptState(till, order.attemptId)).toBe('RESOLVED_PAID');
    expect(codeOf(till.payments.resolve(word(order.attemptId, 'unpaid'), by))).toBe('attempt-not-unknown');
    const audit = listAuditOf(till.store.reader, order.attemptId);
    expect(audit.find((entry) => entry.action === 'payment-resolved')?.detail).toContain('Slip seen');
  });

  test('said to be unpaid, but the gateway has the money: it is on the exception list and goes back', async () => {
    const order = await unknownPayment();
    const by = await leave('resolve-attempt', order.attemptId);
    endWindow();
    expect(codeOf(till.payments.resolve(word(order.attemptId, 'unpaid'), by))).toBe('ok');
    till.emulator.control.releaseAll();
    const verified = must(await till.payments.verify(order.attemptId));
    expect(['differs', 'agrees']).toContain(verified.verdict);
    await vi.waitFor(() => expect(attemptState(till, order.attemptId)).toBe('VOIDED'), patience);
    expect(heldAtGateway(till, order.attemptId)).toBe(0);
    expect(listPaymentExceptions(till.store.reader, 0).map((entry) => entry.subjectId)).toContain(
      order.attemptId,
    );
  });

  test('is not resolved with the RRN of a payment that is paid', async () => {
    const paid = await sellByCard(till);
    const rrn = must(till.sales.getCheckout(paid.orderId)).attempts[0]?.rrn ?? null;
    const order = await unknownPayment();
    const by = await leave('resolve-attempt', order.attemptId);
    expect(codeOf(till.payments.resolve(word(order.attemptId, 'paid', rrn), by))).toBe('slip-used');
  });
});

describe('verify', () => {
  const verdictOf = async (order: PaidOrder): Promise<string> => {
    const [attemptId] = order.attemptIds;
    if (attemptId === undefined) return 'none';
    return must(await till.payments.verify(attemptId)).verdict;
  };

  test('agrees on a payment that stands, and on one whose money we gave back', async () => {
    const order = await sellByCard(till, [['Rice', 2]]);
    expect(await verdictOf(order)).toBe('agrees');
    must(await till.refunds.refund(refundOf(till, order, [1])));
    await settled(till, order, 'DONE');
    expect(await verdictOf(order)).toBe('agrees');
    must(await till.refunds.refund(refundOf(till, order)));
    await settled(till, order, 'DONE');
    expect(await verdictOf(order)).toBe('agrees');
    const voided = await sellByCard(till);
    must(await till.refunds.refund(refundOf(till, voided)));
    await settled(till, voided, 'DONE');
    expect(await verdictOf(voided)).toBe('agrees');
    for (const attemptId of voided.attemptIds) must(await till.payments.askNow(attemptId));
    expect(listPaymentExceptions(till.store.reader, 0)).toEqual([]);
  });

  test('differs where the gateway took the payment back without us, and puts it on the exception list', async () => {
    const order = await sellByCard(till);
    const [attemptId] = order.attemptIds;
    till.emulator.control.forceStatus(attemptId ?? '', order.orderId, order.totalPaise, 'CANCELLED');
    expect(await verdictOf(order)).toBe('differs');
    expect(attemptState(till, attemptId)).toBe('APPROVED');
    const codes = must(till.shifts.getDay(null)).exceptions.map(({ code }) => code);
    expect(codes).toContain('contradiction');
  });

  test('teaches nothing where nobody answers', async () => {
    const order = await sellByCard(till);
    await till.kill();
    till = await openTill(home, { gateway: null });
    expect(await verdictOf(order)).toBe('unreachable');
    expect(listPaymentExceptions(till.store.reader, 0)).toEqual([]);
  });

  test('does not know a paid payment that the gateway has never heard of', async () => {
    const order = await sellByCard(till);
    await till.kill();
    const other = await openHome();
    till = await openTill({ ...home, emulator: other.emulator });
    expect(await verdictOf(order)).toBe('not-known');
    expect(listPaymentExceptions(till.store.reader, 0)).toHaveLength(1);
    await other.end();
  });
});
