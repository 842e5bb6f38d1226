import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRupayGateway } from '../../../electron/gateway/index.ts';
import { callOnce } from '../../../electron/gateway/http-call.ts';
import { paise } from '../../../shared/domain/money.ts';
import {
  gatewayFor,
  newAttemptId,
  newOrderId,
  newRefundId,
  newVoidId,
  startLoopbackGateway,
  testTimeouts,
  type LoopbackGateway,
} from '../../support/loopback-gateway.ts';
import { uuid } from '../../support/uuid.ts';

const amountPaise = paise(1_499_00);
let loopback: LoopbackGateway;
beforeEach(async () => {
  loopback = await startLoopbackGateway();
});
afterEach(() => loopback.emulator.close());

/** Starts a sale and, when asked, lets the customer tap. */
async function startSale(scenario: string, afterMs: number) {
  const { emulator, gateway, clock } = loopback;
  const attemptId = newAttemptId();
  emulator.control.addRule({ scenario, attemptId });
  await gateway.sale({ attemptId, orderId: newOrderId(), amountPaise });
  clock.advance(afterMs);
  return { attemptId, amountPaise, handle: null };
}

describe('cancel', () => {
  test('a cancel that comes in time is answered with cancelled, and the status agrees', async () => {
    const ref = await startSale('cancel-wins', 500);
    expect(await loopback.gateway.cancel(ref)).toEqual({ ok: true, value: { kind: 'cancelled' } });
    expect(await loopback.gateway.status(ref)).toEqual({ ok: true, value: { kind: 'cancelled' } });
  });

  test('a cancel that loses says that the sale goes on, and the status tells the approval', async () => {
    const ref = await startSale('cancel-loses', 500);
    expect(await loopback.gateway.cancel(ref)).toMatchObject({ ok: true, value: { kind: 'pending' } });
    loopback.clock.advance(2000);
    expect(await loopback.gateway.status(ref)).toMatchObject({ ok: true, value: { kind: 'approved' } });
  });

  test('a cancel that comes too late is answered with the approval', async () => {
    const ref = await startSale('approve', 2000);
    expect(await loopback.gateway.cancel(ref)).toMatchObject({ ok: true, value: { kind: 'approved' } });
  });

  test('a cancel whose reply is lost is unknown; asked again it is cancelled', async () => {
    const ref = await startSale('cancel-reply-lost', 0);
    expect(await loopback.gateway.cancel(ref)).toMatchObject({
      ok: false,
      error: { code: 'unknown-outcome' },
    });
    expect(await loopback.gateway.cancel(ref)).toEqual({ ok: true, value: { kind: 'cancelled' } });
  });

  test('a cancel for an attempt never seen is remembered: the sale that comes after it is refused', async () => {
    const { gateway } = loopback;
    const attemptId = newAttemptId();
    const ref = { attemptId, amountPaise, handle: null };
    expect(await gateway.status(ref)).toEqual({ ok: true, value: { kind: 'not-found' } });
    expect(await gateway.cancel(ref)).toEqual({ ok: true, value: { kind: 'cancelled' } });
    const late = await gateway.sale({ attemptId, orderId: newOrderId(), amountPaise });
    expect(late).toEqual({ ok: true, value: { kind: 'cancelled' } });
  });
});

describe('repetition', () => {
  test('the same sale again is the same payment, with another amount it is refused', async () => {
    const { gateway, emulator } = loopback;
    const attemptId = newAttemptId();
    const orderId = newOrderId();
    await gateway.sale({ attemptId, orderId, amountPaise });
    expect(await gateway.sale({ attemptId, orderId, amountPaise })).toMatchObject({
      ok: true,
      value: { kind: 'pending' },
    });
    const other = await gateway.sale({ attemptId, orderId, amountPaise: paise(1) });
    expect(other).toEqual({ ok: false, error: { code: 'duplicate', detail: 'idempotency-differs' } });
    expect(emulator.control.transactions()).toHaveLength(1);
  });

  test('a second sale while the terminal shows another one is not sent', async () => {
    const { gateway } = loopback;
    await startSale('pending-for-ever', 0);
    const second = await gateway.sale({ attemptId: newAttemptId(), orderId: newOrderId(), amountPaise });
    expect(second).toEqual({ ok: false, error: { code: 'not-sent', reason: 'terminal-busy' } });
  });
});

