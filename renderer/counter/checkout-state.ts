import type { StoreApi } from 'zustand/vanilla';
import type { PosError } from '../../shared/contract/errors.ts';
import type { Pos } from '../../shared/contract/ipc.ts';
import type { ManagerProof } from '../../shared/contract/people.ts';
import type { Buyer, Checkout, ResolveAttemptRequest, TenderRequest } from '../../shared/contract/sale.ts';
import type { CardDetails } from '../../shared/domain/card-secret.ts';
import type { AttemptId, OrderId } from '../../shared/domain/ids.ts';
import { minPaise, type Paise } from '../../shared/domain/money.ts';
import type { WindowIds } from '../app/ids.ts';
import { mayGiveUp, mayTakeTender, phaseOf } from './attempt-facts.ts';
import type { CartStore } from './cart-store.ts';
import type { Slip } from './slip.ts';

/** Makes the tender for the amount that is to be paid now. */
export type TenderOf = (amountPaise: Paise) => TenderRequest;

/** Where the bill in hand stands. */
export type CheckoutStep =
  | { readonly kind: 'cart' }
  | { readonly kind: 'starting'; readonly tender: TenderRequest['kind']; readonly amountPaise: Paise }
  | { readonly kind: 'following'; readonly checkout: Checkout }
  | { readonly kind: 'paid'; readonly checkout: Checkout };

/** What a dialog over the bill asks for. */
export type Asking = 'cash' | 'slip' | 'card' | 'part' | 'customer' | 'give-up';

export type CheckoutState = {
  readonly step: CheckoutStep;
  readonly asking: Asking | null;
  /** How much the next tender pays, when it is not all that is left. */
  readonly partPaise: Paise | null;
  /** How the last part of the bill in hand was charged, so that the panel speaks of that one. */
  readonly lastTender: TenderRequest['kind'] | null;
  /** The part-paid bill that was just given up, until it was said what goes back how. */
  readonly givenUp: Checkout | null;
  readonly error: PosError | null;
};

export type CheckoutActions = {
  /** Opens a dialog, where the bill allows what it asks for. */
  readonly ask: (what: Asking) => void;
  /** Closes the dialog; nothing is begun. */
  readonly stopAsking: () => void;
  /** Says how much the next tender pays; null is all that is left. */
  readonly payPart: (amountPaise: Paise | null) => void;
  /** Keeps who buys with the bill, and goes on with a charge that waited for it. */
  readonly nameBuyer: (buyer: Buyer | null) => Promise<void>;
  /** Back to the lines, where the payments allow it. */
  readonly backToCart: () => void;
  /** Charges what is to be paid now, with the tender that `tenderOf` makes of the amount. */
  readonly charge: (tenderOf: TenderOf) => Promise<void>;
  readonly chargeCard: () => Promise<void>;
  readonly chargeCash: (receivedPaise: Paise) => Promise<void>;
  readonly chargeUpi: () => Promise<void>;
  readonly chargeSlip: (slip: Slip) => Promise<void>;
  /** Charges a card that was typed in. The store keeps nothing of it. */
  readonly chargeTyped: (card: CardDetails) => Promise<void>;
  /** Sends the customer's one-time password; answers what main said against it, so that it is told where it was typed. */
  readonly submitOtp: (attemptId: AttemptId, otp: string) => Promise<PosError | null>;
  readonly resendOtp: (attemptId: AttemptId) => Promise<PosError | null>;
  /** Asks main how the bill in hand stands now. */
  readonly refresh: () => Promise<void>;
  /** Takes the bill in hand up where main says it is: after a restart. */
  readonly resume: () => Promise<void>;
  readonly cancelAttempt: (attemptId: AttemptId) => Promise<void>;
  readonly askAttempt: (attemptId: AttemptId) => Promise<void>;
  /** A manager takes another way to pay; answers what main said, so that a wrong PIN can be told where it was typed. */
  readonly supersede: (attemptId: AttemptId, manager: ManagerProof) => Promise<PosError | null>;
  /** A manager says how a payment ended; answers as `supersede` does. */
  readonly resolve: (request: ResolveAttemptRequest) => Promise<PosError | null>;
  /** Gives a part-paid bill up: an empty one begins, and `givenUp` says what was taken of the old one. */
  readonly giveUp: () => Promise<void>;
  /** Starts an empty bill: after a receipt, or beside a payment that is still being asked about. */
  readonly nextCustomer: () => void;
  readonly clearError: () => void;
};

