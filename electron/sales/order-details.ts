import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { OrderDetails, OrderLine } from '../../shared/contract/orders.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import { sumPaise, type Paise } from '../../shared/domain/money.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { listAttemptEvents, listAttempts } from '../store/repositories/attempts.ts';
import { listLines, type OrderLineRecord } from '../store/repositories/order-lines.ts';
import { findOrder, tenderKindsOf, type OrderRecord } from '../store/repositories/orders.ts';
import { listTenders, standingTenders, type TenderRecord } from '../store/repositories/tenders.ts';
import type { SalesDeps } from './ports.ts';

function lineOf(line: OrderLineRecord): OrderLine {
  const { lineId, productId, name, nameHi, hsn, unit, quantityMilli, unitPricePaise, mrpPaise } = line;
  const { discountPaise, taxablePaise, gstRateBp, cgstPaise, sgstPaise, igstPaise, totalPaise } = line;
  const goods = { lineId, productId, name, nameHi, hsn, unit, quantityMilli, unitPricePaise, mrpPaise };
  return { ...goods, discountPaise, taxablePaise, gstRateBp, cgstPaise, sgstPaise, igstPaise, totalPaise };
}

/** The bill's taxes by rate, lowest first. */
function taxesOf(lines: readonly OrderLineRecord[]): OrderDetails['taxes'] {
  const rates = [...new Set(lines.map((line) => line.gstRateBp))].toSorted((a, b) => a - b);
  return rates.map((gstRateBp) => {
    const same = lines.filter((line) => line.gstRateBp === gstRateBp);
    const sum = (of: (line: OrderLineRecord) => Paise): Paise => sumPaise(same.map(of));
    return {
      gstRateBp,
      taxablePaise: sum((line) => line.taxablePaise),
      cgstPaise: sum((line) => line.cgstPaise),
      sgstPaise: sum((line) => line.sgstPaise),
      igstPaise: sum((line) => line.igstPaise),
    };
  });
}

function tenderRow(tender: TenderRecord): OrderDetails['tenders'][number] {
  const { kind, amountPaise, receivedPaise, changePaise, scheme, lastFour, rrn, authCode, takenAt } = tender;
  return { kind, amountPaise, receivedPaise, changePaise, scheme, lastFour, rrn, authCode, takenAt };
}

function headOf(order: OrderRecord) {
  const { orderId, seq, state, invoiceNumber, businessDate, createdAt, totalPaise, lineCount, firstProduct } =
    order;
  const { lastFour, buyerPhone, paidAt, buyerName, buyerGstin, buyerAddress, notes } = order;
  const { subtotalPaise, discountPaise, taxPaise, roundOffPaise } = order;
  const row = {
    orderId,
    seq,
    state,
    invoiceNumber,
    businessDate,
    createdAt,
    totalPaise,
    lineCount,
    firstProduct,
  };
  const people = { lastFour, buyerPhone, paidAt, buyerName, buyerGstin, buyerAddress, notes };
  return {
    ...row,
    ...people,
    subtotalPaise,
    discountPaise,
    taxPaise,
    roundOffPaise,
    tenderKinds: tenderKindsOf(order),
  };
}

/** An order with its lines, taxes, tenders and the whole life of its payments. */
export function orderDetails(deps: SalesDeps, orderId: OrderId): Result<OrderDetails, PosError> {
  const order = findOrder(deps.db, orderId);
  if (order === null) return err(posError('not-found'));
  const lines = listLines(deps.db, order.seq);
  return ok({
    ...headOf(order),
    lines: lines.map(lineOf),
    taxes: taxesOf(lines),
    tenders: standingTenders(listTenders(deps.db, order.seq)).map(tenderRow),
    attempts: listAttempts(deps.db, order.seq).map((record) => ({
      attempt: deps.payments().view(record),
      events: listAttemptEvents(deps.db, record.attemptSeq).map(
        ({ at, event, fromState, toState, reason }) => ({
          at,
          event,
          fromState,
          toState,
          reason,
        }),
      ),
    })),
  });
}
