import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Buyer, Checkout, ChargeRequest, TenderRequest } from '../../shared/contract/sale.ts';
import { changeFor, checkCashLimit } from '../../shared/domain/cash.ts';
import { BUYER_DETAILS_FROM_PAISE } from '../../shared/domain/gst.ts';
import { parseGstin } from '../../shared/domain/gstin.ts';
import { isSeriesTill } from '../../shared/domain/invoice-number.ts';
import { subtractPaise, sumPaise, type Paise } from '../../shared/domain/money.ts';
import { checkTenderAmount } from '../../shared/domain/order.ts';
import { assertNever, err, ok, type Result } from '../../shared/domain/result.ts';
import { isStateCode } from '../../shared/domain/states.ts';
import { listLines } from '../store/repositories/order-lines.ts';
import { findOrder, type OrderRecord } from '../store/repositories/orders.ts';
import { listTenders, standingTenders } from '../store/repositories/tenders.ts';
import type { ChargePress } from '../store/units/begin-charge.ts';
import { repeatOf } from '../store/units/begin-charge.ts';
import type { ChargedOrder } from '../store/units/write-order.ts';
import { sha256Hex } from '../platform/message-signature.ts';
import { chargeInCash } from './charge-cash.ts';
import { chargeKeyed, checkTyped } from './charge-keyed.ts';
import { chargeByQr } from './charge-qr.ts';
import { chargeBySlip, checkSlip } from './charge-slip.ts';
import { chargeOnTerminal } from './charge-terminal.ts';
import { checkoutOf } from './checkout.ts';
import type { SalesDeps } from './ports.ts';
import { priceOrder } from './price-order.ts';

/** What a press says of its tender beyond the amount. */
function detailOf(tender: TenderRequest): readonly unknown[] {
  switch (tender.kind) {
    case 'card-terminal':
    case 'upi-qr':
      return [];
    case 'cash':
      return [tender.receivedPaise];
    case 'card-manual':
      return [tender.rrn, tender.authCode, tender.slipDate, tender.lastFour];
    case 'card-keyed':
      // Never the number: a hash of it could be tried out.
      return [tender.card.number.slice(-4)];
    default:
      return assertNever(tender);
  }
}

/** Names a press of Charge and all it asked for, so that a repeat is told from another request under the same id. */
function pressOf(request: ChargeRequest): ChargePress {
  const { requestId, orderId, lines, expectedTotalPaise, buyer, tender } = request;
  const asked = lines.map(({ lineId, productId, quantityMilli }) => [lineId, productId, quantityMilli]);
  const where = [buyer?.address ?? null, buyer?.stateCode ?? null, buyer?.goodsStay ?? false];
  const wanted = buyer === null ? null : [buyer.name, buyer.phone, buyer.gstin, ...where];
  const parts = [
    orderId,
    asked,
    expectedTotalPaise,
    wanted,
    tender.kind,
    tender.amountPaise,
    detailOf(tender),
  ];
  return { requestId, bodyHash: sha256Hex(JSON.stringify(parts)) };
}

/** The lines and prices of an order of which a part is paid: they are what they were, whatever the catalogue says now. A line is the same by its place and its goods. */
function frozenOrder(
  deps: SalesDeps,
  order: OrderRecord,
  request: ChargeRequest,
): Result<ChargedOrder, PosError> {
  const lines = listLines(deps.db, order.seq);
  const same =
    lines.length === request.lines.length &&
    lines.every((line, index) => {
      const asked = request.lines[index];
      return asked?.productId === line.productId && asked.quantityMilli === line.quantityMilli;
    });
  return same ? ok({ order, lines }) : err(posError('order-frozen'));
}

/** Whether a bill says who buys: name and address, and of an unregistered buyer the State too (Rule 46(e) and (f)). */
function isNamed({ name, gstin, address, stateCode }: Buyer): boolean {
  const isWritten = (text: string | null | undefined): boolean => (text ?? '').trim() !== '';
  return isWritten(name) && isWritten(address) && (gstin !== null || isWritten(stateCode));
}

