import type { ChargeRequest, TenderRequest } from '../../shared/contract/sale.ts';
import { lineIdAt } from '../../shared/domain/derived-ids.ts';
import { asked } from '../app/pos.ts';
import { savedCart } from './cart-store.ts';
import {
  dueOf,
  mayCharge,
  takeCheckout,
  type CheckoutHandle,
  type CheckoutParts,
  type CheckoutState,
  type CheckoutStep,
  type TenderOf,
} from './checkout-state.ts';

/** The dialog that a refused tender goes back to, so that what was typed wrong can be typed again. */
function dialogOf(tender: TenderRequest['kind']): CheckoutState['asking'] {
  if (tender === 'cash') return 'cash';
  if (tender === 'card-keyed') return 'card';
  return tender === 'card-manual' ? 'slip' : null;
}

/** Puts the screen back where it was before a charge that main refused. */
function putBack(parts: CheckoutParts, store: CheckoutHandle, before: CheckoutStep): void {
  const { step } = store.getState();
  if (step.kind !== 'starting') return;
  const back: CheckoutStep = before.kind === 'following' ? before : { kind: 'cart' };
  parts.cart.getState().freeze(back.kind === 'following');
  store.setState({ step: back });
}

/**
 * One press of Charge. Whatever the reply, the screen ends where main says the order is: an error that may hide a payment is followed
 * by a look at the order before anything can be charged again. Answers how the charge goes on once it is said who buys, when main must
 * know that first (Rule 46), else null.
 */
export async function chargeWith(
  parts: CheckoutParts,
  store: CheckoutHandle,
  tenderOf: TenderOf,
): Promise<(() => Promise<void>) | null> {
  const { cart } = parts;
  const { step: before, partPaise, asking } = store.getState();
  const payable = before.kind === 'following' ? before.checkout.totalPaise : parts.payable();
  if (!mayCharge(before) || payable === null || cart.getState().entries.length === 0) return null;
  const due = dueOf({ step: before, partPaise }, payable);
  const tender = tenderOf(due.nowPaise);
  cart.getState().freeze(true);
  store.setState({
    step: { kind: 'starting', tender: tender.kind, amountPaise: tender.amountPaise },
    // The dialog of a typed card is gone with what was typed.
    asking: asking === dialogOf(tender.kind) && tender.kind !== 'card-keyed' ? asking : null,
    error: null,
  });
  await parts.flush();
  const { orderId, lines } = savedCart(cart.getState());
  const { buyer } = cart.getState();
  const request: ChargeRequest = {
    requestId: parts.newRequestId(),
    orderId,
    // In the cart a line keeps its id while others come and go; on the bill its id follows from its place (shared/domain/derived-ids.ts).
    lines: lines.map((line, index) => ({ ...line, lineId: lineIdAt(orderId, index + 1) })),
    expectedTotalPaise: due.totalPaise,
    buyer,
    tender,
  };
  const reply = await asked(parts.pos().charge(request));
  if (reply.ok) {
    store.setState({ partPaise: null, lastTender: tender.kind, asking: null });
    takeCheckout(store, cart, reply.value);
    return null;
  }
  const { code } = reply.error;
  const known = await asked(parts.pos().getCheckout({ orderId }));
  const isKnown = known.ok && takeCheckout(store, cart, known.value);
  if (!isKnown) putBack(parts, store, before);
  if (store.getState().step.kind === 'paid') return null;
  if (code === 'total-differs') await parts.onPricesChanged();
  const needsBuyer = code === 'customer-required' || code === 'buyer-incomplete';
  store.setState({
    error: reply.error,
    asking: needsBuyer ? 'customer' : code === 'total-differs' ? null : dialogOf(tender.kind),
  });
  // A typed card waits nowhere: it is typed again once it is said who buys.
  if (!needsBuyer || tender.kind === 'card-keyed') return null;
  return async () => {
    await chargeWith(parts, store, tenderOf);
  };
}
