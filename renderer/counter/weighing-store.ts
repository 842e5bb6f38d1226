import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Product } from '../../shared/contract/catalogue.ts';

export type WeighingState = {
  /** The product whose weight is asked for; null when none is. */
  readonly product: Product | null;
  readonly ask: (product: Product) => void;
  readonly close: () => void;
};

/** Makes the store that says which product is on the scale. */
export function createWeighing(): StoreApi<WeighingState> {
  return createStore<WeighingState>()((set) => ({
    product: null,
    ask: (product) => set({ product }),
    close: () => set({ product: null }),
  }));
}
