import { verifyPaymentRequest } from '../../shared/contract/central-orders.ts';
import { assertNever } from '../../shared/domain/result.ts';
import type { StatusClient } from '../gateway/status-client.ts';
import { verifyPayment, type VerifyRefusal } from '../orders/verify-payment.ts';
import { answer, type Answer } from './answers.ts';
import type { OrderDeps } from './orders.ts';
import { readBody, type Handler } from './request.ts';

export type VerifyDeps = OrderDeps & { readonly gateway: StatusClient | null };

function refusal(refused: VerifyRefusal): Answer {
  switch (refused.code) {
    case 'order-not-found':
      return answer(404, { error: 'Order not found' });
    case 'gateway-unavailable':
      return answer(502, { status: 'error', message: 'Payment gateway is not available' });
    case 'refused':
      return answer(400, { status: 'error', message: refused.message });
    default:
      return assertNever(refused);
  }
}

/** POST orders/verify_payment: asks the gateway really. */
export const postVerify =
  ({ db, surroundings, gateway }: VerifyDeps): Handler =>
  async ({ caller, body }) => {
    const request = readBody(verifyPaymentRequest, body);
    if (!request.ok) return request.error;
    const { transaction_id: transactionId, order_id: orderId } = request.value;
    const question = { transactionId, orderId };
    const verified = await verifyPayment(db, gateway, caller, question, surroundings.now());
    if (!verified.ok) return refusal(verified.error);
    return answer(200, {
      status: 'success',
      message: 'Payment verified successfully',
      order_status: verified.value.status,
      payment_status: verified.value.payment_status,
    });
  };
