import { create } from 'zustand';
import type { Product } from '../../shared/contract/catalogue.ts';
import type { PosError } from '../../shared/contract/errors.ts';

/** A product by both its names: the language may change while the sentence stands. */
type Named = Pick<Product, 'name' | 'nameHi'>;

/** One sentence for the person at the till; it stays until the next action, so that nobody misses it by looking away. */
export type Message =
  | { readonly kind: 'added'; readonly product: Named; readonly quantity: string }
  | { readonly kind: 'removed'; readonly product: Named }
  | { readonly kind: 'unknown-barcode'; readonly barcode: string }
  | { readonly kind: 'not-found'; readonly query: string }
  | { readonly kind: 'bill-frozen'; readonly barcode: string }
  | { readonly kind: 'bill-full' }
  | { readonly kind: 'cart-restored'; readonly count: number }
  | { readonly kind: 'cart-restored-partly'; readonly count: number; readonly missing: number }
  | { readonly kind: 'prices-changed' }
  | { readonly kind: 'earlier-bill-paid'; readonly amount: string; readonly invoiceNumber: string }
  | { readonly kind: 'file-saved'; readonly fileName: string }
  | { readonly kind: 'saved' }
  | { readonly kind: 'error'; readonly error: PosError };

type MessageState = { readonly message: Message | null };

export const useMessages = create<MessageState>(() => ({ message: null }));

/** Shows a message in place of the last one. */
export function say(message: Message): void {
  useMessages.setState({ message });
}

/** Shows what went wrong and what to do next. */
export function sayError(error: PosError): void {
  say({ kind: 'error', error });
}

/** Takes the message away: the person went on. */
export function clearMessage(): void {
  if (useMessages.getState().message !== null) useMessages.setState({ message: null });
}
