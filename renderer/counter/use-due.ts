import { useStore } from 'zustand';
import { ZERO_PAISE } from '../../shared/domain/money.ts';
import { useSnapshot } from '../app/session.ts';
import { priceEntries } from './cart-lines.ts';
import { dueOf, type Due } from './checkout-state.ts';
import { cart, checkout } from './till.ts';

/** What is due of the bill on screen, kept up to date. */
export function useDue(): Due {
  const scheme = useSnapshot()?.shop.gstScheme ?? 'regular';
  const entries = useStore(cart, (state) => state.entries);
  const step = useStore(checkout, (state) => state.step);
  const partPaise = useStore(checkout, (state) => state.partPaise);
  const priced = priceEntries(entries, scheme);
  return dueOf({ step, partPaise }, priced.ok ? priced.value.payablePaise : ZERO_PAISE);
}
