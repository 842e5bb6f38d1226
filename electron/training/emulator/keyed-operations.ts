import { keyedSaleRequest, otpRequest } from '../../../shared/contract/gateway.ts';
import { detectCard, luhn, maskCard } from '../../../shared/domain/card.ts';
import type { SaleOrder } from './book.ts';
import { refusal, tell, type Desk, type Reply } from './desk.ts';

/** What is kept of a card number: nothing but what may be shown. */
export function keptOf(
  number: string,
  asksOtp: boolean,
): Pick<SaleOrder, 'lastFour'> & Required<Pick<SaleOrder, 'keyed'>> {
  const { brand } = detectCard(number);
  const scheme = brand === 'unknown' ? 'rupay' : brand;
  const masked = `${maskCard(number).slice(0, 6)}******${number.slice(-4)}`;
  return { lastFour: number.slice(-4), keyed: { masked, scheme, asksOtp } };
}

/** POST /v2/keyed-sales. The number is looked at and forgotten. */
export function keyedSale(desk: Desk, body: unknown): Reply {
  const parsed = keyedSaleRequest.safeParse(body);
  if (!parsed.success || !luhn(parsed.data.card.number)) return refusal(400, 'invalid-request', null);
  const { attemptId, orderId, terminalId, amountPaise, merchantId, card } = parsed.data;
  if (merchantId !== desk.account.merchantId || terminalId !== desk.account.terminalId)
    return refusal(403, 'forbidden', attemptId);
  const kept = keptOf(card.number, true);
  const scenario = desk.scenarioOf(attemptId, amountPaise, kept.lastFour);
  const order = { attemptId, orderId, terminalId, amountPaise, ...kept };
  return tell(desk, attemptId, desk.book.startSale(order, scenario), 202);
}

/** POST /v2/attempts/{id}/otp and …/otp/resend. */
export function otpCall(desk: Desk, attemptId: string, operation: 'otp' | 'resend', body: unknown): Reply {
  const parsed = otpRequest.safeParse(body);
  if (operation === 'otp' && !parsed.success) return refusal(400, 'invalid-request', attemptId);
  if (desk.book.look(attemptId) === null) return refusal(404, 'not-found', attemptId);
  const held = parsed.success
    ? desk.book.submitOtp(attemptId, parsed.data.otp)
    : desk.book.resendOtp(attemptId);
  return held === null ? refusal(409, 'otp-not-asked', attemptId) : tell(desk, attemptId, held, 200);
}
