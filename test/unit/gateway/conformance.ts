import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AttemptRef } from '../../../electron/gateway/index.ts';
import { scenarios } from '../../../electron/training/emulator/scenarios/index.ts';
import { CardSecret } from '../../../shared/domain/card-secret.ts';
import { paise } from '../../../shared/domain/money.ts';
import {
  amountPaise,
  createBench,
  lostStarts,
  settledSale,
  start,
  startAndWait,
  statusOf,
  type Bench,
} from '../../support/gateway-bench.ts';
import { faultOfApproval, inShort, isInTaxonomy } from '../../support/gateway-outcomes.ts';
import { describeWay } from './conformance-way.ts';
import { typedCard, type Subject } from '../../support/gateway-subject.ts';
import { newAttemptId, newOrderId, newRefundId, newVoidId } from '../../support/loopback-gateway.ts';

function describeSales(bench: Bench, subject: Subject): void {
  describe('a sale', () => {
    test('is pending until the customer pays, then approved with all its evidence', async () => {
      const { ref, outcome } = await start(bench, 'approve');
      expect(outcome).toBe('pending');
      expect(await statusOf(bench, ref)).toBe('pending');
      bench.running.clock.advance(2000);
      const { gateway } = bench.running;
      const status = await gateway.status(ref);
      expect(status).toMatchObject({ ok: true, value: { kind: 'approved', settled: false } });
      const approval = status.ok && status.value.kind === 'approved' ? status.value.approval : null;
      const { merchantId, terminalId } = gateway;
      const { attemptId } = ref;
      expect(approval).toMatchObject({ attemptId, amountPaise, currency: 'INR', merchantId, terminalId });
      expect(approval?.authCode).toMatch(/^\d{6}$/);
      expect(approval?.rrn).toMatch(/^\d{12}$/);
      expect(approval?.slip.maskedCard).toMatch(/^\d{6}\*{6}\d{4}$/);
    });

    test('that is declined says so, with the reason that the provider gives', async () => {
      const ref = await startAndWait(bench, 'decline-51');
      expect(await bench.running.gateway.status(ref)).toEqual({
        ok: true,
        value: { kind: 'declined', ...subject.declined },
      });
    });

    test('whose host is unsure is not declined before the gateway is sure', async () => {
      const ref = await startAndWait(bench, 'decline-91', 1000);
      expect(await statusOf(bench, ref)).not.toBe('declined');
      bench.running.clock.advance(2000);
      expect(await statusOf(bench, ref)).toBe('declined');
    });

    test('that the host approves for half is an approval of another amount, never of the bill', async () => {
      const ref = await startAndWait(bench, 'partial');
      expect(await statusOf(bench, ref)).toBe('approved-other-amount');
    });

    test.each(Object.entries(subject.refusals))('refused for %s is %s', async (scenario, outcome) => {
      const { ref, outcome: answered } = await start(bench, scenario);
      expect(answered).toBe(outcome);
      expect(bench.running.control.transactions()).toEqual([]);
      expect(ref.handle).toBeNull();
    });

    test('is sent once, whatever becomes of it', async () => {
      for (const scenario of ['reset-after', 'headers-never-after', '502', 'html-200']) {
        const { ref } = await start(bench, scenario);
        const calls = bench.running.control.calls().filter(({ attemptId }) => attemptId === ref.attemptId);
        const charges = calls.filter(({ operation }) => operation !== 'init');
        expect(charges.map(({ operation }) => operation)).toEqual([
          subject.promises.terminal ? 'sale' : 'process',
        ]);
        bench.running.control.decide(ref.attemptId, 'decline');
      }
    });
  });
}

