import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PosError } from '../../shared/contract/errors.ts';
import type { Pos } from '../../shared/contract/ipc.ts';
import type { OrderLine } from '../../shared/contract/orders.ts';
import type { RefundQuote, RefundView } from '../../shared/contract/refunds.ts';
import type { LineId, OrderId, RefundId } from '../../shared/domain/ids.ts';
import type { QuantityMilli } from '../../shared/domain/quantity.ts';
import { asked } from '../app/pos.ts';
import {
  choose,
  linesOf,
  needsManager,
  stepBy,
  wholeOf,
  type Choice,
  type Returnable,
} from './refund-choice.ts';

export type RefundStep = 'opening' | 'nothing-left' | 'choose' | 'confirm' | 'sending' | 'sent';

export type ReturnState = {
  readonly step: RefundStep;
  readonly returnable: Returnable;
  readonly choice: Choice;
  /** What the choice gives back; null while nothing is chosen or main refuses it. */
  readonly quote: RefundQuote | null;
  /** True while the quote on screen is of an earlier choice. */
  readonly quoting: boolean;
  readonly to: 'instrument' | 'cash';
  readonly reason: string;
  readonly restock: boolean;
  /** Names one opening of the confirmation: however often its button is pressed, it gives back once. */
  readonly refundId: RefundId | null;
  /** True when a manager's PIN is asked for. */
  readonly withManager: boolean;
  /** All refunds of the order, once this one is begun. */
  readonly refunds: readonly RefundView[] | null;
  readonly error: PosError | null;
};

export type ReturnActions = {
  /** Asks what can come back. */
  readonly open: () => Promise<void>;
  readonly set: (lineId: LineId, quantity: QuantityMilli) => Promise<void>;
  readonly oneStep: (line: OrderLine, direction: 1 | -1) => Promise<void>;
  readonly all: () => Promise<void>;
  readonly none: () => Promise<void>;
  readonly say: (change: Partial<Pick<ReturnState, 'to' | 'reason' | 'restock'>>) => void;
  /** From the choice to its confirmation, under a new id. */
  readonly confirm: () => void;
  readonly back: () => void;
  /** Gives back. A second press while the first is under way does nothing. */
  readonly send: (pin: string | null) => Promise<void>;
};

export type ReturnStore = StoreApi<ReturnState & ReturnActions>;

export type ReturnParts = {
  readonly orderId: OrderId;
  readonly pos: () => Pick<Pos, 'quoteRefund' | 'refundOrder'>;
  readonly newRefundId: () => RefundId;
};

type Handle = Pick<ReturnStore, 'setState' | 'getState'>;

/** The shortest reason that is written down. */
export const REASON_LENGTH_MIN = 3;

/** True when everything is there that a confirmation needs. */
export function mayConfirm({ quote, quoting, reason, choice }: ReturnState): boolean {
  return quote !== null && !quoting && choice.size > 0 && reason.trim().length >= REASON_LENGTH_MIN;
}

/**
 * True when another choice may be made. After a call that broke on the way nobody knows whether it was begun: it may only be sent again, under
 * its own id.
 */
export function mayGoBack({ step, error }: ReturnState): boolean {
  return step === 'confirm' && error?.code !== 'internal';
}

/** The choosing half: every change asks main what it would give back; only the answer to the last one counts. */
function choosing(
  parts: ReturnParts,
  { setState, getState }: Handle,
): Omit<ReturnActions, 'confirm' | 'back' | 'send'> {
  let latest = 0;
  const quote = async (choice: Choice): Promise<void> => {
    latest += 1;
    const mine = latest;
    if (choice.size === 0) {
      setState({ choice, quote: null, quoting: false, error: null });
      return;
    }
    setState({ choice, quoting: true, error: null });
    const lines = linesOf(choice, getState().returnable);
    const reply = await asked(parts.pos().quoteRefund({ orderId: parts.orderId, lines }));
    if (mine !== latest) return;
    if (reply.ok) setState({ quote: reply.value, quoting: false });
    else setState({ quote: null, quoting: false, error: reply.error });
  };
  return {
    open: async () => {
      const reply = await asked(parts.pos().quoteRefund({ orderId: parts.orderId, lines: null }));
      if (!reply.ok) {
        const empty = reply.error.code === 'refund-empty';
        setState({ step: empty ? 'nothing-left' : 'choose', error: empty ? null : reply.error });
        return;
      }
      const returnable = new Map(
        reply.value.returnable.map(({ lineId, quantityMilli }) => [lineId, quantityMilli]),
      );
      setState({ step: 'choose', returnable, error: null });
    },
    set: async (lineId, quantity) => {
      const { choice, returnable } = getState();
      await quote(choose(choice, returnable, lineId, quantity));
    },
    oneStep: async (line, direction) => {
      const { choice, returnable } = getState();
      await quote(stepBy(choice, returnable, line, direction));
    },
    all: async () => quote(wholeOf(getState().returnable)),
    none: async () => quote(new Map()),
    say: (change) => setState(change),
  };
}

/** The confirming half. */
function confirming(
  parts: ReturnParts,
  { setState, getState }: Handle,
): Pick<ReturnActions, 'confirm' | 'back' | 'send'> {
  const refused = (error: PosError): void => {
    setState({ step: 'confirm', error, withManager: getState().withManager || isForManager(error) });
  };
  const quoteAgain = async (error: PosError): Promise<void> => {
    const { choice, returnable } = getState();
    const lines = linesOf(choice, returnable);
    const reply = await asked(parts.pos().quoteRefund({ orderId: parts.orderId, lines }));
    setState({ step: 'choose', quote: reply.ok ? reply.value : null, error });
  };
  return {
    confirm: () => {
      const state = getState();
      if (state.step !== 'choose' || !mayConfirm(state) || state.quote === null) return;
      const withManager = needsManager(state.quote, state.to);
      setState({ step: 'confirm', refundId: parts.newRefundId(), withManager, error: null });
    },
    back: () => {
      if (mayGoBack(getState())) setState({ step: 'choose', error: null });
    },
    send: async (pin) => {
      const { step, refundId, quote, choice, returnable, to, reason, restock, withManager } = getState();
      if (step !== 'confirm' || refundId === null || quote === null) return;
      if (withManager && pin === null) return;
      setState({ step: 'sending', error: null });
      const reply = await asked(
        parts.pos().refundOrder({
          refundId,
          orderId: parts.orderId,
          lines: linesOf(choice, returnable),
          expectedPaybackPaise: quote.paybackPaise,
          to,
          reason: reason.trim(),
          restock,
          manager: pin === null ? null : { pin },
        }),
      );
      if (reply.ok) setState({ step: 'sent', refunds: reply.value.refunds });
      else if (reply.error.code === 'refund-amount-differs') await quoteAgain(reply.error);
      else refused(reply.error);
    },
  };
}

function isForManager(error: PosError): boolean {
  return error.code === 'manager-needed' || error.code === 'manager-pin-wrong';
}

/** Makes the store of one return; a new one for each opening of its dialog. */
export function createReturnStore(parts: ReturnParts): ReturnStore {
  return createStore<ReturnState & ReturnActions>()((setState, getState) => ({
    step: 'opening',
    returnable: new Map(),
    choice: new Map(),
    quote: null,
    quoting: false,
    to: 'instrument',
    reason: '',
    restock: true,
    refundId: null,
    withManager: false,
    refunds: null,
    error: null,
    ...choosing(parts, { setState, getState }),
    ...confirming(parts, { setState, getState }),
  }));
}
