import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PosError } from '../../shared/contract/errors.ts';
import type { Pos } from '../../shared/contract/ipc.ts';
import type { Checkout, TenderRequest } from '../../shared/contract/sale.ts';
import type { AttemptId, OrderId } from '../../shared/domain/ids.ts';
import type { Paise } from '../../shared/domain/money.ts';
import type { Result } from '../../shared/domain/result.ts';
import type { WindowIds } from '../app/ids.ts';
import { asked } from '../app/pos.ts';
import { phaseOf } from './attempt-facts.ts';
import { savedCart, type CartStore } from './cart-store.ts';

/** Where the bill in hand stands. */
export type CheckoutStep =
  | { readonly kind: 'cart' }
  | { readonly kind: 'cash' }
  | { readonly kind: 'starting'; readonly tender: TenderRequest['kind'] }
  | { readonly kind: 'following'; readonly checkout: Checkout }
  | { readonly kind: 'paid'; readonly checkout: Checkout };

export type CheckoutState = { readonly step: CheckoutStep; readonly error: PosError | null };

export type CheckoutActions = {
  readonly openCash: () => void;
  /** Back to the lines, where the payments allow it. */
  readonly backToCart: () => void;
  readonly chargeCard: () => Promise<void>;
  readonly chargeCash: (receivedPaise: Paise) => Promise<void>;
  /** Asks main how the bill in hand stands now. */
  readonly refresh: () => Promise<void>;
  /** Takes the bill in hand up where main says it is: after a restart. */
  readonly resume: () => Promise<void>;
  readonly cancelAttempt: (attemptId: AttemptId) => Promise<void>;
  readonly askAttempt: (attemptId: AttemptId) => Promise<void>;
  /** Starts an empty bill: after a receipt, or beside a payment that is still being asked about. */
  readonly nextCustomer: () => void;
  readonly clearError: () => void;
};

export type CheckoutStore = StoreApi<CheckoutState & CheckoutActions>;

export type CheckoutParts = {
  readonly cart: CartStore;
  readonly pos: () => Pick<Pos, 'charge' | 'getCheckout' | 'cancelAttempt' | 'askAttempt'>;
  /** What the bill in hand comes to; null when it can't be charged. */
  readonly payable: () => Paise | null;
  /** Writes the cart to disk. */
  readonly flush: () => Promise<unknown>;
  readonly newRequestId: WindowIds['request'];
  /** Main's prices differ from ours: ask for them again. */
  readonly onPricesChanged: () => Promise<void>;
};

type Store = StoreApi<CheckoutState & CheckoutActions>;

/** The checkout on screen for this order, if any. */
function shown(step: CheckoutStep, orderId: OrderId): Checkout | null {
  if (step.kind !== 'following' && step.kind !== 'paid') return null;
  return step.checkout.orderId === orderId ? step.checkout : null;
}

/** Shows a checkout of the bill in hand, unless it is older than what is on screen. Says whether main knows a payment of it. */
function take(store: Pick<Store, 'setState' | 'getState'>, cart: CartStore, checkout: Checkout): boolean {
  const { step } = store.getState();
  if (checkout.orderId !== cart.getState().orderId) return false;
  const before = shown(step, checkout.orderId);
  if (before !== null && before.version > checkout.version) return true;
  const phase = phaseOf(checkout);
  if (phase === 'none') return false;
  cart.getState().freeze(true);
  store.setState({ step: { kind: phase === 'paid' ? 'paid' : 'following', checkout } });
  return true;
}

/** True when pressing Charge may start a payment now: never while one is being started or is open. */
function mayCharge(step: CheckoutStep): boolean {
  if (step.kind === 'starting' || step.kind === 'paid') return false;
  if (step.kind !== 'following') return true;
  const { checkout } = step;
  return phaseOf(checkout) === 'free' || checkout.attempts.at(-1)?.actions.includes('new-attempt') === true;
}

