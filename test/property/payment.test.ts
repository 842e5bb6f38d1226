import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAttemptId, parseOrderId, parseRefundId, parseVoidId } from '../../shared/domain/ids.ts';
import { paise } from '../../shared/domain/money.ts';
import {
  createAttempt,
  isFinalUnpaid,
  isPaid,
  type AttemptKind,
  type PaymentAttempt,
} from '../../shared/domain/payment-attempt.ts';
import type { AttemptEvent } from '../../shared/domain/payment-events.ts';
import { transition } from '../../shared/domain/payment.ts';
import type { Result } from '../../shared/domain/result.ts';

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error('expected a value');
  return result.value;
}

const uuid = (last: number): string => `01890000-0000-7000-8000-${String(last).padStart(12, '0')}`;
const newAttempt = (kind: AttemptKind): PaymentAttempt =>
  createAttempt({
    attemptId: value(parseAttemptId(uuid(1))),
    orderId: value(parseOrderId(uuid(2))),
    kind,
    amountPaise: paise(50_000),
    merchantId: 'M1',
    terminalId: kind === 'upi-qr' ? null : 'T1',
    voidId: value(parseVoidId(uuid(3))),
    refundId: value(parseRefundId(uuid(4))),
  });

const kinds = fc.constantFrom<AttemptKind>('card-terminal', 'upi-qr', 'card-manual', 'card-keyed');
const approval = fc.constantFrom('123456789012', '210987654321').map((rrn) => ({
  amountPaise: paise(50_000),
  authCode: 'A1B2C3',
  rrn,
  transactionId: null,
}));
const refundId = value(parseRefundId(uuid(5)));
const events: fc.Arbitrary<AttemptEvent> = fc.oneof(
  fc.constantFrom<AttemptEvent>(
    { type: 'send' },
    { type: 'shown' },
    { type: 'pending', handle: 'H1' },
    { type: 'pending', handle: null },
    { type: 'declined', reason: 'insufficient-funds' },
    { type: 'cancelled' },
    { type: 'not-sent', reason: 'dns' },
    { type: 'lost', reason: 'reset' },
    { type: 'not-found' },
    { type: 'not-found-final' },
    { type: 'cancel-requested' },
    { type: 'unwanted' },
    { type: 'superseded' },
    { type: 'resolved-unpaid', windowOver: true },
    { type: 'resolved-unpaid', windowOver: false },
    { type: 'window-over' },
    { type: 'voided' },
    { type: 'void-lost' },
    { type: 'void-refused' },
    { type: 'refunded' },
    { type: 'refund-lost' },
    { type: 'refund-refused' },
    { type: 'refund-retried', refundId },
    { type: 'restarted' },
  ),
  approval.map((given): AttemptEvent => ({ type: 'approved', approval: given })),
  approval.map((given): AttemptEvent => ({ type: 'approved', approval: given })),
  approval.map((given): AttemptEvent => ({
    type: 'approved-other-amount',
    approval: { ...given, amountPaise: paise(1) },
  })),
  fc.tuple(approval, fc.boolean()).map(([given, windowOver]): AttemptEvent => ({
    type: 'resolved-paid',
    windowOver,
    approval: given,
  })),
  approval.map((given): AttemptEvent => ({ type: 'slip-typed', approval: given })),
);
// Half of the lives begin as real ones do, so that the deep states are reached often.
const starts = fc.constantFrom<AttemptEvent[]>(
  [],
  [{ type: 'send' }],
  [{ type: 'send' }, { type: 'lost', reason: 'reset' }],
  [{ type: 'send' }, { type: 'pending', handle: 'H1' }, { type: 'cancel-requested' }],
);
const lives = fc.tuple(kinds, starts, fc.array(events, { maxLength: 25, size: 'max' }));

