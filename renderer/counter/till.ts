import type { Product } from '../../shared/contract/catalogue.ts';
import type { LineId } from '../../shared/domain/ids.ts';
import { formatRupees } from '../../shared/domain/money.ts';
import type { Paise } from '../../shared/domain/money.ts';
import { formatQuantity, ONE, quantityMilli } from '../../shared/domain/quantity.ts';
import type { QuantityMilli } from '../../shared/domain/quantity.ts';
import { windowIds } from '../app/ids.ts';
import { clearMessage, say, sayError } from '../app/messages.ts';
import { asked, pos } from '../app/pos.ts';
import { useSession } from '../app/session.ts';
import { needsWeight, priceEntries, unitOf } from './cart-lines.ts';
import { keepCart, type CartSaving } from './cart-saving.ts';
import { createCartStore } from './cart-store.ts';
import { createCheckoutStore } from './checkout-store.ts';
import { phaseOf } from './attempt-facts.ts';
import { createSearchStore } from './search-store.ts';
import { createTurns } from './turns.ts';
import { createWeighing } from './weighing-store.ts';

/** The cart in hand. */
export const cart = createCartStore(windowIds);
/** The search under the scan field. */
export const search = createSearchStore(async (request) => pos().searchProducts(request));
/** What is being weighed, if anything. */
export const weighing = createWeighing();

let saving: CartSaving | null = null;

/** Begins to keep the cart on disk; call it once the saved cart was given back. */
export function startKeepingCart(): void {
  saving ??= keepCart(cart, async (saved) => pos().saveCart(saved), sayError);
}

/** What the bill in hand comes to; null when it can't be priced. */
function payable(): Paise | null {
  const { view } = useSession.getState();
  if (view.kind !== 'ready') return null;
  const priced = priceEntries(cart.getState().entries, view.snapshot.shop.gstScheme);
  return priced.ok ? priced.value.payablePaise : null;
}

/** Asks for the products of the cart as they are now, so that a changed price is seen before it is charged. Says whether one changed. */
async function refreshPrices(): Promise<boolean> {
  const productIds = [...new Set(cart.getState().entries.map((entry) => entry.product.id))];
  if (productIds.length === 0) return false;
  const reply = await asked(pos().getProducts({ productIds }));
  if (!reply.ok) return false;
  const now = new Map(reply.value.products.map((product) => [product.id, product.pricePaise]));
  const changed = cart
    .getState()
    .entries.some(({ product }) => (now.get(product.id) ?? product.pricePaise) !== product.pricePaise);
  cart.getState().refreshProducts(reply.value.products);
  return changed;
}

/** The bill's way from lines to receipt. */
export const checkout = createCheckoutStore({
  cart,
  pos,
  payable,
  flush: async () => {
    clearMessage();
    return saving?.flush();
  },
  newRequestId: windowIds.request,
  onPricesChanged: async () => {
    await refreshPrices();
    say({ kind: 'prices-changed' });
  },
});

/** A refusal of the last charge is out of date as soon as the bill changes. */
cart.subscribe((now, before) => {
  if (now.entries !== before.entries && checkout.getState().error !== null) checkout.getState().clearError();
});

/** Adds a product and says so; what is weighed and has no weight yet is asked for first. */
export function addToBill(product: Product, quantity: QuantityMilli | null): void {
  if (needsWeight(product) && quantity === null) {
    weighing.getState().ask(product);
    return;
  }
  const done = cart.getState().add(product, quantity);
  if (done === 'full') say({ kind: 'bill-full' });
  if (done === 'frozen') say({ kind: 'bill-frozen', barcode: product.name });
  if (done !== 'new' && done !== 'more') return;
  const entry = cart.getState().entries.find((candidate) => candidate.product.id === product.id);
  const amount = formatQuantity(entry?.quantityMilli ?? quantity ?? ONE, unitOf(product), { label: true });
  say({ kind: 'added', product, quantity: amount });
}

/** Makes the bill ready for another item; false while a payment of it is open. */
function readyForItem(): boolean {
  const { step } = checkout.getState();
  if (step.kind === 'paid') checkout.getState().nextCustomer();
  if (step.kind === 'following' && phaseOf(step.checkout) === 'free') checkout.getState().backToCart();
  return !cart.getState().frozen;
}

async function addScanned(barcode: string): Promise<void> {
  if (!readyForItem()) {
    say({ kind: 'bill-frozen', barcode });
    return;
  }
  const reply = await asked(pos().findByBarcode({ barcode }));
  if (!reply.ok) sayError(reply.error);
  else if (reply.value.product === null) say({ kind: 'unknown-barcode', barcode });
  else {
    const { product, quantityMilli: onLabel } = reply.value;
    addToBill(product, onLabel === null ? null : quantityMilli(onLabel));
  }
}

/** What is being looked up for the bill, one after the other. */
const additions = createTurns();

/** Looks something up and adds it, after what was asked for before it. */
export async function addInTurn(work: () => Promise<void>): Promise<void> {
  await additions.take(work);
}

/** Does it once all that was scanned or chosen before is on the bill: at once, unless something is being looked up. */
export function afterAdditions(act: () => void): void {
  additions.after(() => {
    // What is weighed asks how much first; the key that came meanwhile was meant for a whole bill.
    if (weighing.getState().product === null) act();
  });
}

/** A scanned code: looked up and added in the order the codes were read, however fast they come. */
export async function takeScan(barcode: string): Promise<void> {
  clearMessage();
  await addInTurn(async () => addScanned(barcode));
}

/** Takes a line out of the bill and offers to put it back. */
export function removeLine(lineId: LineId): void {
  const entry = cart.getState().entries.find((candidate) => candidate.lineId === lineId);
  if (entry === undefined || cart.getState().frozen) return;
  cart.getState().remove(lineId);
  say({ kind: 'removed', product: entry.product });
}

/** True when a notice of main says already that the cart is back. */
function toldByNotice(): boolean {
  const { view } = useSession.getState();
  return view.kind === 'ready' && view.snapshot.notices.some(({ code }) => code === 'cart-restored');
}

/** Gives the saved cart back after a start, and takes up a payment of it that was open. */
export async function restoreSavedCart(): Promise<void> {
  const { view } = useSession.getState();
  const saved = view.kind === 'ready' ? view.snapshot.cart : null;
  if (saved !== null && saved.lines.length > 0) {
    const productIds = [...new Set(saved.lines.map((line) => line.productId))];
    const reply = await asked(pos().getProducts({ productIds }));
    if (!reply.ok) {
      sayError(reply.error);
      startKeepingCart();
      return;
    }
    cart.getState().restore(saved, reply.value.products);
    const count = cart.getState().entries.length;
    const missing = saved.lines.length - count;
    if (missing > 0) say({ kind: 'cart-restored-partly', count, missing });
    else if (!toldByNotice()) say({ kind: 'cart-restored', count });
    await checkout.getState().resume();
    const { step } = checkout.getState();
    if (step.kind === 'paid') sayPaidBefore(step.checkout.totalPaise, step.checkout.invoiceNumber);
  }
  startKeepingCart();
}

function sayPaidBefore(totalPaise: Paise, invoiceNumber: string | null): void {
  say({ kind: 'earlier-bill-paid', amount: formatRupees(totalPaise), invoiceNumber: invoiceNumber ?? '–' });
}

/** Hears that prices or products changed while a bill is in hand; says so when it was one of the bill's, because the customer may know the old total. */
export async function onCatalogueChanged(): Promise<void> {
  if (!cart.getState().frozen && (await refreshPrices())) say({ kind: 'prices-changed' });
}
