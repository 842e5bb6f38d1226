import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Checkout, KeyedTender } from '../../shared/contract/sale.ts';
import { calendarDate } from '../../shared/domain/business-date.ts';
import { cardProblems } from '../../shared/domain/card-entry.ts';
import { CardSecret } from '../../shared/domain/card-secret.ts';
import { giveBackIdsOf } from '../../shared/domain/derived-ids.ts';
import type { AttemptId } from '../../shared/domain/ids.ts';
import { err, type Result } from '../../shared/domain/result.ts';
import type { Gateway } from '../gateway/index.ts';
import { sha256Hex } from '../platform/message-signature.ts';
import { freshProgress } from '../store/repositories/attempts.ts';
import { beginCharge, type ChargePress } from '../store/units/begin-charge.ts';
import type { ChargedOrder } from '../store/units/write-order.ts';
import { announceOrder, checkoutOf } from './checkout.ts';
import type { SalesDeps } from './ports.ts';
import { refusalError } from './refusals.ts';

export type KeyedCharge = {
  readonly press: ChargePress;
  readonly charged: ChargedOrder;
  readonly tender: KeyedTender;
  readonly at: number;
};

/** Whether a card may be typed in: a manager has switched it on, and the gateway takes such cards. */
export function takesTyped(deps: Pick<SalesDeps, 'gateway' | 'keyedCard'>): boolean {
  const keyed: Gateway['promises']['keyed'] = deps.gateway()?.promises.keyed ?? 'none';
  return keyed !== 'none' && deps.keyedCard?.() === true;
}

/** What main itself says against a card that was typed: `keyed-card-off`, `card-invalid`. */
export function checkTyped(deps: SalesDeps, { card }: KeyedTender): PosError | null {
  if (!takesTyped(deps)) return posError('keyed-card-off');
  const today = calendarDate(deps.clock.now(), deps.shop().zone);
  return cardProblems(card, today).size > 0 ? posError('card-invalid') : null;
}

/**
 * Writes order and attempt, durably, with the last four digits and no more; only then is the card handed to payments, which sends it once. Nothing
 * that is written, hashed or told carries the number or the CVV (PCI DSS 3.3). It holds no terminal.
 */
export function chargeKeyed(deps: SalesDeps, input: KeyedCharge): Result<Checkout, PosError> {
  const gateway = deps.gateway();
  if (gateway === null) return err(posError('gateway-not-set-up'));
  const { press, charged, tender, at } = input;
  const { amountPaise } = tender;
  const { merchantId, terminalId } = gateway;
  const attemptId = deps.ids.next<AttemptId>();
  const card = new CardSecret(tender.card);
  const asked = [attemptId, charged.order.orderId, amountPaise, 'INR', merchantId, terminalId];
  const attempt = {
    ...freshProgress(at, giveBackIdsOf(attemptId)),
    // The terminal never shows it, so that the next customer may tap meanwhile.
    terminalReleased: true,
    lastFour: card.lastFour,
    attemptId,
    kind: 'card-keyed',
    amountPaise,
    requestId: press.requestId,
    requestHash: sha256Hex(JSON.stringify(asked)),
    gateway: 'rupay',
    merchantId,
    terminalId,
    createdAt: at,
  } as const;
  const begun = beginCharge(deps.db, { ...charged, press, attempt, at });
  if (!begun.ok || begun.value.kind !== 'begun') card.forget();
  if (!begun.ok) return err(refusalError(begun.error));
  const { orderId } = charged.order;
  if (begun.value.kind === 'begun') {
    announceOrder(deps, orderId);
    deps.payments().start(attemptId, card);
  }
  return checkoutOf(deps, orderId);
}
