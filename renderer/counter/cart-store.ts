import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Product } from '../../shared/contract/catalogue.ts';
import type { Buyer, SavedCart } from '../../shared/contract/sale.ts';
import type { LineId, OrderId } from '../../shared/domain/ids.ts';
import type { QuantityMilli } from '../../shared/domain/quantity.ts';
import type { WindowIds } from '../app/ids.ts';
import { addProduct, stepQuantity, type CartEntry } from './cart-lines.ts';

/** The line taken out last, so that it can be put back where it was. */
export type RemovedLine = { readonly entry: CartEntry; readonly index: number };

export type CartState = {
  /** The cart's id is the order's id. */
  readonly orderId: OrderId;
  readonly entries: readonly CartEntry[];
  /** Who buys, where the bill must or shall say it. */
  readonly buyer: Buyer | null;
  /** The line that + − and Delete act on. */
  readonly selectedLineId: LineId | null;
  readonly removed: RemovedLine | null;
  /** True while a payment of this bill is open: nothing may change then. */
  readonly frozen: boolean;
};

export type CartActions = {
  /** Adds a product (null: one piece). Says whether it is a new line, one more, or refused. */
  readonly add: (product: Product, quantity: QuantityMilli | null) => 'new' | 'more' | 'full' | 'frozen';
  readonly setQuantity: (lineId: LineId, quantity: QuantityMilli) => void;
  readonly step: (lineId: LineId, direction: 1 | -1) => void;
  readonly remove: (lineId: LineId) => void;
  readonly undoRemove: () => void;
  readonly select: (lineId: LineId | null) => void;
  /** Moves the selection by one line; from nowhere it begins at the last line. */
  readonly moveSelection: (direction: 1 | -1) => void;
  readonly freeze: (frozen: boolean) => void;
  readonly setBuyer: (buyer: Buyer | null) => void;
  /** Begins an empty bill under a new id. */
  readonly startNew: () => void;
  /** Gives a saved cart back, with the products that could be found again. */
  readonly restore: (cart: SavedCart, products: readonly Product[]) => void;
  /** Takes the products as they are now, after the catalogue changed. */
  readonly refreshProducts: (products: readonly Product[]) => void;
};

export type CartStore = StoreApi<CartState & CartActions>;

type Set = StoreApi<CartState & CartActions>['setState'];
type Get = StoreApi<CartState & CartActions>['getState'];

function emptyCart(orderId: OrderId): CartState {
  return { orderId, entries: [], buyer: null, selectedLineId: null, removed: null, frozen: false };
}

function lineActions(
  set: Set,
  get: Get,
): Pick<CartActions, 'setQuantity' | 'step' | 'remove' | 'undoRemove'> {
  const setQuantity = (lineId: LineId, quantity: QuantityMilli): void => {
    const { entries, frozen } = get();
    if (frozen) return;
    set({
      entries: entries.map((entry) =>
        entry.lineId === lineId ? { ...entry, quantityMilli: quantity } : entry,
      ),
      selectedLineId: lineId,
    });
  };
  return {
    setQuantity,
    step: (lineId, direction) => {
      const entry = get().entries.find((candidate) => candidate.lineId === lineId);
      const next = entry === undefined ? null : stepQuantity(entry, direction);
      if (next !== null) setQuantity(lineId, next);
    },
    remove: (lineId) => {
      const { entries, frozen } = get();
      const index = entries.findIndex((entry) => entry.lineId === lineId);
      const entry = entries[index];
      if (frozen || entry === undefined) return;
      const left = entries.filter((candidate) => candidate !== entry);
      const near = left[Math.min(index, left.length - 1)] ?? null;
      set({ entries: left, removed: { entry, index }, selectedLineId: near?.lineId ?? null });
    },
    undoRemove: () => {
      const { entries, removed, frozen } = get();
      if (frozen || removed === null) return;
      const back = [...entries.slice(0, removed.index), removed.entry, ...entries.slice(removed.index)];
      set({ entries: back, removed: null, selectedLineId: removed.entry.lineId });
    },
  };
}

function moveSelection(state: CartState, direction: 1 | -1): LineId | null {
  const { entries, selectedLineId } = state;
  const at = entries.findIndex((entry) => entry.lineId === selectedLineId);
  const next = at === -1 ? entries.length - 1 : Math.min(Math.max(at + direction, 0), entries.length - 1);
  return entries[next]?.lineId ?? null;
}

/** Makes the store of the cart in hand. */
export function createCartStore(ids: Pick<WindowIds, 'order' | 'line'>): CartStore {
  return createStore<CartState & CartActions>()((set, get) => ({
    ...emptyCart(ids.order()),
    ...lineActions(set, get),
    add: (product, quantity) => {
      const { entries, frozen } = get();
      if (frozen) return 'frozen';
      const added = addProduct(entries, product, quantity, ids.line);
      if (added.kind === 'full') return 'full';
      set({ entries: added.entries, selectedLineId: added.lineId, removed: null });
      return added.kind;
    },
    select: (selectedLineId) => set({ selectedLineId }),
    moveSelection: (direction) => set((state) => ({ selectedLineId: moveSelection(state, direction) })),
    freeze: (frozen) => set({ frozen }),
    setBuyer: (buyer) => set({ buyer }),
    startNew: () => set(emptyCart(ids.order())),
    restore: (cart, products) => {
      const byId = new Map(products.map((product) => [product.id, product]));
      const entries = cart.lines.flatMap(({ lineId, productId, quantityMilli }) => {
        const product = byId.get(productId);
        return product === undefined ? [] : [{ lineId, product, quantityMilli }];
      });
      set({
        ...emptyCart(cart.orderId),
        buyer: cart.buyer ?? null,
        entries,
        selectedLineId: entries.at(-1)?.lineId ?? null,
      });
    },
    refreshProducts: (products) => {
      const byId = new Map(products.map((product) => [product.id, product]));
      set((state) => ({
        entries: state.entries.map((entry) => ({
          ...entry,
          product: byId.get(entry.product.id) ?? entry.product,
        })),
      }));
    },
  }));
}

/** The cart as it is kept on disk and sent with Charge. */
export function savedCart(state: CartState): SavedCart {
  return {
    orderId: state.orderId,
    lines: state.entries.map(({ lineId, product, quantityMilli }) => ({
      lineId,
      productId: product.id,
      quantityMilli,
    })),
    ...(state.buyer === null ? {} : { buyer: state.buyer }),
  };
}
