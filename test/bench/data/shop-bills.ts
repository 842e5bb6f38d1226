/** Bills of a seeded store's own goods, ready to be charged in cash by the store's unit. */
import Database from 'better-sqlite3';
import { systemClock } from '../../../electron/platform/clock.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import type { ChargeCash } from '../../../electron/store/units/charge-cash.ts';
import { sha256Hex } from '../../../electron/platform/message-signature.ts';
import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import type { OrderId } from '../../../shared/domain/ids.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { nextBill, type SeedProduct } from '../../support/seed/seed-bills.ts';
import { cashOf, momentOf, pressOf } from '../../support/store-fixtures.ts';

const PRODUCTS = `SELECT v.product_id AS productId, v.name, v.name_hi AS nameHi, v.hsn, v.unit, v.category,
  v.price_paise AS pricePaise, v.mrp_paise AS mrpPaise,
  (SELECT rate_bp FROM product_gst_rates r WHERE r.version = v.version) AS rateBp
  FROM product_versions v LEFT JOIN product_sales s ON s.product_id = v.product_id ORDER BY s.times_sold DESC`;

/** The products of a store, what sells best first. */
export function productsBySales(path: string): readonly SeedProduct[] {
  const db = new Database(path, { readonly: true });
  const products = db.prepare<[], SeedProduct>(PRODUCTS).all();
  db.close();
  return products;
}

/** Makes cash sales, another one each time, on one day. */
export function cashSales(
  products: readonly SeedProduct[],
  date: BusinessDate,
  seed: number,
): () => ChargeCash {
  const chance = { random: seededRandom(seed), ids: systemIds, clock: systemClock, go: () => undefined };
  return () => {
    const orderId = systemIds.next<OrderId>();
    const { cart, lines } = nextBill(chance, products, orderId);
    const at = systemClock.now();
    const order = {
      orderId,
      tillCode: 'A1',
      businessDate: date,
      document: cart.document,
      supply: cart.supply,
      placeOfSupply: null,
      grossPaise: cart.grossPaise,
      discountPaise: cart.discountPaise,
      subtotalPaise: cart.taxablePaise,
      taxPaise: cart.taxPaise,
      roundOffPaise: cart.roundOffPaise,
      totalPaise: cart.payablePaise,
      customerId: null,
      buyerName: null,
      buyerPhone: null,
      buyerGstin: null,
      buyerAddress: null,
      personId: null,
      shiftId: null,
      notes: '',
      createdAt: at,
    } as const;
    const outbox: ChargeCash['moment']['outbox'] = (sale) => {
      const payload = JSON.stringify({ form: 1, ...sale });
      const row = { payload, payloadHash: sha256Hex(payload), createdAt: at };
      const about = { aggregate: 'order', aggregateId: sale.order.orderId, kind: 'order-completed' } as const;
      return { outboxId: systemIds.next(), ...about, ...row };
    };
    const moment = momentOf({ at, businessDate: date, outbox });
    return {
      order,
      lines,
      press: pressOf(),
      tender: { ...cashOf(order.totalPaise), businessDate: date },
      moment,
    };
  };
}