/** Lives through the events and shows each accepted step to the check. */
function live(
  kind: AttemptKind,
  history: readonly AttemptEvent[],
  step: (
    before: PaymentAttempt,
    event: AttemptEvent,
    after: PaymentAttempt,
    effects: readonly string[],
  ) => void,
): PaymentAttempt {
  let attempt = newAttempt(kind);
  for (const event of history) {
    const result = transition(attempt, event);
    if (!result.ok) continue;
    step(
      attempt,
      event,
      result.value.attempt,
      result.value.effects.map((effect) => effect.type),
    );
    expect(result.value.changed).toBe(result.value.attempt !== attempt);
    expect(result.value.attempt.version).toBe(attempt.version + (result.value.changed ? 1 : 0));
    attempt = result.value.attempt;
  }
  return attempt;
}

describe('whatever happens to a payment attempt', () => {
  test('an approval never regresses, and only being unwanted takes it back', () => {
    const property = fc.property(lives, ([kind, start, rest]) => {
      live(kind, [...start, ...rest], (before, event, after) => {
        if (before.state !== 'APPROVED' || after.state === 'APPROVED') return;
        expect(['VOID_DUE', 'REFUND_DUE']).toContain(after.state);
        expect(event.type).toBe('unwanted');
      });
    });
    fc.assert(property, { numRuns: 1000 });
  });

  test('evidence of an approval after a final unpaid state makes a void due, or a refund where nothing can be voided', () => {
    let seen = 0;
    const property = fc.property(lives, ([kind, start, rest]) => {
      const voidable = kind === 'card-terminal' || kind === 'card-keyed';
      live(kind, [...start, ...rest], (before, event, after) => {
        if (!isFinalUnpaid(before.state) || event.type !== 'approved') return;
        seen += 1;
        expect(after.state).toBe(voidable ? 'VOID_DUE' : 'REFUND_DUE');
        expect(after.approval).toEqual(event.approval);
      });
    });
    fc.assert(property, { numRuns: 1000 });
    expect(seen).toBeGreaterThan(50);
  });

  test('a sale is sent at most once and committed at most once', () => {
    const property = fc.property(lives, ([kind, start, rest]) => {
      const all: string[] = [];
      live(kind, [...start, ...rest], (_before, _event, _after, effects) => all.push(...effects));
      expect(all.filter((effect) => effect === 'send-sale').length).toBeLessThanOrEqual(1);
      expect(all.filter((effect) => effect === 'commit-approval').length).toBeLessThanOrEqual(1);
      expect(all.filter((effect) => effect === 'withdraw-tender').length).toBeLessThanOrEqual(1);
    });
    fc.assert(property, { numRuns: 1000 });
  });

  test('what is unwanted or superseded never pays, and nothing is voided while unknown', () => {
    const property = fc.property(lives, ([kind, start, rest]) => {
      live(kind, [...start, ...rest], (_before, _event, after, effects) => {
        if (after.unwanted || after.superseded) expect(isPaid(after)).toBe(false);
        if (effects.includes('send-void')) expect(['VOID_DUE', 'VOID_UNKNOWN']).toContain(after.state);
        if (effects.includes('send-refund')) expect(['REFUND_DUE', 'REFUND_UNKNOWN']).toContain(after.state);
        if (effects.includes('commit-approval')) expect(after.approval).not.toBeNull();
      });
    });
    fc.assert(property, { numRuns: 1000 });
  });

  test('a start leaves nothing created, sending or pending, and every open matter is worked on again', () => {
    const property = fc.property(lives, ([kind, start, rest]) => {
      const attempt = live(kind, [...start, ...rest], () => undefined);
      const after = value(transition(attempt, { type: 'restarted' }));
      expect(['CREATED', 'SENDING', 'PENDING']).not.toContain(after.attempt.state);
      const effects = after.effects.map((effect) => effect.type);
      expect(effects).not.toContain('send-sale');
      if (after.attempt.state === 'UNKNOWN') expect(effects).toContain('ask-status');
      if (after.attempt.state.startsWith('VOID_')) expect(effects).toContain('send-void');
    });
    fc.assert(property, { numRuns: 500 });
  });
});