function describeLostReplies(bench: Bench, subject: Subject): void {
  describe('a lost reply', () => {
    test.each(lostStarts)('to the start (%s) is unknown: %s', async (scenario, reason) => {
      const { ref, outcome } = await start(bench, scenario);
      expect(outcome).toBe(`unknown-outcome: ${reason}`);
      bench.running.clock.advance(2000);
      const asked = bench.running.control.calls().length;
      const status = await statusOf(bench, ref);
      if (subject.promises.statusKey === 'attempt-id') {
        expect(['approved', 'not-found']).toContain(status);
        return;
      }
      // There is nothing to ask by: no call is made, and the outcome stays unknown.
      expect(status).toBe('unknown-outcome: no-handle');
      const cancel =
        subject.promises.cancel === 'none' ? 'invalid-request: no cancel' : 'unknown-outcome: no-handle';
      expect(inShort(await bench.running.gateway.cancel(ref))).toBe(cancel);
      expect(bench.running.control.calls()).toHaveLength(asked);
    });

    test.each([
      ['status-down', 'server-error', 3],
      ['status-reset', 'reset', 2],
    ])('to a status (%s) teaches nothing, and the next one tells', async (scenario, reason, times) => {
      const ref = await startAndWait(bench, scenario);
      for (let count = 0; count < times; count += 1) {
        expect(await statusOf(bench, ref)).toBe(`unknown-outcome: ${reason}`);
      }
      expect(await statusOf(bench, ref)).toBe('approved');
    });
  });
}

function describeWrongReplies(bench: Bench, subject: Subject): void {
  const wrong = [...scenarios.keys()].filter((name) =>
    /^(?:other|missing|unknown|bad|clock|approved-w)/.test(name),
  );
  describe('a reply that does not agree with what was asked', () => {
    test.each(wrong)('%s is never an approval of the bill', async (scenario) => {
      const ref = await startAndWait(bench, scenario);
      // Our own protocol names the attempt in the answer to the start already, so that it is unknown from there on.
      const status = await bench.running.gateway.status(ref);
      if (subject.cannotCarry.includes(scenario)) expect(inShort(status)).toBe('approved');
      else if (scenario === 'other-amount') expect(inShort(status)).toBe('approved-other-amount');
      else expect(inShort(status)).toMatch(/^unknown-outcome: /);
    });

    test.each([
      ['other-attempt', 'attempt-mismatch'],
      ['other-terminal', 'terminal-mismatch'],
      ['other-merchant', 'merchant-mismatch'],
      ['other-currency', 'currency-mismatch'],
      ['missing-auth-code', 'evidence-missing'],
      ['missing-rrn', 'evidence-missing'],
    ])('%s is unknown for that reason: %s', async (scenario, reason) => {
      const ref = await startAndWait(bench, scenario);
      const carries = !subject.cannotCarry.includes(scenario);
      expect(await statusOf(bench, ref)).toBe(carries ? `unknown-outcome: ${reason}` : 'approved');
    });

    test('a card number that is echoed whole is masked', async () => {
      const ref = await startAndWait(bench, 'full-card-echoed');
      const status = JSON.stringify(await bench.running.gateway.status(ref));
      expect(status).toContain('652765******1005');
      expect(status).not.toContain('6527658900001005');
    });
  });
}

function describeCancels(bench: Bench, subject: Subject): void {
  const answers = subject.promises.cancel === 'answers';
  if (subject.promises.cancel === 'none') {
    test('there is no cancel, and it says so without a call', async () => {
      const { ref } = await start(bench, 'cancel-wins');
      const calls = bench.running.control.calls().length;
      expect(inShort(await bench.running.gateway.cancel(ref))).toBe('invalid-request: no cancel');
      expect(bench.running.control.calls()).toHaveLength(calls);
      expect(await statusOf(bench, ref)).toBe('pending');
    });
    return;
  }
  describe('a cancel', () => {
    test('that wins is told by the status', async () => {
      const { ref } = await start(bench, 'cancel-wins');
      const answer = inShort(await bench.running.gateway.cancel(ref));
      expect(answer).toBe(answers ? 'cancelled' : 'pending');
      expect(await statusOf(bench, ref)).toBe('cancelled');
    });

    test('that loses leaves the sale to go on, and the status tells the approval', async () => {
      const { ref } = await start(bench, 'cancel-loses');
      expect(inShort(await bench.running.gateway.cancel(ref))).toBe('pending');
      bench.running.clock.advance(2000);
      expect(await statusOf(bench, ref)).toBe('approved');
    });

    test('that comes after the approval never says cancelled', async () => {
      const ref = await startAndWait(bench, 'approve');
      expect(inShort(await bench.running.gateway.cancel(ref))).toBe(answers ? 'approved' : 'pending');
      expect(await statusOf(bench, ref)).toBe('approved');
    });

    test('whose reply is lost is unknown, and the status tells', async () => {
      const { ref } = await start(bench, 'cancel-reply-lost');
      expect(inShort(await bench.running.gateway.cancel(ref))).toBe('unknown-outcome: reset');
      expect(await statusOf(bench, ref)).toBe('cancelled');
    });

    test('of an attempt that never arrived is remembered, or honestly is not', async () => {
      const { gateway, control } = bench.running;
      const attemptId = newAttemptId();
      const cancel = inShort(await gateway.cancel({ attemptId, amountPaise, handle: null }));
      expect(cancel).toBe(answers ? 'cancelled' : 'unknown-outcome: no-handle');
      const late = inShort(await gateway.sale({ attemptId, orderId: newOrderId(), amountPaise }));
      expect(late).toBe(answers ? 'cancelled' : 'pending');
      expect(control.transactions()).toHaveLength(1);
    });
  });
}

