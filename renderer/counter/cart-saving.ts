import type { PosError } from '../../shared/contract/errors.ts';
import type { SavedCart } from '../../shared/contract/sale.ts';
import type { Result } from '../../shared/domain/result.ts';
import { savedCart, type CartStore } from './cart-store.ts';

/** How long the cart may rest after a change before it is written; a burst of scans is one write. */
const SAVE_AFTER_MS = 150;

export type CartSaving = {
  /** Writes what is not written yet and waits for it. */
  readonly flush: () => Promise<Result<undefined, PosError> | null>;
  readonly stop: () => void;
};

/**
 * Keeps the cart on disk: shortly after each change, and at once when asked. Writes follow each other, so an older cart never
 * overwrites a newer one. `onFailure` hears of a cart that could not be kept.
 */
export function keepCart(
  cart: CartStore,
  save: (cart: SavedCart) => Promise<Result<undefined, PosError>>,
  onFailure: (error: PosError) => void,
): CartSaving {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const write = async (what: () => SavedCart): Promise<Result<undefined, PosError>> => {
    const turn = last.then(async () => save(what()));
    last = turn;
    const reply = await turn;
    if (!reply.ok) onFailure(reply.error);
    return reply;
  };
  const current = (): SavedCart => savedCart(cart.getState());
  const clear = (): boolean => {
    if (timer === null) return false;
    clearTimeout(timer);
    timer = null;
    return true;
  };
  const unsubscribe = cart.subscribe((now, before) => {
    const same = now.entries === before.entries && now.buyer === before.buyer;
    if (same && now.orderId === before.orderId) return;
    clear();
    // A bill that is left (cleared, sold, or set aside while the bank is asked) is in hand no more: it must not come back after a restart.
    const left = before.orderId;
    if (now.orderId !== left && before.entries.length > 0) void write(() => ({ orderId: left, lines: [] }));
    timer = setTimeout(() => {
      timer = null;
      void write(current);
    }, SAVE_AFTER_MS);
  });
  return {
    flush: async () => {
      if (clear()) return write(current);
      await last;
      return null;
    },
    stop: () => {
      clear();
      unsubscribe();
    },
  };
}
