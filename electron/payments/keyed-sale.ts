import type { CardSecret } from '../../shared/domain/card-secret.ts';
import { err, type Result } from '../../shared/domain/result.ts';
import type { Answer, Gateway, GatewayError, NotSupported, OtpWait } from '../gateway/index.ts';
import type { AttemptRecord } from '../store/repositories/attempts.ts';
import type { Keeper } from './keeper.ts';

/**
 * Sends a card that was typed in, once. Without the card there is nothing to send: a till that was restarted has none, and a second call
 * finds none.
 */
export async function sendKeyedSale(
  gateway: Gateway,
  record: AttemptRecord,
  card: CardSecret | null,
  signal: AbortSignal,
): Promise<Result<Answer, GatewayError>> {
  if (card === null) return err({ code: 'not-sent', reason: 'aborted-before-sending' });
  const { attemptId, orderId, amountPaise } = record;
  const result = await gateway.keyedSale({ attemptId, orderId, amountPaise, card }, signal);
  if (result.ok) return result;
  const { error } = result;
  return err(error.code === 'not-supported' ? { code: 'not-sent', reason: 'not-set-up' } : error);
}

function sameWait(a: OtpWait | null, b: OtpWait | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Remembers whether the bank waits for a one-time password, as far as an answer tells; true when that changed. */
export function noteOtp(keeper: Keeper, result: Result<Answer, GatewayError | NotSupported>): boolean {
  if (!result.ok) return false;
  const waits = result.value.kind === 'pending' ? (result.value.otp ?? null) : null;
  const changed = !sameWait(waits, keeper.otp);
  keeper.otp = waits;
  if (waits !== null) keeper.otpAsked = true;
  return changed;
}