/**
 * One press of Charge. Whatever the reply, the screen ends where main says the order is: an error that may hide a payment is followed
 * by a look at the order before anything can be charged again.
 */
async function charge(
  parts: CheckoutParts,
  store: Pick<Store, 'setState' | 'getState'>,
  tenderOf: (amountPaise: Paise) => TenderRequest,
): Promise<void> {
  const { cart } = parts;
  const { step } = store.getState();
  const totalPaise = parts.payable();
  if (!mayCharge(step) || totalPaise === null || cart.getState().entries.length === 0) return;
  const due = step.kind === 'following' ? step.checkout.duePaise : totalPaise;
  const tender = tenderOf(due);
  cart.getState().freeze(true);
  store.setState({ step: { kind: 'starting', tender: tender.kind }, error: null });
  await parts.flush();
  const { orderId, lines } = savedCart(cart.getState());
  const requestId = parts.newRequestId();
  const request = { requestId, orderId, lines, expectedTotalPaise: totalPaise, buyer: null, tender };
  const reply = await asked(parts.pos().charge(request));
  if (reply.ok) {
    take(store, cart, reply.value);
    return;
  }
  store.setState({ error: reply.error });
  const known = await asked(parts.pos().getCheckout({ orderId }));
  if (known.ok && take(store, cart, known.value)) return;
  const back: CheckoutStep = tender.kind === 'cash' ? { kind: 'cash' } : { kind: 'cart' };
  if (reply.error.code === 'total-differs') await parts.onPricesChanged();
  cart.getState().freeze(false);
  store.setState({ step: reply.error.code === 'total-differs' ? { kind: 'cart' } : back });
}

/** Asks main for the order in hand and shows it. */
async function look(parts: CheckoutParts, store: Pick<Store, 'setState' | 'getState'>): Promise<void> {
  const { orderId } = parts.cart.getState();
  const reply = await asked(parts.pos().getCheckout({ orderId }));
  if (reply.ok) take(store, parts.cart, reply.value);
}

/** Makes the store of the bill's way from lines to receipt. */
export function createCheckoutStore(parts: CheckoutParts): CheckoutStore {
  const { cart } = parts;
  return createStore<CheckoutState & CheckoutActions>()((setState, getState) => {
    const store = { setState, getState };
    const act = async (done: Promise<Result<unknown, PosError>>): Promise<void> => {
      setState({ error: null });
      const reply = await done;
      if (!reply.ok) setState({ error: reply.error });
      await look(parts, store);
    };
    return {
      step: { kind: 'cart' },
      error: null,
      openCash: () => {
        if (mayCharge(getState().step) && parts.payable() !== null && cart.getState().entries.length > 0) {
          cart.getState().freeze(false);
          setState({ step: { kind: 'cash' }, error: null });
        }
      },
      backToCart: () => {
        const { step } = getState();
        const free = step.kind === 'cash' || (step.kind === 'following' && phaseOf(step.checkout) === 'free');
        if (!free) return;
        cart.getState().freeze(false);
        setState({ step: { kind: 'cart' }, error: null });
      },
      chargeCard: async () => charge(parts, store, (amountPaise) => ({ kind: 'card-terminal', amountPaise })),
      chargeCash: async (receivedPaise) =>
        charge(parts, store, (amountPaise) => ({ kind: 'cash', amountPaise, receivedPaise })),
      refresh: async () => {
        if (getState().step.kind === 'following') await look(parts, store);
      },
      resume: async () => look(parts, store),
      cancelAttempt: async (attemptId) => act(asked(parts.pos().cancelAttempt({ attemptId }))),
      askAttempt: async (attemptId) => act(asked(parts.pos().askAttempt({ attemptId }))),
      nextCustomer: () => {
        cart.getState().startNew();
        setState({ step: { kind: 'cart' }, error: null });
      },
      clearError: () => setState({ error: null }),
    };
  });
}
