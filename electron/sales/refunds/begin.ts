import { posError, type PosError } from '../../../shared/contract/errors.ts';
import type { RefundOrderRequest } from '../../../shared/contract/refunds.ts';
import { checkCashLimit } from '../../../shared/domain/cash.ts';
import type { PersonId, RefundId } from '../../../shared/domain/ids.ts';
import { sumPaise, type Paise } from '../../../shared/domain/money.ts';
import { shareRefund } from '../../../shared/domain/refund-sources.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { sha256Hex } from '../../platform/message-signature.ts';
import type { RefundRecord } from '../../store/repositories/refunds.ts';
import { listRefundsOfOrder, type ReturnRecord } from '../../store/repositories/returns.ts';
import { beginReturn, isRepeatedReturn } from '../../store/units/begin-return.ts';
import type { RefundMoment } from '../../store/units/complete-return.ts';
import { refusalError } from '../refusals.ts';
import type { RefundDeps } from './ports.ts';
import { priceReturn, type PricedReturn } from './quote.ts';
import { refundMoment } from './refund-moment.ts';
import type { TenderSource } from './sources.ts';

/** A part of a return, before it has its ids and times. */
type Part = Pick<RefundRecord, 'kind' | 'tenderKind' | 'amountPaise' | 'state' | 'attemptSeq'>;

type PlannedReturn = PricedReturn & { readonly parts: readonly Part[]; readonly cashPaise: Paise };

function pressHash(request: RefundOrderRequest): string {
  const { orderId, lines, expectedPaybackPaise, to, reason, restock } = request;
  const asked = lines?.map(({ lineId, quantityMilli }) => [lineId, quantityMilli]) ?? null;
  return sha256Hex(JSON.stringify([orderId, asked, expectedPaybackPaise, to, reason, restock]));
}

function partFor(source: TenderSource, amountPaise: Paise): Part {
  const { kind: tenderKind, attempt } = source;
  if (attempt === null) {
    return { kind: 'cash-back', tenderKind, amountPaise, state: 'DONE', attemptSeq: null };
  }
  const { attemptSeq } = attempt;
  const kind = source.isVoidable && amountPaise === attempt.amountPaise ? 'void' : 'return';
  // No gateway can give a slip of another machine back: a person does, and a manager pays it out in cash here.
  const state = tenderKind === 'card-manual' ? 'REFUSED' : 'DUE';
  return { kind, tenderKind, amountPaise, state, attemptSeq };
}

/** Where the money of a return goes: to what paid the bill, or all of it out of the drawer. */
function partsOf(found: PricedReturn, to: RefundOrderRequest['to']): Result<Part[], PosError> {
  const { paybackPaise } = found.priced;
  if (to === 'cash') {
    const cash = { kind: 'cash-back', tenderKind: 'cash', state: 'DONE', attemptSeq: null } as const;
    return ok([{ ...cash, amountPaise: paybackPaise }]);
  }
  const shares = shareRefund(found.sources, paybackPaise);
  if (!shares.ok)
    return err(posError('refund-source-too-small', { missingPaise: shares.error.missingPaise }));
  return ok(shares.value.map(({ source, amountPaise }) => partFor(source, amountPaise)));
}

/** Prices a return as it is now and says where its money goes. */
function planReturn(deps: RefundDeps, request: RefundOrderRequest): Result<PlannedReturn, PosError> {
  const found = priceReturn(deps, request.orderId, request.lines);
  if (!found.ok) return found;
  const { paybackPaise } = found.value.priced;
  if (paybackPaise !== request.expectedPaybackPaise)
    return err(posError('refund-amount-differs', { paybackPaise }));
  const parts = partsOf(found.value, request.to);
  if (!parts.ok) return parts;
  const cashPaise = sumPaise(
    parts.value.filter((part) => part.tenderKind === 'cash').map((part) => part.amountPaise),
  );
  const limited = checkCashBack(deps, found.value.order.seq, cashPaise);
  return limited === null ? ok({ ...found.value, parts: parts.value, cashPaise }) : err(limited);
}

