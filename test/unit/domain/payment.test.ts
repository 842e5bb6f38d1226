import { describe, expect, test } from 'vitest';
import { parseAttemptId, parseOrderId, parseRefundId, parseVoidId } from '../../../shared/domain/ids.ts';
import { paise } from '../../../shared/domain/money.ts';
import { safeActions } from '../../../shared/domain/payment-actions.ts';
import { checkApproval, type ApprovalReply } from '../../../shared/domain/payment-approval.ts';
import {
  ATTEMPT_STATES,
  createAttempt,
  holdsTerminal,
  isOpen,
  type AttemptState,
  type PaymentAttempt,
} from '../../../shared/domain/payment-attempt.ts';
import type { AttemptEvent } from '../../../shared/domain/payment-events.ts';
import { saleFailureEvent } from '../../../shared/domain/payment-failures.ts';
import { declineEvent, hostVerdict } from '../../../shared/domain/payment-response-codes.ts';
import { TRANSITIONS } from '../../../shared/domain/payment-transitions.ts';
import { isFinalNotFound, isWindowOver } from '../../../shared/domain/payment-window.ts';
import { transition, transitions } from '../../../shared/domain/payment.ts';
import type { Result } from '../../../shared/domain/result.ts';

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`expected a value, got ${JSON.stringify(result.error)}`);
  return result.value;
}

const id = (last: number): string => `01890000-0000-7000-8000-${String(last).padStart(12, '0')}`;
const refundId = value(parseRefundId(id(9)));
const approval = {
  amountPaise: paise(50_000),
  authCode: 'A1B2C3',
  rrn: '123456789012',
  transactionId: 'T-1',
};

function attemptOf(kind: PaymentAttempt['kind'] = 'card-terminal'): PaymentAttempt {
  return createAttempt({
    attemptId: value(parseAttemptId(id(1))),
    orderId: value(parseOrderId(id(2))),
    kind,
    amountPaise: paise(50_000),
    merchantId: 'M1',
    terminalId: kind === 'upi-qr' ? null : 'T1',
    voidId: value(parseVoidId(id(3))),
    refundId: value(parseRefundId(id(4))),
  });
}

const EVENTS: readonly AttemptEvent[] = [
  { type: 'send' },
  { type: 'shown' },
  { type: 'pending', handle: 'H1' },
  { type: 'approved', approval },
  { type: 'approved-other-amount', approval: { ...approval, amountPaise: paise(1) } },
  { type: 'declined', reason: 'wrong-pin' },
  { type: 'cancelled' },
  { type: 'not-sent', reason: 'dns' },
  { type: 'lost', reason: 'reset' },
  { type: 'not-found' },
  { type: 'not-found-final' },
  { type: 'cancel-requested' },
  { type: 'unwanted' },
  { type: 'superseded' },
  { type: 'resolved-paid', windowOver: true, approval },
  { type: 'resolved-unpaid', windowOver: true },
  { type: 'slip-typed', approval },
  { type: 'window-over' },
  { type: 'voided' },
  { type: 'void-lost' },
  { type: 'void-refused' },
  { type: 'refunded' },
  { type: 'refund-lost' },
  { type: 'refund-refused' },
  { type: 'refund-retried', refundId },
  { type: 'restarted' },
];

const sent: readonly AttemptEvent[] = [{ type: 'send' }];
const unknown: readonly AttemptEvent[] = [...sent, { type: 'lost', reason: 'reset' }];
const approved: readonly AttemptEvent[] = [...sent, { type: 'approved', approval }];
const voidDue: readonly AttemptEvent[] = [...approved, { type: 'unwanted' }];
const refundDue: readonly AttemptEvent[] = [...voidDue, { type: 'void-refused' }];
const PATHS: Readonly<Record<AttemptState, readonly AttemptEvent[]>> = {
  CREATED: [],
  SENDING: sent,
  PENDING: [...sent, { type: 'pending', handle: null }],
  APPROVED: approved,
  DECLINED: [...sent, { type: 'declined', reason: 'wrong-pin' }],
  CANCELLED: [...sent, { type: 'cancelled' }],
  NOT_SENT: [...sent, { type: 'not-sent', reason: 'dns' }],
  UNKNOWN: unknown,
  RESOLVED_PAID: [...unknown, { type: 'resolved-paid', windowOver: true, approval }],
  RESOLVED_UNPAID: [...unknown, { type: 'resolved-unpaid', windowOver: true }],
  VOID_DUE: voidDue,
  VOIDED: [...voidDue, { type: 'voided' }],
  VOID_UNKNOWN: [...voidDue, { type: 'void-lost' }],
  REFUND_DUE: refundDue,
  REFUNDED: [...refundDue, { type: 'refunded' }],
  REFUND_UNKNOWN: [...refundDue, { type: 'refund-lost' }],
  REFUND_REFUSED: [...refundDue, { type: 'refund-refused' }],
};

