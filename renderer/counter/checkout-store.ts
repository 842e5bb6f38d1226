import { createStore } from 'zustand/vanilla';
import type { PosError } from '../../shared/contract/errors.ts';
import { asked } from '../app/pos.ts';
import type { Result } from '../../shared/domain/result.ts';
import { mayGiveUp, phaseOf } from './attempt-facts.ts';
import { chargeWith } from './charge.ts';
import {
  atCart,
  mayAsk,
  mayNameBuyer,
  takeCheckout,
  type CheckoutActions,
  type CheckoutHandle,
  type CheckoutParts,
  type CheckoutState,
  type CheckoutStore,
  type TenderOf,
} from './checkout-state.ts';

/** Asks main for the order in hand and shows it. */
async function look(parts: CheckoutParts, store: CheckoutHandle): Promise<void> {
  const { orderId } = parts.cart.getState();
  const reply = await asked(parts.pos().getCheckout({ orderId }));
  if (reply.ok) takeCheckout(store, parts.cart, reply.value);
}

/** What is asked for and said about the bill, before any of it is charged. */
function askingActions(
  parts: CheckoutParts,
  store: CheckoutHandle,
): Pick<CheckoutActions, 'ask' | 'stopAsking' | 'payPart' | 'backToCart' | 'clearError'> {
  const { cart } = parts;
  const { setState, getState } = store;
  return {
    ask: (what) => {
      const empty = cart.getState().entries.length === 0;
      if (!mayAsk(getState().step, what) || (what !== 'customer' && (empty || parts.payable() === null)))
        return;
      setState({ asking: what, error: null });
    },
    stopAsking: () => setState({ asking: null, givenUp: null, error: null }),
    payPart: (partPaise) => setState({ partPaise, asking: null, error: null }),
    backToCart: () => {
      const { step } = getState();
      if (step.kind === 'following' && phaseOf(step.checkout) !== 'free') return;
      if (step.kind !== 'following' && step.kind !== 'cart') return;
      cart.getState().freeze(false);
      setState(atCart);
    },
    clearError: () => setState({ error: null }),
  };
}

/** What is done about a payment that was begun. */
function attemptActions(
  parts: CheckoutParts,
  store: CheckoutHandle,
): Pick<
  CheckoutActions,
  'cancelAttempt' | 'askAttempt' | 'submitOtp' | 'resendOtp' | 'supersede' | 'resolve' | 'giveUp'
> {
  const { setState } = store;
  const act = async (done: Promise<Result<unknown, PosError>>): Promise<void> => {
    setState({ error: null });
    const reply = await done;
    if (!reply.ok) setState({ error: reply.error });
    await look(parts, store);
  };
  const told = async (done: Promise<Result<unknown, PosError>>): Promise<PosError | null> => {
    const reply = await done;
    await look(parts, store);
    return reply.ok ? null : reply.error;
  };
  return {
    cancelAttempt: async (attemptId) => act(asked(parts.pos().cancelAttempt({ attemptId }))),
    askAttempt: async (attemptId) => act(asked(parts.pos().askAttempt({ attemptId }))),
    submitOtp: async (attemptId, otp) => told(asked(parts.pos().submitOtp({ attemptId, otp }))),
    resendOtp: async (attemptId) => told(asked(parts.pos().resendOtp({ attemptId }))),
    supersede: async (attemptId, manager) =>
      told(asked(parts.pos().supersedeAttempt({ attemptId, manager }))),
    resolve: async (request) => told(asked(parts.pos().resolveAttempt(request))),
    giveUp: async () => {
      const { step } = store.getState();
      if (step.kind !== 'following' || !mayGiveUp(step.checkout)) return;
      setState({ error: null });
      const { orderId } = step.checkout;
      const reply = await asked(parts.pos().abandonOrder({ orderId }));
      if (!reply.ok) {
        setState({ error: reply.error });
        await look(parts, store);
        return;
      }
      if (parts.cart.getState().orderId === orderId) parts.cart.getState().startNew();
      setState({ ...atCart, asking: 'give-up', givenUp: step.checkout });
    },
  };
}

/** Makes the store of the bill's way from lines to receipt. */
export function createCheckoutStore(parts: CheckoutParts): CheckoutStore {
  const { cart } = parts;
  return createStore<CheckoutState & CheckoutActions>()((setState, getState) => {
    const store = { setState, getState };
    // A charge that main stopped because it must know who buys; it goes on once that was said.
    let waiting: (() => Promise<void>) | null = null;
    const charge = async (tenderOf: TenderOf): Promise<void> => {
      waiting = await chargeWith(parts, store, tenderOf);
    };
    return {
      ...atCart,
      ...askingActions(parts, store),
      ...attemptActions(parts, store),
      nameBuyer: async (buyer) => {
        if (!mayNameBuyer(getState().step)) return;
        cart.getState().setBuyer(buyer);
        setState({ asking: null, error: null });
        const goOn = buyer === null ? null : waiting;
        waiting = null;
        await goOn?.();
      },
      charge,
      chargeCard: async () => charge((amountPaise) => ({ kind: 'card-terminal', amountPaise })),
      chargeCash: async (receivedPaise) =>
        charge((amountPaise) => ({ kind: 'cash', amountPaise, receivedPaise })),
      chargeUpi: async () => charge((amountPaise) => ({ kind: 'upi-qr', amountPaise })),
      chargeSlip: async (slip) => charge((amountPaise) => ({ kind: 'card-manual', amountPaise, ...slip })),
      chargeTyped: async (card) => charge((amountPaise) => ({ kind: 'card-keyed', amountPaise, card })),
      refresh: async () => {
        if (getState().step.kind === 'following') await look(parts, store);
      },
      resume: async () => look(parts, store),
      nextCustomer: () => {
        waiting = null;
        cart.getState().startNew();
        setState(atCart);
      },
    };
  });
}
