import { financialYearOf } from '../../shared/domain/financial-year.ts';
import { hourIn } from '../../shared/domain/hour-in.ts';
import { sha256Hex } from '../platform/message-signature.ts';
import { toldAttempts } from '../store/read-back/told-attempts.ts';
import type { AttemptProgress } from '../store/repositories/attempts.ts';
import type { OrderPayment } from '../store/repositories/orders.ts';
import type { NewOutboxRow } from '../store/repositories/outbox.ts';
import type { Sale, SaleMoment } from '../store/units/apply-tender.ts';
import { documentNumberFor } from './document-number.ts';
import type { SalesDeps } from './ports.ts';
import { businessDateOf } from './sale-day.ts';

/** Cash has nothing to show. */
export const noPayment: OrderPayment = {
  paymentToken: null,
  transactionId: null,
  authCode: null,
  paymentGatewayResponse: null,
};

/** What an approval puts on its order. */
export function paymentOf(
  approval: Pick<AttemptProgress, 'paymentToken' | 'transactionId' | 'authCode' | 'gatewayResponse'>,
): OrderPayment {
  const { paymentToken, transactionId, authCode, gatewayResponse } = approval;
  return { paymentToken, transactionId, authCode, paymentGatewayResponse: gatewayResponse };
}

/** What the central API is told: the whole sale as it is stored, once. */
function outboxRow(deps: SalesDeps, sale: Sale, at: number): NewOutboxRow {
  const payload = JSON.stringify({ form: 1, ...sale, ...toldAttempts(deps.db, sale.order) });
  return {
    outboxId: deps.ids.next(),
    aggregate: 'order',
    aggregateId: sale.order.orderId,
    kind: 'order-completed',
    payload,
    payloadHash: sha256Hex(payload),
    createdAt: at,
  };
}

/** All that a sale's transaction asks of the moment in which it is committed. */
export function saleMoment(deps: SalesDeps, at: number, payment: OrderPayment): SaleMoment {
  const { zone, tillCode } = deps.shop();
  const businessDate = businessDateOf(deps.db, at, zone);
  return {
    at,
    businessDate,
    hour: hourIn(at, zone),
    series: {
      tillCode,
      kind: 'invoice',
      financialYear: financialYearOf(businessDate).short,
      installationId: deps.installationId,
    },
    formatNumber: (allotted) => documentNumberFor(allotted, deps.mode, businessDate),
    outbox: (sale) => outboxRow(deps, sale, at),
    payment,
    personId: deps.person(),
  };
}
