import type { Pos } from '../../../shared/contract/ipc.ts';
import type { RefundOrderRequest, RefundView } from '../../../shared/contract/refunds.ts';
import type { LineId, OrderId } from '../../../shared/domain/ids.ts';
import { priceRefund, type ReturnLine } from '../../../shared/domain/refund.ts';
import { quantityMilli } from '../../../shared/domain/quantity.ts';
import { err, ok } from '../../../shared/domain/result.ts';
import { detailsOf, pricedCart } from './pretend-orders.ts';

type RefundCalls = Pick<
  Pos,
  'getManagerSetup' | 'setManagerPin' | 'quoteRefund' | 'refundOrder' | 'listRefunds' | 'payRefundInCash'
>;

const PIN = '1234';

type Returned = Map<string, number>;

/** What is left of the order, or the lines that were asked for. */
function wantedOf(
  returned: Returned,
  lines: ReadonlyArray<{ lineId: LineId; quantityMilli: number }> | null,
): ReturnLine[] {
  if (lines !== null) {
    return lines.map(({ lineId, quantityMilli: some }) => ({ lineId, quantityMilli: quantityMilli(some) }));
  }
  return pricedCart.lines
    .map(({ lineId, quantityMilli: sold }) => ({
      lineId,
      quantityMilli: quantityMilli(sold - (returned.get(lineId) ?? 0)),
    }))
    .filter((line) => line.quantityMilli > 0);
}

function quote(returned: Returned, orderId: OrderId, wanted: readonly ReturnLine[]) {
  const priced = priceRefund(pricedCart, returned, wanted);
  if (!priced.ok) return err({ code: priced.error.code });
  const { taxablePaise, taxPaise, roundOffPaise, paybackPaise, isComplete } = priced.value;
  const leftPaise = detailsOf(orderId).totalPaise;
  return ok({
    orderId,
    returnable: pricedCart.lines.map(({ lineId, quantityMilli: sold }) => ({
      lineId: lineId as LineId,
      quantityMilli: quantityMilli(sold - (returned.get(lineId) ?? 0)),
    })),
    taxablePaise,
    taxPaise,
    roundOffPaise,
    paybackPaise,
    complete: isComplete,
    sources: [{ kind: 'card-terminal' as const, attemptId: null, lastFour: '1005', leftPaise }],
  });
}

/** A return as it stands when it has begun. */
function begun(request: RefundOrderRequest, amountPaise: RefundView['amountPaise']): RefundView {
  const { refundId, orderId, to, reason } = request;
  const cash = to === 'cash';
  return {
    refundId,
    orderId,
    kind: 'return',
    tenderKind: cash ? 'cash' : 'card-terminal',
    amountPaise,
    state: cash ? 'DONE' : 'DUE',
    reason,
    rrn: null,
    creditNoteNumber: cash ? 'A1C/2627/000001' : null,
    businessDate: '2026-11-22',
    createdAt: Date.now(),
    updatedAt: Date.now(),
  };
}

/** Returns that only pretend: the manager's PIN is 1234, and `ends` says how the bank's answer turns out. */
export function pretendRefunds(
  emit: (topic: 'order', id: string) => void,
  ends: RefundView['state'],
): RefundCalls {
  const returned: Returned = new Map();
  const refunds: RefundView[] = [];
  let hasPin = ends !== 'DUE';
  const wrongPin = err({ code: 'manager-pin-wrong' as const, params: { triesLeft: 2 } });
  const settle = (refund: RefundView): void => {
    const at = refunds.findIndex(({ refundId }) => refundId === refund.refundId);
    const creditNoteNumber = ends === 'DONE' ? 'A1C/2627/000001' : null;
    refunds[at] = { ...refund, state: ends, creditNoteNumber, rrn: ends === 'DONE' ? '632700054321' : null };
    emit('order', refund.orderId);
  };
  return {
    getManagerSetup: async () => ok({ hasPin, lockedUntil: null }),
    setManagerPin: async ({ currentPin }) => {
      if (hasPin && currentPin !== PIN) return wrongPin;
      hasPin = true;
      return ok({ hasPin, lockedUntil: null });
    },
    quoteRefund: async ({ orderId, lines }) => quote(returned, orderId, wantedOf(returned, lines)),
    refundOrder: async (request) => {
      const { orderId, lines, to, manager } = request;
      if (to === 'cash' && manager?.pin !== PIN) return wrongPin;
      const wanted = wantedOf(returned, lines);
      const quoted = quote(returned, orderId, wanted);
      if (!quoted.ok) return quoted;
      for (const { lineId, quantityMilli: some } of wanted)
        returned.set(lineId, (returned.get(lineId) ?? 0) + some);
      const refund = begun(request, quoted.value.paybackPaise);
      refunds.push(refund);
      if (to === 'instrument') setTimeout(() => settle(refund), 1500);
      return ok({ refunds: [...refunds] });
    },
    listRefunds: async ({ orderId }) => ok({ refunds: refunds.filter((one) => one.orderId === orderId) }),
    payRefundInCash: async ({ refundId, manager }) => {
      if (manager.pin !== PIN) return wrongPin;
      const at = refunds.findIndex((refund) => refund.refundId === refundId);
      const refund = refunds[at];
      if (refund === undefined) return err({ code: 'not-found' });
      refunds[at] = { ...refund, kind: 'cash-back', tenderKind: 'cash', state: 'DONE' };
      return ok({ refunds: [...refunds] });
    },
  };
}