describe('void and refund', () => {
  test('an approval is voided once, and the same void again answers the same', async () => {
    const ref = { ...(await startSale('approve', 2000)), voidId: newVoidId() };
    expect(await loopback.gateway.void(ref)).toMatchObject({ ok: true, value: { kind: 'voided' } });
    expect(await loopback.gateway.void(ref)).toMatchObject({ ok: true, value: { kind: 'voided' } });
    const other = await loopback.gateway.void({ ...ref, voidId: newVoidId() });
    expect(other).toEqual({ ok: true, value: { kind: 'not-approved' } });
    expect(await loopback.gateway.status(ref)).toEqual({ ok: true, value: { kind: 'voided' } });
  });

  test('a void whose reply is lost is unknown; repeated under the same id it is voided', async () => {
    const ref = { ...(await startSale('void-reply-lost', 2000)), voidId: newVoidId() };
    expect(await loopback.gateway.void(ref)).toMatchObject({ ok: false, error: { code: 'unknown-outcome' } });
    expect(await loopback.gateway.void(ref)).toMatchObject({ ok: true, value: { kind: 'voided' } });
  });

  test('after settlement a void is refused as settled and a refund gives the money back, once', async () => {
    const ref = { ...(await startSale('approve', 2000)), voidId: newVoidId() };
    await loopback.gateway.status(ref);
    loopback.emulator.control.settle();
    expect(await loopback.gateway.void(ref)).toEqual({ ok: true, value: { kind: 'settled' } });
    const refund = { ...ref, refundId: newRefundId(), refundPaise: amountPaise };
    expect(await loopback.gateway.refund(refund)).toMatchObject({ ok: true, value: { kind: 'refunded' } });
    expect(await loopback.gateway.refund(refund)).toMatchObject({ ok: true, value: { kind: 'refunded' } });
    const second = await loopback.gateway.refund({ ...refund, refundId: newRefundId() });
    expect(second).toEqual({ ok: true, value: { kind: 'refused', reason: 'over-refund' } });
  });

  test('a refund never gives back more than was paid', async () => {
    const ref = await startSale('approve', 2000);
    const part = { ...ref, refundId: newRefundId(), refundPaise: paise(1_000_00) };
    expect(await loopback.gateway.refund(part)).toMatchObject({ ok: true, value: { kind: 'refunded' } });
    const rest = await loopback.gateway.refund({ ...part, refundId: newRefundId() });
    expect(rest).toEqual({ ok: true, value: { kind: 'refused', reason: 'over-refund' } });
  });
});

describe('the day, the health and the door', () => {
  test('the list of a day names every payment with its evidence, over several pages', async () => {
    const { gateway, clock, emulator } = loopback;
    const ids: string[] = [];
    for (let count = 0; count < 201; count += 1) {
      const attemptId = newAttemptId();
      await gateway.sale({ attemptId, orderId: newOrderId(), amountPaise });
      emulator.control.decide(attemptId, 'approve');
      ids.push(attemptId);
    }
    clock.advance(1000);
    const list = await gateway.listDay('2026-06-10');
    expect(list.ok && list.value.map((entry) => entry.attemptId)).toEqual(ids);
    expect(list.ok && list.value[200]).toMatchObject({ status: 'APPROVED', amountPaise });
    expect(await gateway.listDay('2026-06-11')).toEqual({ ok: true, value: [] });
  });

  test('health tells the clock of the gateway', async () => {
    const { gateway, clock } = loopback;
    expect(await gateway.health()).toEqual({ ok: true, value: { timeMs: clock.now() } });
  });

  test('a wrong key, a wrong merchant, a clock far off and a repeated nonce are turned away at the door', async () => {
    const { emulator, clock } = loopback;
    const sale = { attemptId: newAttemptId(), orderId: newOrderId(), amountPaise };
    const { url: baseUrl, merchantId, terminalId, apiKey } = emulator;
    const account = { baseUrl, merchantId, terminalId, apiKey, call: { timeouts: testTimeouts } };
    const deps = { now: clock.now, nonce: () => 'once' };
    const refused = (detail: string) => ({ ok: false, error: { code: 'auth-failure', detail } });
    expect(await createRupayGateway({ ...account, apiKey: 'x' }, deps).sale(sale)).toEqual(
      refused('bad-signature'),
    );
    expect(await createRupayGateway({ ...account, merchantId: 'OTHER' }, deps).sale(sale)).toEqual(
      refused('forbidden'),
    );
    expect(await createRupayGateway(account, deps).sale(sale)).toEqual({
      ok: false,
      error: { code: 'duplicate', detail: 'in-flight' },
    });
    expect(await gatewayFor(emulator, () => clock.now() - 400_000).sale(sale)).toEqual(refused('clock-skew'));
    expect(emulator.control.transactions()).toEqual([]);
  });

  test('a message that somebody repeated on its way is no proof that nothing was charged', async () => {
    const { emulator, clock } = loopback;
    const { url: baseUrl, merchantId, terminalId, apiKey } = emulator;
    const twice: typeof callOnce = async (request, options, signal) => {
      await callOnce(request, options, signal);
      return callOnce(request, options, signal);
    };
    const gateway = createRupayGateway(
      { baseUrl, merchantId, terminalId, apiKey, call: { timeouts: testTimeouts } },
      { now: clock.now, nonce: () => 'one and the same', transport: twice },
    );
    const sale = { attemptId: newAttemptId(), orderId: newOrderId(), amountPaise };
    expect(await gateway.sale(sale)).toEqual({
      ok: false,
      error: { code: 'duplicate', detail: 'in-flight' },
    });
    expect(emulator.control.transactions()).toMatchObject([{ attemptId: sale.attemptId, status: 'PENDING' }]);
  });

  test('a refusal at the door that answers another call says nothing about this one', async () => {
    const { emulator, clock } = loopback;
    const { url: baseUrl, merchantId, terminalId, apiKey } = emulator;
    const other: typeof callOnce = async (request, options, signal) => {
      await callOnce(request, options, signal);
      const headers = { ...request.headers, 'x-nonce': 'of another call' };
      return callOnce({ ...request, headers }, options, signal);
    };
    const gateway = createRupayGateway(
      { baseUrl, merchantId, terminalId, apiKey, call: { timeouts: testTimeouts } },
      { now: clock.now, nonce: uuid, transport: other },
    );
    const sale = { attemptId: newAttemptId(), orderId: newOrderId(), amountPaise };
    expect(await gateway.sale(sale)).toEqual({
      ok: false,
      error: { code: 'unknown-outcome', reason: 'unexpected-status' },
    });
    expect(emulator.control.transactions()).toMatchObject([{ attemptId: sale.attemptId, status: 'PENDING' }]);
  });
});
