import type { Checkout, ChargeRequest, TenderRequest } from '../../shared/contract/sale.ts';
import { lineIdAt } from '../../shared/domain/derived-ids.ts';
import type { OrderId, RequestId } from '../../shared/domain/ids.ts';
import { paise, type Paise } from '../../shared/domain/money.ts';
import { listLines } from '../../electron/store/repositories/order-lines.ts';
import { findOrder } from '../../electron/store/repositories/orders.ts';
import { fillCart, totalOf, type CartLines } from './shelf.ts';
import { count } from './tally.ts';
import { PLANTED_BUG, type Life, type SimTill } from './till.ts';
import type { World } from './world.ts';

/** What a customer put on the counter, and what the cashier pressed for it. */
export type Bill = {
  readonly orderId: OrderId;
  lines: CartLines;
  totalPaise: Paise;
  /** The presses that were answered with a checkout. */
  readonly presses: ChargeRequest[];
  /** Charge was pressed at least once. */
  charged: boolean;
  /** After so many steps the cashier gives up on it. */
  patience: number;
  /** How many looks the cashier waits before the next try by card. */
  waitSteps: number;
};

/** A cart with goods in it. */
export function newBill(world: World): Bill {
  const { random, ids, shelf } = world;
  const orderId = ids.next<OrderId>();
  let lineCount = 0;
  const lines = fillCart(shelf, random, () => lineIdAt(orderId, (lineCount += 1)));
  const totalPaise = totalOf(shelf, lines);
  return {
    orderId,
    lines,
    totalPaise,
    presses: [],
    charged: false,
    patience: 8 + random.below(20),
    waitSteps: 0,
  };
}

/** A press of Charge; nothing of it is sent yet. */
export function pressFor(world: World, bill: Bill, tender: TenderRequest): ChargeRequest {
  const { orderId, lines, totalPaise: expectedTotalPaise } = bill;
  return {
    requestId: world.ids.next<RequestId>(),
    orderId,
    lines: [...lines],
    expectedTotalPaise,
    buyer: null,
    tender,
  };
}

/** What a press brought; null when the till died of it, or a bug was planted into it. */
export type Pressed = ReturnType<Life['sales']['charge']> | null;

/** Presses Charge as the window does. */
export function press(world: World, till: SimTill, life: Life, request: ChargeRequest): Pressed {
  const { tender, orderId, requestId } = request;
  try {
    const pressed = life.sales.charge(request);
    world.note(
      `${till.name} charges order ${orderId} ${tender.kind} ${tender.amountPaise} (press ${requestId}): ${
        pressed.ok ? pressed.value.state : JSON.stringify(pressed.error)
      }`,
    );
    count(world.tally.deeds, `charge: ${pressed.ok ? tender.kind : pressed.error.code}`);
    return life.alive ? pressed : null;
  } catch (thrown) {
    world.note(`${till.name} charges order ${orderId}: threw ${String(thrown)}`);
    if (!String(thrown).includes(PLANTED_BUG)) world.broken(`charge of ${orderId} threw ${String(thrown)}`);
    return null;
  }
}

/** What is on disk as the bill must be what was charged. */
export function checkStoredLines(world: World, life: Life, request: ChargeRequest): void {
  const order = findOrder(life.deps.db, request.orderId);
  if (order === null) return;
  const name = (lines: CartLines): string =>
    lines.map(({ productId, quantityMilli }) => `${productId} ${quantityMilli}`).join();
  const stored = listLines(life.deps.db, order.seq).flatMap(({ lineId, productId, quantityMilli }) =>
    productId === null ? [] : [{ lineId, productId, quantityMilli }],
  );
  if (name(stored) !== name(request.lines)) {
    world.broken(`order ${request.orderId} was charged with other lines than it has`);
  }
}

/** A part of what is due, in whole rupees, or all of it. */
export function tenderAmount(world: World, checkout: Pick<Checkout, 'duePaise'> | null, bill: Bill): Paise {
  const duePaise = checkout?.duePaise ?? bill.totalPaise;
  const split = duePaise >= 200_00 && world.random.chance(0.12);
  return split ? paise(100 * Math.floor(duePaise / 200)) : duePaise;
}