function at(state: AttemptState, kind: PaymentAttempt['kind'] = 'card-terminal'): PaymentAttempt {
  const { attempt } = value(transitions(attemptOf(kind), PATHS[state]));
  expect(attempt.state).toBe(state);
  return attempt;
}

describe('the table of transitions', () => {
  test.each(ATTEMPT_STATES)('%s takes exactly the events it names and refuses every other', (state) => {
    for (const event of EVENTS) {
      const result = transition(at(state), event);
      const target = TRANSITIONS[state][event.type];
      if (target === undefined) {
        expect(result).toEqual({
          ok: false,
          error: { code: 'illegal-transition', state, event: event.type },
        });
      } else if (event.type === 'shown' || event.type === 'slip-typed') {
        expect(result).toEqual({ ok: false, error: { code: 'wrong-kind' } });
      } else {
        expect(result.ok).toBe(true);
        if (result.ok && ATTEMPT_STATES.some((name) => name === target)) {
          expect(result.value.attempt.state).toBe(target);
        }
      }
    }
  });
});

describe('a payment attempt', () => {
  test('goes from created over sending and pending to approved, durable step by step', () => {
    const created = attemptOf();
    const sending = value(transition(created, { type: 'send' }));
    expect(sending).toMatchObject({ changed: true, attempt: { state: 'SENDING', version: 2 } });
    expect(sending.effects).toEqual([{ type: 'send-sale' }]);
    const pending = value(transition(sending.attempt, { type: 'pending', handle: 'H1' }));
    expect(pending.attempt).toMatchObject({ state: 'PENDING', handle: 'H1', version: 3 });
    expect(pending.effects).toEqual([{ type: 'ask-status' }]);
    const done = value(transition(pending.attempt, { type: 'approved', approval }));
    expect(done.attempt).toMatchObject({ state: 'APPROVED', approval, reason: null });
    expect(done.effects).toEqual([{ type: 'commit-approval' }]);
    const again = value(transition(done.attempt, { type: 'approved', approval }));
    expect(again).toEqual({ attempt: done.attempt, changed: false, effects: [] });
  });

  test('that was cancelled too late is approved all the same', () => {
    const wish = value(transition(at('PENDING'), { type: 'cancel-requested' }));
    expect(wish.attempt).toMatchObject({ state: 'PENDING', cancelRequested: true });
    expect(wish.effects).toEqual([{ type: 'send-cancel' }]);
    expect(value(transition(wish.attempt, { type: 'approved', approval })).attempt.state).toBe('APPROVED');
  });

  test('that is superseded never pays: an approval that comes is voided', () => {
    const superseded = value(transition(at('UNKNOWN'), { type: 'superseded' })).attempt;
    expect(isOpen(superseded)).toBe(false);
    expect(holdsTerminal(superseded)).toBe(true);
    const late = value(transition(superseded, { type: 'approved', approval }));
    expect(late.attempt).toMatchObject({ state: 'VOID_DUE', reason: 'unwanted' });
    expect(late.effects).toEqual([{ type: 'send-void' }]);
  });

  test('holds its terminal until the window is over', () => {
    const over = value(transition(at('UNKNOWN'), { type: 'window-over' })).attempt;
    expect(holdsTerminal(at('UNKNOWN'))).toBe(true);
    expect(over).toMatchObject({ state: 'UNKNOWN', terminalReleased: true });
    expect(holdsTerminal(over)).toBe(false);
    expect(isOpen(over)).toBe(true);
  });

  test('can be resolved by a manager only after the window', () => {
    const early = transition(at('UNKNOWN'), { type: 'resolved-unpaid', windowOver: false });
    expect(early).toEqual({ ok: false, error: { code: 'window-not-over' } });
    const resolved = value(transition(at('UNKNOWN'), { type: 'resolved-unpaid', windowOver: true })).attempt;
    const contradicted = value(transition(resolved, { type: 'approved', approval }));
    expect(contradicted.attempt.state).toBe('VOID_DUE');
    expect(contradicted.effects.map((effect) => effect.type)).toEqual(['raise-exception', 'send-void']);
  });

  test('that is approved for another amount is taken back once a status says so, and unknown before', () => {
    const other: AttemptEvent = {
      type: 'approved-other-amount',
      approval: { ...approval, amountPaise: paise(20_000) },
    };
    expect(value(transition(at('SENDING'), other)).attempt).toMatchObject({
      state: 'UNKNOWN',
      reason: 'amount-mismatch',
      approval: null,
    });
    const known = value(transition(at('UNKNOWN'), other)).attempt;
    expect(known).toMatchObject({
      state: 'VOID_DUE',
      reason: 'other-amount',
      approval: { amountPaise: 20_000 },
    });
  });

  test('by UPI has no void: money that comes late is a refund that is due', () => {
    const shown = value(transition(attemptOf('upi-qr'), { type: 'shown' })).attempt;
    const expired = value(transition(shown, { type: 'lost', reason: 'qr-expired' })).attempt;
    expect(expired.state).toBe('UNKNOWN');
    const abandoned = value(transition(expired, { type: 'unwanted' })).attempt;
    const late = value(
      transition(abandoned, { type: 'approved', approval: { ...approval, authCode: null } }),
    );
    expect(late.attempt.state).toBe('REFUND_DUE');
    expect(late.effects).toEqual([{ type: 'send-refund' }]);
  });

  test('from a typed slip counts as paid by word, and is given back by hand', () => {
    const typed = value(transition(attemptOf('card-manual'), { type: 'slip-typed', approval }));
    expect(typed.attempt.state).toBe('RESOLVED_PAID');
    expect(typed.effects).toEqual([{ type: 'commit-approval' }]);
    const back = value(transition(typed.attempt, { type: 'unwanted' }));
    expect(back.attempt.state).toBe('REFUND_DUE');
    expect(back.effects).toEqual([
      { type: 'withdraw-tender' },
      { type: 'raise-exception', exception: { code: 'refund-by-hand' } },
    ]);
  });

  test('is asked for after a start, cancelled again where that was wished, and never sent again', () => {
    const wished = value(transition(at('PENDING'), { type: 'cancel-requested' })).attempt;
    const started = value(transition(wished, { type: 'restarted' }));
    expect(started.attempt).toMatchObject({ state: 'UNKNOWN', reason: 'restarted' });
    expect(started.effects).toEqual([{ type: 'send-cancel' }, { type: 'ask-status' }]);
    expect(value(transition(at('CREATED'), { type: 'restarted' })).attempt.state).toBe('NOT_SENT');
    expect(transition(started.attempt, { type: 'send' }).ok).toBe(false);
  });

  test('that paid and is denied later stays paid and goes on the exception list', () => {
    const denied = value(transition(at('APPROVED'), { type: 'declined', reason: 'do-not-honour' }));
    expect(denied.changed).toBe(false);
    expect(denied.effects).toEqual([
      { type: 'raise-exception', exception: { code: 'contradiction', state: 'APPROVED', event: 'declined' } },
    ]);
  });

  test('that is approved a second time under another RRN goes on the exception list', () => {
    const second = value(
      transition(at('APPROVED'), { type: 'approved', approval: { ...approval, rrn: '999999999999' } }),
    );
    expect(second.changed).toBe(false);
    expect(second.effects.map((effect) => effect.type)).toEqual(['raise-exception']);
  });
});

