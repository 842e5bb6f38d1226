import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PosError } from '../../shared/contract/errors.ts';
import type { Pos } from '../../shared/contract/ipc.ts';
import type { ListedOrder } from '../../shared/contract/orders.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import { asked } from '../app/pos.ts';

const PAGE = 100;

export type OrdersState = {
  readonly query: string;
  readonly rows: readonly ListedOrder[];
  /** The keyset of the next page; null when all are here. */
  readonly nextBeforeSeq: number | null;
  /** True once the first answer has come. */
  readonly loaded: boolean;
  readonly error: PosError | null;
  readonly chosenId: OrderId | null;
};

export type OrdersActions = {
  readonly search: (query: string) => Promise<void>;
  /** Asks for the page after the last row, unless it is on its way or there is none. */
  readonly more: () => Promise<void>;
  /** Takes up what changed: asks for the first page again and joins it to the rows that are here. */
  readonly refresh: () => Promise<void>;
  readonly choose: (orderId: OrderId | null) => void;
  readonly move: (direction: 1 | -1) => void;
};

export type OrdersStore = StoreApi<OrdersState & OrdersActions>;

/** Puts a fresh first page before the older rows that are here already; every order once, newest first. */
export function joinFirstPage(
  first: readonly ListedOrder[],
  rows: readonly ListedOrder[],
): readonly ListedOrder[] {
  const last = first.at(-1);
  if (last === undefined) return [];
  return [...first, ...rows.filter((row) => row.seq < last.seq)];
}

type Set = OrdersStore['setState'];
type Get = OrdersStore['getState'];

function pagingActions(ask: Pos['listOrders'], set: Set, get: Get): Omit<OrdersActions, 'choose' | 'move'> {
  let latest = 0;
  let pageUnderWay = false;
  const firstPage = async (query: string, join: boolean): Promise<void> => {
    latest += 1;
    const mine = latest;
    const reply = await asked(ask({ query: query.trim(), beforeSeq: null, limit: PAGE }));
    if (mine !== latest) return;
    if (!reply.ok) {
      set({ error: reply.error, loaded: true });
      return;
    }
    const { orders, nextBeforeSeq } = reply.value;
    const rows = join ? joinFirstPage(orders, get().rows) : orders;
    const keepsOlder = join && rows.length > orders.length;
    set({
      rows,
      nextBeforeSeq: keepsOlder ? get().nextBeforeSeq : nextBeforeSeq,
      loaded: true,
      error: null,
    });
  };
  return {
    search: async (query) => {
      set({ query });
      await firstPage(query, false);
    },
    refresh: async () => firstPage(get().query, true),
    more: async () => {
      const { nextBeforeSeq, query } = get();
      if (nextBeforeSeq === null || pageUnderWay) return;
      pageUnderWay = true;
      const reply = await asked(ask({ query: query.trim(), beforeSeq: nextBeforeSeq, limit: PAGE }));
      pageUnderWay = false;
      if (get().query !== query || get().nextBeforeSeq !== nextBeforeSeq) return;
      if (!reply.ok) set({ error: reply.error });
      else {
        set({ rows: [...get().rows, ...reply.value.orders], nextBeforeSeq: reply.value.nextBeforeSeq });
      }
    },
  };
}

/** Makes the store of the list of orders. */
export function createOrdersStore(ask: Pos['listOrders']): OrdersStore {
  return createStore<OrdersState & OrdersActions>()((set, get) => ({
    query: '',
    rows: [],
    nextBeforeSeq: null,
    loaded: false,
    error: null,
    chosenId: null,
    ...pagingActions(ask, set, get),
    choose: (chosenId) => set({ chosenId }),
    move: (direction) => {
      const { rows, chosenId } = get();
      const at = rows.findIndex((row) => row.orderId === chosenId);
      const next = at === -1 ? 0 : Math.max(0, Math.min(at + direction, rows.length - 1));
      set({ chosenId: rows[next]?.orderId ?? null });
    },
  }));
}
