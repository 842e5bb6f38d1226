import { createRefundRequest } from '../../shared/contract/central-orders.ts';
import { assertNever } from '../../shared/domain/result.ts';
import { refundView } from '../orders/order-view.ts';
import { refundOrder, type RefundRefusal } from '../orders/refund-order.ts';
import { findOrder } from '../store/read-orders.ts';
import { refundsOf } from '../store/refunds.ts';
import { answer, badFields, detail, notFound, type Answer } from './answers.ts';
import { originOf, wrongKey, type OrderDeps } from './orders.ts';
import { pathNumber, readBody, type ApiRequest, type Handler } from './request.ts';

function refusal(refused: RefundRefusal): Answer {
  switch (refused.code) {
    case 'fields':
      return badFields(refused.errors);
    case 'not-found':
      return notFound();
    case 'conflict':
      return detail(409, 'This Idempotency-Key belongs to another request.');
    default:
      return assertNever(refused);
  }
}

async function orderOf({ db }: OrderDeps, { caller, params }: ApiRequest) {
  const id = pathNumber(params['id']);
  return id === null ? null : findOrder(db, caller.shopId, id);
}

/** POST orders/{id}/refunds: 201 with the refund; 200 when the same request made it before. */
export const postRefund =
  (deps: OrderDeps): Handler =>
  async (request) => {
    const order = await orderOf(deps, request);
    if (order === null) return notFound();
    const body = readBody(createRefundRequest, request.body);
    const keyError = wrongKey(request);
    if (!body.ok) return body.error;
    if (keyError !== null) return keyError;
    const { orderRef, idempotencyKey, bodySha256, now, today } = originOf(request, deps.surroundings);
    const origin = { refundRef: orderRef, idempotencyKey, bodySha256, now, today };
    const refunded = await refundOrder(deps.db, request.caller, order, body.value, origin);
    if (!refunded.ok) return refusal(refunded.error);
    return answer(refunded.value.isNew ? 201 : 200, refundView(refunded.value.refund));
  };

/** GET orders/{id}/refunds: all of them, oldest first. */
export const getRefunds =
  (deps: OrderDeps): Handler =>
  async (request) => {
    const order = await orderOf(deps, request);
    if (order === null) return notFound();
    const rows = await refundsOf(deps.db, request.caller.shopId, [order.order_ref]);
    return answer(200, { count: rows.length, next: null, previous: null, results: rows.map(refundView) });
  };