function describeTypedCards(bench: Bench, subject: Subject): void {
  const { keyed } = subject.promises;
  if (keyed !== 'none') return;
  test('a card that is typed in is not taken, and nothing of it is sent', async () => {
    const card = new CardSecret(typedCard);
    const { gateway, control } = bench.running;
    const ref = { attemptId: newAttemptId(), amountPaise, handle: null };
    const result = await gateway.keyedSale({ ...ref, orderId: newOrderId(), card });
    expect(inShort(result)).toBe('not-supported: keyed-sale');
    expect(inShort(await gateway.submitOtp({ ...ref, otp: '123456' }))).toBe('not-supported: otp');
    expect(inShort(await gateway.resendOtp(ref))).toBe('not-supported: otp');
    expect(control.calls()).toEqual([]);
  });
}

function describeVoids(bench: Bench, subject: Subject): void {
  describe('a void', () => {
    if (!subject.promises.void) {
      test('is not offered and says so without a call', async () => {
        const ref = { ...(await startAndWait(bench, 'approve')), voidId: newVoidId() };
        const calls = bench.running.control.calls().length;
        expect(inShort(await bench.running.gateway.void(ref))).toBe('not-supported: void');
        expect(bench.running.control.calls()).toHaveLength(calls);
      });
      return;
    }
    test('takes an approval back once, and repeated it answers the same', async () => {
      const ref = { ...(await startAndWait(bench, 'approve')), voidId: newVoidId() };
      expect(inShort(await bench.running.gateway.void(ref))).toBe('voided');
      expect(inShort(await bench.running.gateway.void(ref))).toBe('voided');
      expect(await statusOf(bench, ref)).toBe('voided');
    });

    test.each(['void-reply-lost', 'void-refused-by-proxy'])(
      '(%s) is unknown until repeated',
      async (name) => {
        const ref = { ...(await startAndWait(bench, name)), voidId: newVoidId() };
        expect(inShort(await bench.running.gateway.void(ref))).toMatch(/^unknown-outcome: /);
        expect(inShort(await bench.running.gateway.void(ref))).toBe('voided');
        expect(bench.running.control.transactions().map(({ status }) => status)).toEqual(['VOIDED']);
      },
    );

    test('is refused after settlement, and there is none where nothing was approved', async () => {
      const settled = { ...(await startAndWait(bench, 'approve')), voidId: newVoidId() };
      await bench.running.gateway.status(settled);
      bench.running.control.settle();
      expect(inShort(await bench.running.gateway.void(settled))).toBe('settled');
      const declined = { ...(await startAndWait(bench, 'decline-51')), voidId: newVoidId() };
      expect(inShort(await bench.running.gateway.void(declined))).toBe('not-approved');
    });
  });
}

