import { create } from 'zustand';
import { cart, checkout } from './till.ts';

type Clearing = { readonly asking: boolean };

/** Whether the person is asked if the bill shall really be cleared. */
export const useClearing = create<Clearing>(() => ({ asking: false }));

/** Asks whether to clear the bill, if there is one that may be changed. */
export function askToClear(): void {
  const { entries, frozen } = cart.getState();
  if (entries.length > 0 && !frozen) useClearing.setState({ asking: true });
}

/** Answers that question. */
export function answerClear(clear: boolean): void {
  useClearing.setState({ asking: false });
  if (clear && !cart.getState().frozen) checkout.getState().nextCustomer();
}
