import { posError, type PosError } from '../../../shared/contract/errors.ts';
import type { ManagerProof } from '../../../shared/contract/people.ts';
import type { RefundOrderRequest, RefundQuote, RefundView } from '../../../shared/contract/refunds.ts';
import type { OrderId, RefundId } from '../../../shared/domain/ids.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { findOrder } from '../../store/repositories/orders.ts';
import { findRefund, listRefundsOfOrder, type StoredRefund } from '../../store/repositories/returns.ts';
import { settleRefund } from '../../store/units/settle-refund.ts';
import { announceOrder } from '../checkout.ts';
import { refusalError } from '../refusals.ts';
import { beginRefund, checkCashBack } from './begin.ts';
import { createRefundDriver, stepOf } from './drive.ts';
import type { RefundDeps } from './ports.ts';
import { quoteReturn } from './quote.ts';
import { refundMoment } from './refund-moment.ts';

type RefundsReply = { refunds: RefundView[] };

/** Money that goes back for paid orders. */
export type Refunds = {
  quote(request: {
    readonly orderId: OrderId;
    readonly lines: RefundOrderRequest['lines'];
  }): Result<RefundQuote, PosError>;
  /** Begins a return and answers with the order's refunds as they are on disk; the rest comes by events. */
  refund(request: RefundOrderRequest): Promise<Result<RefundsReply, PosError>>;
  list(orderId: OrderId): Result<RefundsReply, PosError>;
  /** Pays a refused refund out of the drawer, with a manager's leave. */
  payInCash(request: {
    readonly refundId: RefundId;
    readonly manager: ManagerProof;
  }): Promise<Result<RefundsReply, PosError>>;
  /** At a start: goes on with what is due or unknown. */
  recover(): void;
  close(): Promise<void>;
};

function viewOf(refund: StoredRefund): RefundView {
  const { refundId, orderId, kind, tenderKind, amountPaise, state, reason, rrn } = refund;
  const { creditNoteNumber, businessDate, createdAt, updatedAt } = refund;
  const money = { refundId, orderId, kind, tenderKind, amountPaise, state, reason, rrn };
  return { ...money, creditNoteNumber, businessDate, createdAt, updatedAt };
}

function listOf(deps: RefundDeps, orderId: OrderId): Result<RefundsReply, PosError> {
  const order = findOrder(deps.db, orderId);
  if (order === null) return err(posError('not-found'));
  return ok({ refunds: listRefundsOfOrder(deps.db, order.seq).map(viewOf) });
}

/** Whether a refund may be paid in cash now: only one that was refused; an unknown one may still reach the card. */
function payable(deps: RefundDeps, refundId: RefundId): Result<StoredRefund, PosError> {
  const refund = findRefund(deps.db, refundId);
  if (refund === null) return err(posError('not-found'));
  if (refund.state !== 'REFUSED' || refund.returnId === null) return err(posError('refund-not-refused'));
  const limited = checkCashBack(deps, refund.orderSeq, refund.amountPaise);
  return limited === null ? ok(refund) : err(limited);
}

async function payInCash(
  deps: RefundDeps,
  request: Parameters<Refunds['payInCash']>[0],
): Promise<Result<RefundsReply, PosError>> {
  const { refundId, manager } = request;
  const first = payable(deps, refundId);
  if (!first.ok) return first;
  const { orderId } = first.value;
  const allowed = await deps.people.authorise('refund-in-cash', manager, { kind: 'refund', id: refundId });
  if (!allowed.ok) return allowed;
  const refund = payable(deps, refundId);
  if (!refund.ok) return refund;
  const moment = refundMoment(deps, deps.clock.now());
  const given = { kind: 'cash-back', tenderKind: 'cash', approvedBy: allowed.value.personId } as const;
  const next = stepOf(refund.value, 'paid-in-cash', given, moment);
  if (next === null) return err(posError('refund-not-refused'));
  const event = 'refund-paid-in-cash';
  const settled = settleRefund(deps.db, { previous: refund.value, next, event, moment });
  if (!settled.ok) return err(refusalError(settled.error));
  announceOrder(deps, orderId);
  return listOf(deps, orderId);
}

/** Joins the parts of refunds. Nothing is asked of a gateway until `recover` or `refund`. */
export function createRefunds(deps: RefundDeps): Refunds {
  const driver = createRefundDriver(deps);
  return {
    quote: (request) => quoteReturn(deps, request),
    async refund(request) {
      const begun = await beginRefund(deps, request);
      if (!begun.ok) return begun;
      announceOrder(deps, request.orderId);
      const listed = listOf(deps, request.orderId);
      // The answer is what is on disk now; the calls begin once it is on its way.
      if (listed.ok) {
        const due = listed.value.refunds.filter(({ state }) => state === 'DUE' || state === 'UNKNOWN');
        for (const { refundId } of due) driver.go(refundId);
      }
      return listed;
    },
    list: (orderId) => listOf(deps, orderId),
    payInCash: (request) => payInCash(deps, request),
    recover: () => driver.resume(),
    close: () => driver.close(),
  };
}
