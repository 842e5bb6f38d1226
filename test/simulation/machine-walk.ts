import {
  ATTEMPT_STATES,
  createAttempt,
  isPaid,
  type AttemptKind,
  type AttemptState,
  type PaymentAttempt,
} from '../../shared/domain/payment-attempt.ts';
import type { AttemptEvent, AttemptEventType } from '../../shared/domain/payment-events.ts';
import { transition } from '../../shared/domain/payment.ts';
import { TRANSITIONS } from '../../shared/domain/payment-transitions.ts';
import type { AttemptId, OrderId, RefundId, VoidId } from '../../shared/domain/ids.ts';
import { paise } from '../../shared/domain/money.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { seededIds } from './ids.ts';

/** What a walk over the state machine met. */
export type WalkReport = {
  /** Cells of the table, state by event, that must accept: how many did, of how many. */
  readonly legal: { readonly taken: number; readonly of: number };
  /** Cells that must refuse: how many did, of how many. */
  readonly illegal: { readonly refused: number; readonly of: number };
  readonly violations: readonly string[];
};

const ids = seededIds(0);
const approval = { amountPaise: paise(100_00), authCode: 'A1B2C3', rrn: '632410000001', transactionId: null };
const less = { ...approval, amountPaise: paise(50_00) };

/** One of each event, as the driver makes them. */
const events: { readonly [T in AttemptEventType]: Extract<AttemptEvent, { type: T }> } = {
  send: { type: 'send' },
  shown: { type: 'shown' },
  pending: { type: 'pending', handle: 'H1' },
  approved: { type: 'approved', approval },
  'approved-other-amount': { type: 'approved-other-amount', approval: less },
  declined: { type: 'declined', reason: 'insufficient-funds' },
  cancelled: { type: 'cancelled' },
  'not-sent': { type: 'not-sent', reason: 'refused' },
  lost: { type: 'lost', reason: 'reset' },
  'not-found': { type: 'not-found' },
  'not-found-final': { type: 'not-found-final' },
  'cancel-requested': { type: 'cancel-requested' },
  unwanted: { type: 'unwanted' },
  superseded: { type: 'superseded' },
  'resolved-paid': { type: 'resolved-paid', windowOver: true, approval },
  'resolved-unpaid': { type: 'resolved-unpaid', windowOver: true },
  'slip-typed': { type: 'slip-typed', approval },
  'window-over': { type: 'window-over' },
  voided: { type: 'voided' },
  'void-lost': { type: 'void-lost' },
  'void-refused': { type: 'void-refused' },
  refunded: { type: 'refunded' },
  'refund-lost': { type: 'refund-lost' },
  'refund-refused': { type: 'refund-refused' },
  'refund-retried': { type: 'refund-retried', refundId: ids.next<RefundId>() },
  restarted: { type: 'restarted' },
};

const kinds: readonly AttemptKind[] = ['card-terminal', 'upi-qr', 'card-manual', 'card-keyed'];
const goesBack: readonly AttemptState[] = ['APPROVED', 'VOID_DUE', 'REFUND_DUE'];

/** What must hold of every step, whatever the table says. */
function faultsOf(before: PaymentAttempt, event: AttemptEvent, after: PaymentAttempt): string[] {
  const step = `${before.state} ${event.type} ${after.state}`;
  const sent = after.state === 'SENDING' && before.state !== 'CREATED' && before.state !== 'SENDING';
  const regressed = before.state === 'APPROVED' && !goesBack.includes(after.state);
  const unproved = after.state === 'APPROVED' && after.approval === null;
  const forgotten = before.approval !== null && after.approval === null;
  const wrong = after.state === 'APPROVED' && after.approval?.amountPaise !== after.amountPaise;
  const counted = after === before ? 0 : 1;
  return [
    ...(sent ? [`${step}: sent a second time`] : []),
    ...(regressed ? [`${step}: an approval regressed`] : []),
    ...(unproved || wrong ? [`${step}: approved without evidence for its amount`] : []),
    ...(forgotten ? [`${step}: evidence was forgotten`] : []),
    ...(after.version === before.version + counted ? [] : [`${step}: the version did not count`]),
    ...(isPaid(after) && (after.superseded || after.unwanted) && !isPaid(before)
      ? [`${step}: an unwanted attempt pays`]
      : []),
  ];
}

function firstAttempt(kind: AttemptKind): PaymentAttempt {
  return createAttempt({
    attemptId: ids.next<AttemptId>(),
    orderId: ids.next<OrderId>(),
    kind,
    amountPaise: paise(100_00),
    merchantId: 'M1',
    terminalId: kind === 'card-terminal' ? 'T1' : null,
    voidId: ids.next<VoidId>(),
    refundId: ids.next<RefundId>(),
  });
}

/** Walks the machine of every kind of payment at random from its beginning, and tries every event in every state it meets. */
export function walkMachine(seed: number, walks = 12_000): WalkReport {
  const random = seededRandom(seed);
  const types = Object.values(events);
  const taken = new Set<string>();
  const refused = new Set<string>();
  const violations = new Set<string>();
  for (let walk = 0; walk < walks; walk += 1) {
    let attempt = firstAttempt(random.pick(kinds));
    for (let length = 0; length < 14; length += 1) {
      const event = random.pick(types);
      const cell = `${attempt.state} ${event.type}`;
      const isLegal = TRANSITIONS[attempt.state][event.type] !== undefined;
      const moved = transition(attempt, event);
      if (!moved.ok) {
        if (moved.error.code === 'illegal-transition') refused.add(cell);
        if (isLegal && moved.error.code === 'illegal-transition')
          violations.add(`${cell}: refused although legal`);
        continue;
      }
      if (!isLegal) violations.add(`${cell}: accepted although illegal`);
      taken.add(cell);
      for (const fault of faultsOf(attempt, event, moved.value.attempt)) violations.add(fault);
      attempt = moved.value.attempt;
    }
  }
  const legalCells = ATTEMPT_STATES.reduce((sum, state) => sum + Object.keys(TRANSITIONS[state]).length, 0);
  return {
    legal: { taken: taken.size, of: legalCells },
    illegal: { refused: refused.size, of: ATTEMPT_STATES.length * types.length - legalCells },
    violations: [...violations],
  };
}