/** The law's bound on cash binds the shop that pays it out, too: the customer may not take it (section 269ST). */
export function checkCashBack(deps: RefundDeps, orderSeq: number, cashPaise: Paise): PosError | null {
  if (cashPaise === 0) return null;
  const before = listRefundsOfOrder(deps.db, orderSeq).filter((refund) => refund.tenderKind === 'cash');
  const limit = checkCashLimit(cashPaise, sumPaise(before.map((refund) => refund.amountPaise)));
  if (limit.ok || limit.error.code !== 'cash-limit') return null;
  return posError('cash-limit', { limitPaise: limit.error.limitPaise });
}

function recordOf(
  deps: RefundDeps,
  request: RefundOrderRequest,
  plan: PlannedReturn,
  at: number,
): ReturnRecord {
  const { taxablePaise, taxPaise, roundOffPaise, paybackPaise } = plan.priced;
  const { refundId: returnId, to: destination, restock, reason } = request;
  const money = { taxablePaise, taxPaise, roundOffPaise, paybackPaise };
  const bodyHash = pressHash(request);
  return {
    returnId,
    bodyHash,
    destination,
    restock,
    reason,
    ...money,
    personId: deps.person(),
    createdAt: at,
  };
}

function refundsOf(
  deps: RefundDeps,
  request: RefundOrderRequest,
  plan: PlannedReturn,
  when: { readonly moment: RefundMoment; readonly approvedBy: PersonId | null },
): RefundRecord[] {
  const { at, businessDate } = when.moment;
  return plan.parts.map((part, index) => ({
    ...part,
    refundId: index === 0 ? request.refundId : deps.ids.next<RefundId>(),
    reason: request.reason,
    rrn: null,
    creditNoteId: null,
    businessDate,
    personId: deps.person(),
    approvedBy: part.tenderKind === 'cash' ? when.approvedBy : null,
    createdAt: at,
    updatedAt: at,
  }));
}

/**
 * Begins a return: priced now, the amount compared, a manager asked where cash goes out, and then written in one commit before any gateway is asked.
 * `repeated` when the press was pressed before. The price is worked out again after the manager's PIN, which takes its time.
 */
export async function beginRefund(
  deps: RefundDeps,
  request: RefundOrderRequest,
): Promise<Result<null, PosError>> {
  const { orderId, refundId: returnId } = request;
  const press = { returnId, bodyHash: pressHash(request) };
  const repeated = isRepeatedReturn(deps.db, press);
  if (!repeated.ok) return err(posError(repeated.error.code));
  if (repeated.value) return ok(null);
  if (!deps.hasRoom()) return err(posError('disk-full'));
  const first = planReturn(deps, request);
  if (!first.ok) return first;
  let approvedBy: PersonId | null = null;
  if (first.value.cashPaise > 0) {
    const allowed = await deps.people.authorise('refund-in-cash', request.manager, {
      kind: 'order',
      id: orderId,
    });
    if (!allowed.ok) return allowed;
    approvedBy = allowed.value.personId;
  }
  const pressedMeanwhile = isRepeatedReturn(deps.db, press);
  if (pressedMeanwhile.ok && pressedMeanwhile.value) return ok(null);
  const plan = planReturn(deps, request);
  if (!plan.ok) return plan;
  if (plan.value.cashPaise > 0 && approvedBy === null) return err(posError('manager-needed'));
  const moment = refundMoment(deps, deps.clock.now());
  const begun = beginReturn(deps.db, {
    orderId,
    record: recordOf(deps, request, plan.value, moment.at),
    refunds: refundsOf(deps, request, plan.value, { moment, approvedBy }),
    lines: plan.value.priced.lines,
    moment,
  });
  return begun.ok ? ok(null) : err(refusalError(begun.error));
}
