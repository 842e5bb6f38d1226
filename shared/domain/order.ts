import { subtractPaise, sumPaise, paise, type Paise } from './money.ts';
import { assertNever, err, ok, type Result } from './result.ts';

/** The payment status of the seed and of the central API (base contract). */
export const PAYMENT_STATUSES = ['pending', 'processing', 'completed', 'failed', 'refunded'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** The fulfilment status of the seed and of the central API (base contract). */
export const FULFILMENT_STATUSES = ['pending', 'processing', 'shipped', 'delivered', 'cancelled'] as const;
export type FulfilmentStatus = (typeof FULFILMENT_STATUSES)[number];

/** How an order stands at the till. */
export const ORDER_STATES = [
  'open',
  'paying',
  'part-paid',
  'paid',
  'paid-not-completed',
  'abandoned',
  'refunded',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** Where an order may go. A paid order stays paid until all of it was given back; corrections are new rows. */
export const ORDER_TRANSITIONS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  open: ['paying', 'abandoned'],
  paying: ['open', 'part-paid', 'paid', 'paid-not-completed', 'abandoned'],
  'part-paid': ['paying', 'paid', 'paid-not-completed', 'abandoned'],
  paid: ['refunded'],
  // An approval of a part of the bill that was kept alone is a tender once it can be written: then the rest is due.
  'paid-not-completed': ['part-paid', 'paid', 'abandoned'],
  abandoned: [],
  refunded: [],
};

/** Moves an order to another state, or says that it may not go there. Staying where it is changes nothing. */
export function moveOrder(
  from: OrderState,
  to: OrderState,
): Result<
  OrderState,
  { readonly code: 'illegal-order-transition'; readonly from: OrderState; readonly to: OrderState }
> {
  if (from === to || ORDER_TRANSITIONS[from].includes(to)) return ok(to);
  return err({ code: 'illegal-order-transition', from, to });
}

/** The seed's payment status for an order at the till. */
export function paymentStatusOf(state: OrderState): PaymentStatus {
  switch (state) {
    case 'open':
      return 'pending';
    case 'paying':
    case 'part-paid':
    case 'paid-not-completed':
      return 'processing';
    case 'paid':
      return 'completed';
    case 'abandoned':
      return 'failed';
    case 'refunded':
      return 'refunded';
    default:
      return assertNever(state);
  }
}

/** The seed's order status: goods over the counter are delivered the moment the order is paid. */
export function fulfilmentStatusOf(state: OrderState): FulfilmentStatus {
  switch (state) {
    case 'open':
      return 'pending';
    case 'paying':
    case 'part-paid':
    case 'paid-not-completed':
      return 'processing';
    case 'paid':
    case 'refunded':
      return 'delivered';
    case 'abandoned':
      return 'cancelled';
    default:
      return assertNever(state);
  }
}

/** What is paid of a bill and what is left. */
export type Balance = { readonly paidPaise: Paise; readonly duePaise: Paise; readonly isSettled: boolean };

/** Adds tenders up against the payable total. More than the total was never asked for: 'overpaid' stops the sale. */
export function balanceOf(
  payablePaise: Paise,
  tenderPaise: readonly Paise[],
): Result<Balance, { readonly code: 'overpaid'; readonly byPaise: Paise }> {
  const paidPaise = sumPaise(tenderPaise);
  const duePaise = subtractPaise(payablePaise, paidPaise);
  if (duePaise < 0) return err({ code: 'overpaid', byPaise: paise(-duePaise) });
  return ok({ paidPaise, duePaise, isSettled: duePaise === 0 });
}

/** Checks the amount of a next tender: more than nothing and not more than what is left. */
export function checkTenderAmount(
  amountPaise: Paise,
  duePaise: Paise,
): Result<
  Paise,
  { readonly code: 'tender-not-positive' } | { readonly code: 'tender-over-due'; readonly duePaise: Paise }
> {
  if (amountPaise <= 0) return err({ code: 'tender-not-positive' });
  return amountPaise > duePaise ? err({ code: 'tender-over-due', duePaise }) : ok(amountPaise);
}
