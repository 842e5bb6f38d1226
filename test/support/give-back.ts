/** Paid orders and what people do to give them back, on a till under test. */
import { vi, expect } from 'vitest';
import { systemIds } from '../../electron/platform/ids.ts';
import { findOrder, type OrderRecord } from '../../electron/store/repositories/orders.ts';
import { findAttempt } from '../../electron/store/repositories/attempts.ts';
import type { RefundOrderRequest, RefundView } from '../../shared/contract/refunds.ts';
import type { ChargeRequest } from '../../shared/contract/sale.ts';
import type { AttemptId, LineId, OrderId, RefundId } from '../../shared/domain/ids.ts';
import { paise, type Paise } from '../../shared/domain/money.ts';
import { quantityMilli } from '../../shared/domain/quantity.ts';
import { assert } from '../../shared/domain/result.ts';
import { must } from './catalogue.ts';
import { chargeOf, checkoutOf, type TestTill } from './till-under-test.ts';

/** Long enough for a busy machine. */
export const patience = { timeout: 8000 };

export const PIN = '2468';
export const manager = { pin: PIN };

/** The owner chooses the managers' PIN. */
export async function choosePin(till: TestTill): Promise<void> {
  must(await till.people.setPin({ currentPin: null, newPin: PIN }));
}

export type PaidOrder = {
  readonly orderId: OrderId;
  readonly lineIds: readonly LineId[];
  readonly totalPaise: Paise;
  readonly attemptIds: readonly AttemptId[];
};

type Goods = readonly (readonly [name: string, pieces: number])[];

const prices: Readonly<Record<string, number>> = { Rice: 105_00, Soap: 49_90, Silk: 60_000_00 };

function requestOf(till: TestTill, goods: Goods): ChargeRequest {
  const base = chargeOf(till);
  const gross = goods.reduce((sum, [name, pieces]) => sum + (prices[name] ?? 0) * pieces, 0);
  const total = paise(Math.round(gross / 100) * 100);
  const lines = goods.map(([name, pieces]) => {
    const productId = till.products.get(name);
    assert(productId !== undefined, `${name} is on the shelf`);
    const lineId = systemIds.next<LineId>();
    return { lineId, productId, quantityMilli: quantityMilli(pieces * 1000) };
  });
  const buyer = { name: 'Asha', phone: null, gstin: null };
  return {
    ...base,
    lines,
    buyer,
    expectedTotalPaise: total,
    tender: { kind: 'card-terminal', amountPaise: total },
  };
}

function paidOrder(till: TestTill, request: ChargeRequest): PaidOrder {
  const { orderId, lines, expectedTotalPaise: totalPaise } = request;
  const attemptIds = checkoutOf(till, orderId).attempts.map((attempt) => attempt.attemptId);
  return { orderId, lineIds: lines.map(({ lineId }) => lineId), totalPaise, attemptIds };
}

/** Sells by card and waits until it is paid. */
export async function sellByCard(till: TestTill, goods: Goods = [['Rice', 1]]): Promise<PaidOrder> {
  const request = requestOf(till, goods);
  must(till.sales.charge(request));
  await vi.waitFor(() => expect(checkoutOf(till, request.orderId).state).toBe('paid'), patience);
  return paidOrder(till, request);
}

/** Sells for cash. */
export function sellForCash(till: TestTill, goods: Goods = [['Rice', 1]]): PaidOrder {
  const request = requestOf(till, goods);
  const amountPaise = request.expectedTotalPaise;
  must(till.sales.charge({ ...request, tender: { kind: 'cash', amountPaise, receivedPaise: amountPaise } }));
  return paidOrder(till, request);
}

/** Sells partly for cash, the rest by card. */
export async function sellSplit(till: TestTill, cashPaise: number, goods: Goods): Promise<PaidOrder> {
  const request = requestOf(till, goods);
  const cash = paise(cashPaise);
  must(till.sales.charge({ ...request, tender: { kind: 'cash', amountPaise: cash, receivedPaise: cash } }));
  const rest = paise(request.expectedTotalPaise - cashPaise);
  const requestId = chargeOf(till).requestId;
  must(till.sales.charge({ ...request, requestId, tender: { kind: 'card-terminal', amountPaise: rest } }));
  await vi.waitFor(() => expect(checkoutOf(till, request.orderId).state).toBe('paid'), patience);
  return paidOrder(till, request);
}

/** Brings an order to an unknown payment, whose amount decides the emulator's scenario. */
export async function sellUnknown(till: TestTill): Promise<PaidOrder> {
  const request = requestOf(till, [['Rice', 1]]);
  must(till.sales.charge(request));
  await vi.waitFor(() => {
    expect(checkoutOf(till, request.orderId).attempts.at(-1)?.state).toBe('UNKNOWN');
  }, patience);
  return paidOrder(till, request);
}

/** The press of Refund for so many pieces of each line; absent lines are all that is left. */
export function refundOf(
  till: TestTill,
  order: PaidOrder,
  pieces: readonly number[] | null = null,
  given: Partial<RefundOrderRequest> = {},
): RefundOrderRequest {
  const lines =
    pieces?.flatMap((wanted, index) => {
      const lineId = order.lineIds[index];
      return wanted === 0 || lineId === undefined
        ? []
        : [{ lineId, quantityMilli: quantityMilli(wanted * 1000) }];
    }) ?? null;
  const quote = till.refunds.quote({ orderId: order.orderId, lines });
  return {
    refundId: systemIds.next<RefundId>(),
    orderId: order.orderId,
    lines,
    expectedPaybackPaise: quote.ok ? quote.value.paybackPaise : paise(0),
    to: 'instrument',
    reason: 'Torn bag',
    restock: true,
    manager: null,
    ...given,
  };
}

export function refundsOf(till: TestTill, order: PaidOrder): RefundView[] {
  return must(till.refunds.list(order.orderId)).refunds;
}

/** Waits until every refund of an order is in one of these states. */
export async function settled(till: TestTill, order: PaidOrder, ...states: string[]): Promise<RefundView[]> {
  await vi.waitFor(() => {
    const found = refundsOf(till, order).map(({ state }) => state);
    expect(found.filter((state) => !states.includes(state))).toEqual([]);
  }, patience);
  return refundsOf(till, order);
}

export function orderRow(till: TestTill, order: PaidOrder): OrderRecord {
  const found = findOrder(till.store.reader, order.orderId);
  assert(found !== null, 'the order is there');
  return found;
}

export function attemptState(till: TestTill, attemptId: AttemptId | undefined): string | null {
  return attemptId === undefined ? null : (findAttempt(till.store.reader, attemptId)?.state ?? null);
}

/** What the gateway holds of a payment, net of what it gave back. */
export function heldAtGateway(till: TestTill, attemptId: AttemptId | undefined): number {
  const held = till.emulator.control.transactions().find((each) => each.attemptId === attemptId);
  if (held === undefined || held.status === 'VOIDED') return 0;
  return held.refunds.reduce(
    (left, refund) => left - (refund.refused ? 0 : refund.amountPaise),
    held.chargedPaise,
  );
}

/** One number of the store. */
export function count(till: TestTill, sql: string): number {
  return till.store.reader.query<[], { n: number }>(sql).get([])?.n ?? 0;
}