describe('evidence of an approval', () => {
  const attempt = at('SENDING');
  const reply: ApprovalReply = {
    attemptId: attempt.attemptId,
    amountPaise: paise(50_000),
    currency: 'INR',
    merchantId: 'M1',
    terminalId: 'T1',
    authCode: 'A1B2C3',
    rrn: '123456789012',
    transactionId: 'T-1',
  };

  test('is an approval when everything agrees', () => {
    expect(checkApproval(attempt, reply, 'reply')).toEqual({ kind: 'approved', approval });
  });

  test.each([
    [{ attemptId: id(7) }, 'attempt-mismatch'],
    [{ attemptId: null }, 'attempt-mismatch'],
    [{ currency: 'USD' }, 'currency-mismatch'],
    [{ merchantId: 'M2' }, 'merchant-mismatch'],
    [{ terminalId: null }, 'terminal-mismatch'],
    [{ authCode: null }, 'evidence-missing'],
    [{ rrn: ' ' }, 'evidence-missing'],
    [{ amountPaise: null }, 'amount-mismatch'],
    [{ amountPaise: paise(49_999) }, 'amount-mismatch'],
  ] as const)('with %j is a mismatch: %s', (change, reason) => {
    expect(checkApproval(attempt, { ...reply, ...change }, 'reply')).toEqual({ kind: 'mismatch', reason });
  });

  test('for another amount is believed from a status only', () => {
    const partial = { ...reply, amountPaise: paise(20_000) };
    expect(checkApproval(attempt, partial, 'status')).toMatchObject({
      kind: 'other-amount',
      approval: { amountPaise: 20_000 },
    });
  });
});

