import { posError, type PosError } from '../../../shared/contract/errors.ts';
import type { RefundOrderRequest, RefundQuote } from '../../../shared/contract/refunds.ts';
import type { LineId, OrderId } from '../../../shared/domain/ids.ts';
import { quantityMilli } from '../../../shared/domain/quantity.ts';
import { refundOrder } from '../../../shared/domain/refund-sources.ts';
import {
  priceRefund,
  type PricedRefund,
  type RefundError,
  type ReturnLine,
} from '../../../shared/domain/refund.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { listLines, type OrderLineRecord } from '../../store/repositories/order-lines.ts';
import { findOrder, type OrderRecord } from '../../store/repositories/orders.ts';
import { listReturnedQuantities } from '../../store/repositories/returns.ts';
import { businessDateOf } from '../sale-day.ts';
import type { RefundDeps } from './ports.ts';
import { soldOrder } from './sold-order.ts';
import { tenderSources, type TenderSource } from './sources.ts';

/** A return as it would be now. */
export type PricedReturn = {
  readonly order: OrderRecord;
  readonly priced: PricedRefund;
  readonly left: readonly {
    readonly lineId: LineId;
    readonly quantityMilli: OrderLineRecord['quantityMilli'];
  }[];
  readonly sources: readonly TenderSource[];
};

/** Why a return can't be priced, in the contract's words. */
function refundError(error: RefundError): PosError {
  const { code, ...params } = error;
  return posError(code, params);
}

/** Prices a return against what came back before; null lines are all that is left. */
export function priceReturn(
  deps: RefundDeps,
  orderId: OrderId,
  lines: RefundOrderRequest['lines'],
): Result<PricedReturn, PosError> {
  const { db } = deps;
  const order = findOrder(db, orderId);
  if (order === null) return err(posError('not-found'));
  if (order.state !== 'paid' && order.state !== 'refunded') return err(posError('refund-not-paid'));
  const sold = listLines(db, order.seq);
  const returned = listReturnedQuantities(db, order.seq);
  const left = sold.map((line) => ({
    lineId: line.lineId,
    quantityMilli: quantityMilli(line.quantityMilli - (returned.get(line.lineId) ?? 0)),
  }));
  const wanted: readonly ReturnLine[] = lines ?? left.filter((line) => line.quantityMilli > 0);
  const priced = priceRefund(soldOrder(order, sold), returned, wanted);
  if (!priced.ok) return err(refundError(priced.error));
  if (priced.value.paybackPaise <= 0) return err(posError('refund-too-small'));
  const today = businessDateOf(db, deps.clock.now(), deps.shop().zone);
  return ok({ order, priced: priced.value, left, sources: tenderSources(db, order.seq, today) });
}

/** What a return would give back, before anything is done. */
export function quoteReturn(
  deps: RefundDeps,
  request: { readonly orderId: OrderId; readonly lines: RefundOrderRequest['lines'] },
): Result<RefundQuote, PosError> {
  const found = priceReturn(deps, request.orderId, request.lines);
  if (!found.ok) return found;
  const { priced, left, sources } = found.value;
  const { taxablePaise, taxPaise, roundOffPaise, paybackPaise } = priced;
  return ok({
    orderId: request.orderId,
    returnable: [...left],
    taxablePaise,
    taxPaise,
    roundOffPaise,
    paybackPaise,
    complete: priced.isComplete,
    sources: refundOrder(sources).map(({ kind, attempt, lastFour, leftPaise }) => ({
      kind,
      attemptId: attempt?.attemptId ?? null,
      lastFour,
      leftPaise,
    })),
  });
}