export type CheckoutStore = StoreApi<CheckoutState & CheckoutActions>;
export type CheckoutHandle = Pick<CheckoutStore, 'setState' | 'getState'>;

export type CheckoutParts = {
  readonly cart: CartStore;
  readonly pos: () => Pick<
    Pos,
    | 'charge'
    | 'getCheckout'
    | 'cancelAttempt'
    | 'askAttempt'
    | 'submitOtp'
    | 'resendOtp'
    | 'supersedeAttempt'
    | 'resolveAttempt'
    | 'abandonOrder'
  >;
  /** What the bill in hand comes to; null when it can't be charged. */
  readonly payable: () => Paise | null;
  /** Writes the cart to disk. */
  readonly flush: () => Promise<unknown>;
  readonly newRequestId: WindowIds['request'];
  /** Main's prices differ from ours: ask for them again. */
  readonly onPricesChanged: () => Promise<void>;
};

/** An empty screen of a bill that nobody charged yet. */
export const atCart = {
  step: { kind: 'cart' },
  asking: null,
  partPaise: null,
  lastTender: null,
  givenUp: null,
  error: null,
} as const;

/** The checkout on screen for this order, if any. */
function shown(step: CheckoutStep, orderId: OrderId): Checkout | null {
  if (step.kind !== 'following' && step.kind !== 'paid') return null;
  return step.checkout.orderId === orderId ? step.checkout : null;
}

/** Shows a checkout of the bill in hand, unless it is older than what is on screen. Says whether main knows a payment of it. */
export function takeCheckout(store: CheckoutHandle, cart: CartStore, checkout: Checkout): boolean {
  const { step } = store.getState();
  if (checkout.orderId !== cart.getState().orderId) return false;
  const before = shown(step, checkout.orderId);
  if (before !== null && before.version > checkout.version) return true;
  const phase = phaseOf(checkout);
  if (phase === 'none') return false;
  if (phase === 'over') {
    cart.getState().startNew();
    store.setState(atCart);
    return true;
  }
  cart.getState().freeze(true);
  if (phase === 'paid') store.setState({ step: { kind: 'paid', checkout }, asking: null, partPaise: null });
  else store.setState({ step: { kind: 'following', checkout } });
  return true;
}

/** True when pressing Charge may start a payment now: never while one is being started or is open. */
export function mayCharge(step: CheckoutStep): boolean {
  if (step.kind === 'starting' || step.kind === 'paid') return false;
  return step.kind === 'cart' || mayTakeTender(step.checkout);
}

/** True when who buys can still be changed: not once a part of the bill is paid or on its way. */
export function mayNameBuyer(step: CheckoutStep): boolean {
  return step.kind === 'cart' || (step.kind === 'following' && phaseOf(step.checkout) === 'free');
}

/** True when a dialog of this kind may be opened now. */
export function mayAsk(step: CheckoutStep, what: Asking): boolean {
  if (what === 'customer') return mayNameBuyer(step);
  if (what === 'give-up') return step.kind === 'following' && mayGiveUp(step.checkout);
  return mayCharge(step);
}

/** What is to be paid in all, what is left of it, and what the next tender pays. */
export type Due = { readonly totalPaise: Paise; readonly leftPaise: Paise; readonly nowPaise: Paise };

/** What is due of the bill on screen; `payable` is what the lines come to while no payment was begun. */
export function dueOf(state: Pick<CheckoutState, 'step' | 'partPaise'>, payable: Paise): Due {
  const { step, partPaise } = state;
  if (step.kind === 'starting') {
    return { totalPaise: payable, leftPaise: step.amountPaise, nowPaise: step.amountPaise };
  }
  const known = step.kind === 'following' ? step.checkout : null;
  const leftPaise = known?.duePaise ?? payable;
  return {
    totalPaise: known?.totalPaise ?? payable,
    leftPaise,
    nowPaise: partPaise === null ? leftPaise : minPaise(partPaise, leftPaise),
  };
}
