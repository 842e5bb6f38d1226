import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Checkout } from '../../shared/contract/sale.ts';
import { giveBackIdsOf } from '../../shared/domain/derived-ids.ts';
import type { AttemptId } from '../../shared/domain/ids.ts';
import { err, type Result } from '../../shared/domain/result.ts';
import type { Gateway } from '../gateway/index.ts';
import { upiLinkFor } from '../payments/index.ts';
import { sha256Hex } from '../platform/message-signature.ts';
import { freshProgress } from '../store/repositories/attempts.ts';
import { beginCharge } from '../store/units/begin-charge.ts';
import type { TerminalCharge } from './charge-terminal.ts';
import { announceOrder, checkoutOf } from './checkout.ts';
import type { SalesDeps } from './ports.ts';
import { refusalError } from './refusals.ts';

/** Whether a QR made offline can be asked about at a gateway: only by our own reference, which a provider that goes by its own handle never saw. */
export function takesQr(gateway: Gateway | null): boolean {
  return gateway?.promises.statusKey === 'attempt-id';
}

/**
 * Writes order and attempt, durably, and only then is the QR shown (by an event). It is made offline and holds no terminal; paid it is only when the
 * gateway says so, which is asked by the reference in the QR.
 */
export function chargeByQr(deps: SalesDeps, input: TerminalCharge): Result<Checkout, PosError> {
  const gateway = deps.gateway();
  const payee = deps.upi();
  if (gateway === null) return err(posError('gateway-not-set-up'));
  if (payee === null || !takesQr(gateway)) return err(posError('upi-not-set-up'));
  const { press, charged, amountPaise, at } = input;
  const attemptId = deps.ids.next<AttemptId>();
  const link = upiLinkFor(payee, { attemptId, amountPaise });
  if (!link.ok) return err(posError('upi-not-set-up'));
  const attempt = {
    ...freshProgress(at, giveBackIdsOf(attemptId)),
    attemptId,
    kind: 'upi-qr',
    amountPaise,
    requestId: press.requestId,
    requestHash: sha256Hex(link.value),
    gateway: 'rupay',
    merchantId: gateway.merchantId,
    terminalId: null,
    createdAt: at,
  } as const;
  const begun = beginCharge(deps.db, { ...charged, press, attempt, at });
  if (!begun.ok) return err(refusalError(begun.error));
  if (begun.value.kind === 'begun') {
    announceOrder(deps, charged.order.orderId);
    deps.payments().start(begun.value.attempt.attemptId);
  }
  return checkoutOf(deps, charged.order.orderId);
}