function describeRefunds(bench: Bench, subject: Subject): void {
  const { refund: promised } = subject.promises;
  const refund = async (
    ref: AttemptRef,
    refundPaise = amountPaise,
    refundId = newRefundId(),
  ): Promise<string> => inShort(await bench.running.gateway.refund({ ...ref, refundId, refundPaise }));

  describe('a refund', () => {
    if (promised === 'none') {
      test('is not offered and says so without a call', async () => {
        const ref = await settledSale(bench, 'approve');
        const calls = bench.running.control.calls().length;
        expect(await refund(ref)).toBe('not-supported: refund');
        expect(bench.running.control.calls()).toHaveLength(calls);
      });
      return;
    }
    test('gives the whole sale back once', async () => {
      const ref = await settledSale(bench, 'approve');
      const refundId = newRefundId();
      expect(await refund(ref, amountPaise, refundId)).toBe('refunded');
      expect(await refund(ref, amountPaise, refundId)).toBe('refunded');
      expect(await statusOf(bench, ref)).toBe('refunded');
    });

    test('whose reply is lost is unknown; repeated it is done and was made once', async () => {
      const ref = await settledSale(bench, 'refund-reply-lost');
      const refundId = newRefundId();
      expect(await refund(ref, amountPaise, refundId)).toBe('unknown-outcome: reset');
      expect(await refund(ref, amountPaise, refundId)).toBe('refunded');
      expect(bench.running.control.transactions()[0]?.refunds).toHaveLength(1);
    });

    test('never gives back more than was paid', async () => {
      const ref = await settledSale(bench, 'approve');
      expect(await refund(ref, paise(amountPaise + 1))).toBe('refused');
      expect(
        bench.running.control.transactions().flatMap(({ refunds }) => refunds.filter((one) => !one.refused)),
      ).toEqual([]);
    });

    test('of a part is made, or honestly is not', async () => {
      const ref = await settledSale(bench, 'approve');
      const part = await refund(ref, paise(1_000_00));
      expect(part).toBe(promised === 'part' ? 'refunded' : 'not-supported: part-refund');
      const [held] = bench.running.control.transactions();
      expect(held?.refunds).toHaveLength(promised === 'part' ? 1 : 0);
    });
  });
}

function describeLists(bench: Bench, subject: Subject): void {
  test('the list of a day and the health call answer, or say that there is none', async () => {
    const { gateway } = bench.running;
    const ref = await startAndWait(bench, 'approve');
    const day = await gateway.listDay('2026-06-10');
    const health = await gateway.health();
    if (subject.promises.listDay)
      expect(day).toMatchObject({ value: [{ attemptId: ref.attemptId, amountPaise }] });
    else expect(day).toEqual({ ok: false, error: { code: 'not-supported', call: 'list-day' } });
    if (subject.promises.health) expect(health.ok).toBe(true);
    else expect(health).toEqual({ ok: false, error: { code: 'not-supported', call: 'health' } });
  });
}

/** Every scenario there is, looked at before, while and after it plays. */
function describeTaxonomy(bench: Bench): void {
  test.each([...scenarios.keys()])(
    '%s: every answer is one of the closed taxonomy, and none is approved without evidence',
    async (name) => {
      const { gateway, control, clock } = bench.running;
      const { ref } = await start(bench, name);
      const handles = [ref.handle, control.transactions()[0]?.handle ?? null, 'none-such'];
      for (const waitMs of [0, 1200, 2500, 150_000]) {
        clock.advance(waitMs);
        for (const handle of new Set(handles)) {
          const asked = { ...ref, handle };
          const answer = await gateway.status(asked);
          expect(isInTaxonomy(answer)).toBe(true);
          expect(faultOfApproval(answer, asked, gateway, control.transactions())).toBeNull();
        }
      }
      const cancel = await gateway.cancel(ref);
      expect(isInTaxonomy(cancel)).toBe(true);
      expect(faultOfApproval(cancel, ref, gateway, control.transactions())).toBeNull();
    },
  );
}

/** What every adapter must hold, against an emulator of its own: the same tests for all, each to its own promises. */
export function describeConformance(subject: Subject): void {
  describe(`${subject.name} as a gateway`, () => {
    const bench = createBench(subject);
    beforeEach(() => bench.open());
    afterEach(() => bench.close());

    test('promises what it is known to keep', () => {
      expect(bench.running.gateway.promises).toEqual(subject.promises);
    });
    describeSales(bench, subject);
    describeLostReplies(bench, subject);
    describeWrongReplies(bench, subject);
    describeCancels(bench, subject);
    describeTypedCards(bench, subject);
    describeVoids(bench, subject);
    describeRefunds(bench, subject);
    describeLists(bench, subject);
    describeWay(bench, subject);
    describeTaxonomy(bench);
  });
}