/** What the law asks of the buyer's details before a bill is made out: beside a GSTIN, and from ₹50,000, who buys must be on it. */
function checkBuyer(request: ChargeRequest, totalPaise: Paise): PosError | null {
  const { buyer } = request;
  const gstin = buyer?.gstin ?? null;
  if (gstin !== null && !parseGstin(gstin).ok) return posError('gstin-invalid');
  const state = buyer?.stateCode ?? null;
  if (state !== null && !isStateCode(state)) return posError('buyer-state-invalid');
  const isMissing = buyer === null || !isNamed(buyer);
  if (gstin !== null && isMissing) return posError('buyer-incomplete');
  return totalPaise >= BUYER_DETAILS_FROM_PAISE && isMissing
    ? posError('customer-required', { fromPaise: BUYER_DETAILS_FROM_PAISE })
    : null;
}

/** Checks the tender against what is due, and cash against the law and the drawer. */
function checkTender(
  deps: SalesDeps,
  request: ChargeRequest,
  totalPaise: Paise,
  known: OrderRecord | null,
): PosError | null {
  const { tender } = request;
  const taken = known === null ? [] : standingTenders(listTenders(deps.db, known.seq));
  const duePaise = subtractPaise(totalPaise, sumPaise(taken.map((row) => row.amountPaise)));
  if (!checkTenderAmount(tender.amountPaise, duePaise).ok) return posError('tender-amount', { duePaise });
  if (tender.kind === 'card-manual') return checkSlip(deps, tender);
  if (tender.kind === 'card-keyed') return checkTyped(deps, tender);
  if (tender.kind !== 'cash') return null;
  const cash = taken.filter((row) => row.kind === 'cash').map((row) => row.amountPaise);
  const limit = checkCashLimit(tender.amountPaise, sumPaise(cash));
  if (!limit.ok && limit.error.code === 'cash-limit') {
    return posError('cash-limit', { limitPaise: limit.error.limitPaise });
  }
  const change = changeFor(tender.amountPaise, tender.receivedPaise);
  if (change.ok) return null;
  return change.error.code === 'cash-too-little'
    ? posError('cash-too-little', { missingPaise: change.error.missingPaise })
    : posError('tender-amount', { duePaise });
}

/** Prices the order, or takes it as it was when a part of it is paid, and compares with what the screen showed. */
function orderToCharge(deps: SalesDeps, request: ChargeRequest, at: number): Result<ChargedOrder, PosError> {
  const known = findOrder(deps.db, request.orderId);
  const charged =
    known?.state === 'part-paid' ? frozenOrder(deps, known, request) : priceOrder(deps, request, at);
  if (!charged.ok) return charged;
  const { totalPaise } = charged.value.order;
  if (totalPaise !== request.expectedTotalPaise) return err(posError('total-differs', { totalPaise }));
  const refused = checkBuyer(request, totalPaise) ?? checkTender(deps, request, totalPaise, known);
  return refused === null ? charged : err(refused);
}

/** What stops any charge before it is looked at. */
function checkTill(deps: SalesDeps): PosError | null {
  if (!isSeriesTill(deps.shop().tillCode)) return posError('series-invalid', { till: deps.shop().tillCode });
  return deps.hasRoom() ? null : posError('disk-full');
}

/**
 * Charge (FIELD 4.9): validated, priced again from the store, refused when the total differs; a repeat of the same press answers what it
 * began, the same press with another body is refused. Cash is one commit; for a card the answer comes as soon as order and attempt are
 * on disk, the rest by events.
 */
export function charge(deps: SalesDeps, request: ChargeRequest): Result<Checkout, PosError> {
  const press = pressOf(request);
  const repeated = repeatOf(deps.db, press);
  if (!repeated.ok) return err(posError('order-differs'));
  if (repeated.value !== null) return checkoutOf(deps, repeated.value.orderId);
  const stopped = checkTill(deps);
  if (stopped !== null) return err(stopped);
  const at = deps.clock.now();
  const charged = orderToCharge(deps, request, at);
  if (!charged.ok) return charged;
  const { tender } = request;
  const common = { press, charged: charged.value, at };
  switch (tender.kind) {
    case 'cash':
      return chargeInCash(deps, { ...common, tender });
    case 'card-terminal':
      return chargeOnTerminal(deps, { ...common, amountPaise: tender.amountPaise });
    case 'upi-qr':
      return chargeByQr(deps, { ...common, amountPaise: tender.amountPaise });
    case 'card-manual':
      return chargeBySlip(deps, { ...common, tender });
    case 'card-keyed':
      return chargeKeyed(deps, { ...common, tender });
    default:
      return assertNever(tender);
  }
}
