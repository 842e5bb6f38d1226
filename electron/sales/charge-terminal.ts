import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Checkout } from '../../shared/contract/sale.ts';
import { giveBackIdsOf } from '../../shared/domain/derived-ids.ts';
import type { AttemptId } from '../../shared/domain/ids.ts';
import type { Paise } from '../../shared/domain/money.ts';
import { err, type Result } from '../../shared/domain/result.ts';
import type { Gateway } from '../gateway/index.ts';
import { sha256Hex } from '../platform/message-signature.ts';
import { freshProgress, type AttemptIdentity, type AttemptProgress } from '../store/repositories/attempts.ts';
import { beginCharge, type ChargePress } from '../store/units/begin-charge.ts';
import type { ChargedOrder } from '../store/units/write-order.ts';
import { announceOrder, checkoutOf } from './checkout.ts';
import type { SalesDeps } from './ports.ts';
import { refusalError } from './refusals.ts';

export type TerminalCharge = {
  readonly press: ChargePress;
  readonly charged: ChargedOrder;
  readonly amountPaise: Paise;
  readonly at: number;
};

/** The attempt as it is first written, with the ids of the void and the refund it may need. */
function newAttempt(
  deps: SalesDeps,
  input: TerminalCharge,
  gateway: Gateway,
): AttemptIdentity & AttemptProgress {
  const attemptId = deps.ids.next<AttemptId>();
  const { amountPaise, at } = input;
  const { merchantId, terminalId } = gateway;
  const asked = [attemptId, input.charged.order.orderId, amountPaise, 'INR', merchantId, terminalId];
  return {
    ...freshProgress(at, giveBackIdsOf(attemptId)),
    attemptId,
    kind: 'card-terminal',
    amountPaise,
    requestId: input.press.requestId,
    requestHash: sha256Hex(JSON.stringify(asked)),
    gateway: 'rupay',
    merchantId,
    terminalId,
    createdAt: at,
  };
}

/** Writes order and attempt, durably, and only then hands the attempt to payments. */
export function chargeOnTerminal(deps: SalesDeps, input: TerminalCharge): Result<Checkout, PosError> {
  const gateway = deps.gateway();
  if (gateway === null) return err(posError('gateway-not-set-up'));
  if (!gateway.promises.terminal) return err(posError('gateway-no-terminal'));
  const { press, charged, at } = input;
  const begun = beginCharge(deps.db, { ...charged, press, attempt: newAttempt(deps, input, gateway), at });
  if (!begun.ok) return err(refusalError(begun.error));
  const { orderId } = charged.order;
  if (begun.value.kind === 'begun') {
    announceOrder(deps, orderId);
    deps.payments().start(begun.value.attempt.attemptId);
  }
  return checkoutOf(deps, orderId);
}