describe('answers and errors', () => {
  test('response codes that leave the outcome open are never declines', () => {
    for (const code of ['09', '68', '91', '94', '96', 'ZZ', null])
      expect(hostVerdict(code).outcome).toBe('unknown');
    for (const code of ['51', '54', '55', '75', '05']) expect(hostVerdict(code).outcome).toBe('declined');
    expect(declineEvent('91')).toEqual({ type: 'lost', reason: 'issuer-unavailable' });
    expect(declineEvent('00')).toEqual({ type: 'lost', reason: 'host-unsure' });
    expect(declineEvent(null)).toEqual({ type: 'declined', reason: 'declined' });
    expect(declineEvent('51')).toEqual({ type: 'declined', reason: 'insufficient-funds' });
  });

  test('only a certain failure of the sale call allows a new attempt', () => {
    expect(saleFailureEvent({ code: 'not-sent', reason: 'dns' })).toEqual({
      type: 'not-sent',
      reason: 'dns',
    });
    expect(saleFailureEvent({ code: 'auth-failure' })).toEqual({ type: 'not-sent', reason: 'auth-failure' });
    expect(saleFailureEvent({ code: 'duplicate' })).toEqual({ type: 'lost', reason: 'duplicate' });
    expect(saleFailureEvent({ code: 'unknown-outcome', reason: 'reset' })).toEqual({
      type: 'lost',
      reason: 'reset',
    });
  });

  test('not found is final after the window and a tombstone, not after one of them', () => {
    expect(isFinalNotFound({ windowOver: true, tombstoned: false })).toBe(false);
    expect(isFinalNotFound({ windowOver: false, tombstoned: true })).toBe(false);
    expect(isFinalNotFound({ windowOver: true, tombstoned: true })).toBe(true);
    expect([isWindowOver(0, 149_999), isWindowOver(0, 150_000)]).toEqual([false, true]);
  });
});

describe('what is safe to do', () => {
  const cashier = { role: 'cashier', windowOver: false } as const;
  const manager = { role: 'manager', windowOver: true } as const;

  test('a new attempt is offered only where no money can move any more', () => {
    const offering = ATTEMPT_STATES.filter((state) =>
      safeActions(at(state), manager).includes('new-attempt'),
    );
    expect(offering).toEqual([
      'DECLINED',
      'CANCELLED',
      'NOT_SENT',
      'RESOLVED_UNPAID',
      'VOID_DUE',
      'VOIDED',
      'VOID_UNKNOWN',
      'REFUND_DUE',
      'REFUNDED',
      'REFUND_UNKNOWN',
      'REFUND_REFUSED',
    ]);
  });

  test('a cashier waits, asks or cancels; a manager may supersede, and resolve after the window', () => {
    expect(safeActions(at('UNKNOWN'), cashier)).toEqual(['wait', 'ask-again', 'cancel']);
    expect(safeActions(at('UNKNOWN'), { role: 'manager', windowOver: false })).toContain('supersede');
    expect(safeActions(at('UNKNOWN'), { role: 'manager', windowOver: false })).not.toContain('resolve');
    expect(safeActions(at('UNKNOWN'), manager)).toContain('resolve');
    expect(safeActions(at('PENDING'), cashier)).toEqual(['wait', 'ask-again', 'cancel']);
    expect(safeActions(at('APPROVED'), manager)).toEqual([]);
  });
});
