import { subtractPaise, ZERO_PAISE, type Paise } from './money.ts';
import { assertNever } from './result.ts';

/** How a day's comparison with the gateway's list files a payment (FIELD 4.12). */
export type ReconcileClass =
  | 'matched'
  | 'gateway-only'
  | 'local-only'
  | 'amount-differs'
  | 'duplicate'
  | 'void-not-reflected';

/** What to do about a payment of each class. */
export type ReconcileAdvice =
  | 'nothing'
  | 'ask-then-void'
  | 'ask-then-find-money'
  | 'compare-slips'
  | 'refund-second-charge'
  | 'repeat-give-back';

/** A payment as the till holds it. */
export type LocalPayment = {
  readonly attemptId: string;
  readonly orderId: string;
  readonly terminalId: string | null;
  readonly rrn: string | null;
  readonly authCode: string | null;
  /** What was approved; what was asked where nothing was. */
  readonly amountPaise: Paise;
  /** `paid` counts as money of the shop; `given-back` was approved and goes or went back whole; `open` nobody knows yet. */
  readonly standing: 'paid' | 'given-back' | 'unpaid' | 'open';
  /** What certainly went back, and what may have gone by now. */
  readonly backPaise: Paise;
  readonly backDuePaise: Paise;
  /** Other payments cover its order, so that money of this one is a second charge. */
  readonly isPaidOtherwise: boolean;
};

/** A payment as the gateway lists it. */
export type GatewayPayment = {
  readonly attemptId: string;
  readonly terminalId: string;
  readonly rrn: string | null;
  readonly authCode: string | null;
  readonly amountPaise: Paise;
  readonly refundedPaise: Paise;
  /** The gateway's word; only APPROVED, VOIDED and REFUNDED say that money came. */
  readonly status: string;
};

/** A pair, or one side of it, with its class. Every payment of either side is in exactly one row, but for those that hold no money on either. */
export type ReconciledPayment = {
  readonly class: ReconcileClass;
  readonly local: LocalPayment | null;
  readonly gateway: GatewayPayment | null;
};

/** What a person does about a class. */
export function adviceFor(found: ReconcileClass): ReconcileAdvice {
  switch (found) {
    case 'matched':
      return 'nothing';
    case 'gateway-only':
      return 'ask-then-void';
    case 'local-only':
      return 'ask-then-find-money';
    case 'amount-differs':
      return 'compare-slips';
    case 'duplicate':
      return 'refund-second-charge';
    case 'void-not-reflected':
      return 'repeat-give-back';
    default:
      return assertNever(found);
  }
}

/** Whether money ever came, as the gateway tells it. */
function wasApproved(payment: GatewayPayment): boolean {
  return payment.status === 'APPROVED' || payment.status === 'VOIDED' || payment.status === 'REFUNDED';
}

/** What the gateway gave back of it. */
function givenBack(payment: GatewayPayment): Paise {
  return payment.status === 'VOIDED' || payment.status === 'REFUNDED'
    ? payment.amountPaise
    : payment.refundedPaise;
}

/** What the gateway still holds for the shop. */
function heldPaise(payment: GatewayPayment): Paise {
  return wasApproved(payment) ? subtractPaise(payment.amountPaise, givenBack(payment)) : ZERO_PAISE;
}

/** The class of a pair; null where neither side holds money, or the till is still asking and the gateway has nothing. */
function classOfPair(local: LocalPayment, gateway: GatewayPayment): ReconcileClass | null {
  const isApproved = wasApproved(gateway);
  switch (local.standing) {
    case 'open':
    case 'unpaid':
      if (heldPaise(gateway) <= 0) return null;
      return local.isPaidOtherwise ? 'duplicate' : 'gateway-only';
    case 'given-back':
      if (!isApproved) return null;
      return givenBack(gateway) < local.backPaise ? 'void-not-reflected' : 'matched';
    case 'paid':
      return isApproved ? classOfPaid(local, gateway) : 'local-only';
    default:
      return assertNever(local.standing);
  }
}

/** A payment that counts here and was approved there. */
function classOfPaid(local: LocalPayment, gateway: GatewayPayment): ReconcileClass {
  if (gateway.amountPaise !== local.amountPaise) return 'amount-differs';
  const back = givenBack(gateway);
  if (back < local.backPaise) return 'void-not-reflected';
  if (back <= local.backPaise + local.backDuePaise) return 'matched';
  return back === gateway.amountPaise ? 'local-only' : 'amount-differs';
}

/** What names a payment where the attempt's id does not: RRN, auth code, amount and terminal together. */
function slipKey(payment: LocalPayment | GatewayPayment): string | null {
  const { rrn, authCode, amountPaise, terminalId } = payment;
  if (rrn === null || authCode === null || terminalId === null) return null;
  return [rrn, authCode, amountPaise, terminalId].join('/');
}

/**
 * Compares a day's payments with the gateway's list (FIELD 4.12): by attempt id, then by RRN + auth code + paise + TID. A second line for the same
 * payment is a duplicate. Pure; the order of either list changes nothing but the order of the rows.
 */
export function reconcile(
  locals: readonly LocalPayment[],
  listed: readonly GatewayPayment[],
): ReconciledPayment[] {
  const byId = new Map(locals.map((local) => [local.attemptId, local]));
  const bySlip = new Map<string, LocalPayment>();
  for (const local of locals) {
    const key = slipKey(local);
    if (key !== null) bySlip.set(key, local);
  }
  const rows: ReconciledPayment[] = [];
  const seen = new Set<LocalPayment>();
  const named = listed.filter((gateway) => byId.has(gateway.attemptId));
  const unnamed = listed.filter((gateway) => !byId.has(gateway.attemptId));
  for (const gateway of [...named, ...unnamed]) {
    const key = slipKey(gateway);
    const local = byId.get(gateway.attemptId) ?? (key === null ? undefined : bySlip.get(key)) ?? null;
    const isSecond = local !== null && seen.has(local);
    if (local !== null) seen.add(local);
    const found = classOf(local, gateway, isSecond);
    if (found !== null) rows.push({ class: found, local, gateway });
  }
  for (const local of locals) {
    if (seen.has(local) || local.standing !== 'paid') continue;
    if (local.amountPaise > local.backPaise) rows.push({ class: 'local-only', local, gateway: null });
  }
  return rows;
}

function classOf(
  local: LocalPayment | null,
  gateway: GatewayPayment,
  isSecond: boolean,
): ReconcileClass | null {
  if (local !== null && !isSecond) return classOfPair(local, gateway);
  if (heldPaise(gateway) <= 0) return null;
  return isSecond ? 'duplicate' : 'gateway-only';
}
