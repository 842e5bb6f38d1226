import type { AttemptState } from './payment-attempt.ts';
import type { AttemptEventType } from './payment-events.ts';

/**
 * Where an event leads: to a state, or
 * `stay` (known already, or a mark on the attempt only), `contradict` (stays, and goes on the exception list),
 * `pay` (APPROVED, or taken back when unwanted), `pay-by-word` (RESOLVED_PAID, or taken back when unwanted),
 * `take-back` (VOID_DUE; REFUND_DUE where nothing can be voided).
 */
export type Target = AttemptState | 'stay' | 'contradict' | 'pay' | 'pay-by-word' | 'take-back';

type Row = Readonly<Partial<Record<AttemptEventType, Target>>>;

// What a final unpaid state makes of the answers that may still come; evidence of an approval is always acted on.
const unpaid = {
  pending: 'contradict',
  approved: 'take-back',
  'approved-other-amount': 'take-back',
  declined: 'stay',
  cancelled: 'stay',
  lost: 'stay',
  'not-found': 'stay',
  'not-found-final': 'stay',
  unwanted: 'stay',
  'window-over': 'stay',
  voided: 'stay',
  refunded: 'stay',
  restarted: 'stay',
} as const satisfies Row;

// What a paid state makes of them: it never regresses, and only being unwanted takes it back.
const paid = {
  pending: 'stay',
  approved: 'stay',
  'approved-other-amount': 'contradict',
  declined: 'contradict',
  cancelled: 'contradict',
  lost: 'stay',
  'not-found': 'stay',
  'not-found-final': 'contradict',
  unwanted: 'take-back',
  'window-over': 'stay',
  voided: 'contradict',
  refunded: 'contradict',
  restarted: 'stay',
} as const satisfies Row;

// The same while money goes back: the approval is known, so only voids and refunds move it.
const goingBack = {
  pending: 'stay',
  approved: 'stay',
  'approved-other-amount': 'stay',
  declined: 'contradict',
  cancelled: 'contradict',
  lost: 'stay',
  'not-found': 'stay',
  'not-found-final': 'contradict',
  unwanted: 'stay',
  'window-over': 'stay',
  voided: 'VOIDED',
  'void-lost': 'stay',
  'void-refused': 'stay',
  refunded: 'REFUNDED',
  restarted: 'stay',
} as const satisfies Row;

/** The state machine of FIELD 4 as data. An event that a state does not name is refused there. */
export const TRANSITIONS: Readonly<Record<AttemptState, Row>> = {
  CREATED: {
    send: 'SENDING',
    shown: 'PENDING',
    'not-sent': 'NOT_SENT',
    'cancel-requested': 'NOT_SENT',
    unwanted: 'NOT_SENT',
    'slip-typed': 'RESOLVED_PAID',
    'window-over': 'stay',
    restarted: 'NOT_SENT',
  },
  SENDING: {
    pending: 'PENDING',
    approved: 'pay',
    'approved-other-amount': 'UNKNOWN',
    declined: 'DECLINED',
    cancelled: 'CANCELLED',
    'not-sent': 'NOT_SENT',
    lost: 'UNKNOWN',
    'not-found': 'stay',
    'not-found-final': 'stay',
    'cancel-requested': 'stay',
    unwanted: 'stay',
    'window-over': 'stay',
    restarted: 'UNKNOWN',
  },
  PENDING: {
    pending: 'stay',
    approved: 'pay',
    'approved-other-amount': 'take-back',
    declined: 'DECLINED',
    cancelled: 'CANCELLED',
    lost: 'UNKNOWN',
    'not-found': 'stay',
    'not-found-final': 'NOT_SENT',
    'cancel-requested': 'stay',
    unwanted: 'stay',
    'window-over': 'UNKNOWN',
    voided: 'VOIDED',
    refunded: 'REFUNDED',
    restarted: 'UNKNOWN',
  },
  UNKNOWN: {
    pending: 'stay',
    approved: 'pay',
    'approved-other-amount': 'take-back',
    declined: 'DECLINED',
    cancelled: 'CANCELLED',
    lost: 'stay',
    'not-found': 'stay',
    'not-found-final': 'NOT_SENT',
    'cancel-requested': 'stay',
    unwanted: 'stay',
    superseded: 'stay',
    'resolved-paid': 'pay-by-word',
    'resolved-unpaid': 'RESOLVED_UNPAID',
    'window-over': 'stay',
    voided: 'VOIDED',
    refunded: 'REFUNDED',
    restarted: 'stay',
  },
  APPROVED: paid,
  RESOLVED_PAID: { ...paid, approved: 'pay' },
  DECLINED: unpaid,
  CANCELLED: unpaid,
  NOT_SENT: unpaid,
  RESOLVED_UNPAID: unpaid,
  VOID_DUE: { ...goingBack, 'void-lost': 'VOID_UNKNOWN', 'void-refused': 'REFUND_DUE' },
  VOID_UNKNOWN: { ...goingBack, 'void-refused': 'REFUND_DUE' },
  VOIDED: {
    ...goingBack,
    approved: 'contradict',
    voided: 'stay',
    'void-refused': 'contradict',
    refunded: 'contradict',
  },
  REFUND_DUE: { ...goingBack, 'refund-lost': 'REFUND_UNKNOWN', 'refund-refused': 'REFUND_REFUSED' },
  REFUND_UNKNOWN: { ...goingBack, 'refund-lost': 'stay', 'refund-refused': 'REFUND_REFUSED' },
  REFUND_REFUSED: {
    ...goingBack,
    'refund-lost': 'stay',
    'refund-refused': 'stay',
    'refund-retried': 'REFUND_DUE',
  },
  REFUNDED: {
    ...goingBack,
    voided: 'contradict',
    refunded: 'stay',
    'refund-lost': 'stay',
    'refund-refused': 'contradict',
  },
};
