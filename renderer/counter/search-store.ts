import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Product } from '../../shared/contract/catalogue.ts';
import type { PosError } from '../../shared/contract/errors.ts';
import type { Pos } from '../../shared/contract/ipc.ts';
import { asked } from '../app/pos.ts';

const RESULTS_MAX = 20;

export type SearchState = {
  readonly query: string;
  /** The query that `products` answers; differs from `query` while an answer is on its way. */
  readonly answeredQuery: string;
  readonly products: readonly Product[];
  readonly corrected: boolean;
  /** The result that Enter adds. */
  readonly activeIndex: number;
  readonly error: PosError | null;
};

export type SearchActions = {
  readonly setQuery: (query: string) => void;
  readonly move: (direction: 1 | -1) => void;
  readonly clear: () => void;
  /** The product to add for what is typed now, waiting for its answer where it is not there yet; null when there is none. */
  readonly pick: () => Promise<Product | null>;
};

export type SearchStore = StoreApi<SearchState & SearchActions>;

const nothingTyped: SearchState = {
  query: '',
  answeredQuery: '',
  products: [],
  corrected: false,
  activeIndex: 0,
  error: null,
};

/**
 * Search as you type: at most one question is on its way, the newest text is asked next, and an answer to a text
 * that is not in the field any more is dropped, so the list never goes back in time.
 */
export function createSearchStore(ask: Pos['searchProducts']): SearchStore {
  let running: Promise<void> | null = null;
  return createStore<SearchState & SearchActions>()((set, get) => {
    const askUntilCurrent = async (): Promise<void> => {
      while (get().query.trim() !== '' && get().answeredQuery !== get().query) {
        const { query } = get();
        const reply = await asked(ask({ query, limit: RESULTS_MAX }));
        if (get().query !== query) continue;
        set(
          reply.ok
            ? { ...reply.value, answeredQuery: query, activeIndex: 0, error: null }
            : { products: [], answeredQuery: query, error: reply.error },
        );
      }
    };
    const run = async (): Promise<void> => {
      running ??= askUntilCurrent().finally(() => {
        running = null;
      });
      await running;
    };
    return {
      ...nothingTyped,
      setQuery: (query) => {
        if (query.trim() === '') set({ ...nothingTyped, query });
        else set({ query });
        void run();
      },
      move: (direction) =>
        set(({ activeIndex, products }) => ({
          activeIndex: Math.max(0, Math.min(activeIndex + direction, products.length - 1)),
        })),
      clear: () => set(nothingTyped),
      pick: async () => {
        const wanted = get().query;
        while (running !== null) await running;
        const state = get();
        if (state.query !== wanted) return null;
        return state.products[state.activeIndex] ?? null;
      },
    };
  });
}
