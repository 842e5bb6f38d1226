import { gatewayPaths } from '../../../shared/contract/gateway.ts';
import { err } from '../../../shared/domain/result.ts';
import type { Gateway } from '../gateway.ts';
import { readAnswer } from './read-answer.ts';
import type { Call, RupayDeps, RupaySettings } from './signed-call.ts';

/**
 * The calls of a card that was typed in. Number and CVV are in the body of one request and nowhere else; each one-time password goes once,
 * and a lost reply to it leaves the outcome to the status.
 */
export function keyedCalls(
  call: Call,
  settings: RupaySettings,
  { nonce }: Pick<RupayDeps, 'nonce'>,
): Pick<Gateway, 'keyedSale' | 'submitOtp' | 'resendOtp'> {
  const { merchantId, terminalId } = settings;
  return {
    async keyedSale({ attemptId, orderId, amountPaise, card }, signal) {
      const details = card.take();
      if (details === null) return err({ code: 'not-sent', reason: 'aborted-before-sending' });
      const { number, expiry, cvv } = details;
      const about = { attemptId, orderId, merchantId, terminalId, amountPaise, currency: 'INR' };
      const request = {
        method: 'POST',
        path: gatewayPaths.keyedSales,
        attemptId,
        idempotencyKey: attemptId,
        body: { ...about, card: { number, expiry, cvv } },
      } as const;
      return readAnswer(await call(request, signal), { attemptId, amountPaise }, settings);
    },
    async submitOtp({ attemptId, amountPaise, otp }, signal) {
      const path = gatewayPaths.otp(attemptId);
      // Another password is another request, so that each has a key of its own.
      const request = {
        method: 'POST',
        path,
        attemptId,
        idempotencyKey: `otp-${nonce()}`,
        body: { otp },
      } as const;
      return readAnswer(await call(request, signal), { attemptId, amountPaise }, settings);
    },
    async resendOtp({ attemptId, amountPaise }, signal) {
      const path = gatewayPaths.otpResend(attemptId);
      const idempotencyKey = `resend-${nonce()}`;
      const request = { method: 'POST', path, attemptId, idempotencyKey, body: { merchantId } } as const;
      return readAnswer(await call(request, signal), { attemptId, amountPaise }, settings);
    },
  };
}
