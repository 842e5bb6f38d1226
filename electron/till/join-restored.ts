import type { Shop } from '../../shared/contract/till.ts';
import { createRestoredDesk, type RestoredDesk } from '../backup/index.ts';
import type { Gateway } from '../gateway/index.ts';
import type { Store } from '../store/connection.ts';
import type { Sync } from '../sync/index.ts';
import type { Managed } from './join-managed.ts';
import type { ShopEnvironment } from './open-shop.ts';

/** What the desk of a till that was put back is joined of. */
export type RestoredParts = ShopEnvironment &
  Managed & {
    readonly store: Pick<Store, 'writer'>;
    readonly gateway: { readonly current: Gateway | null };
    readonly shop: () => Shop;
    readonly sync: Pick<Sync, 'readBack'>;
  };

/** Joins the desk: it asks the gateway day by day, as the day's comparison does. */
export function joinRestored(parts: RestoredParts): RestoredDesk {
  const { store, gateway, shifts, people, shop, clock, emit, report } = parts;
  return createRestoredDesk({
    db: store.writer,
    gateway: () => gateway.current,
    askDay: (date) => shifts.reconcileDate(date),
    elsewhere: { readBack: (wish, onPart) => parts.sync.readBack(wish, onPart) },
    people,
    shop,
    clock,
    emit,
    report,
  });
}
