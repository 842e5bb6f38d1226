/** The whole till as the app opens it, but without a window, and the carts that are filled at it. */
import { composeTill, type Till, type TillOptions } from '../../electron/compose.ts';
import { systemIds } from '../../electron/platform/ids.ts';
import type { Product } from '../../shared/contract/catalogue.ts';
import type { ChargeRequest } from '../../shared/contract/sale.ts';
import { priceCart } from '../../shared/domain/cart.ts';
import { lineIdAt } from '../../shared/domain/derived-ids.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import { parseUnit, quantityMilli } from '../../shared/domain/quantity.ts';
import { must } from './catalogue.ts';
import type { Random } from './seeded-random.ts';

const absent = { ok: false, error: { code: 'secrets-unavailable' } } as const;

/** What of a till without a window a test may choose. */
type WindowlessTill = Pick<TillOptions, 'dataFolder'> &
  Partial<Pick<TillOptions, 'report' | 'clock' | 'environment'>>;

/** Opens the whole till as the app does, with ports that a training till does not need. */
export function openWindowlessTill(given: WindowlessTill): Promise<Till> {
  return composeTill({
    what: 'windowless-till',
    appVersion: '0',
    runtime: 'node',
    environment: process.env,
    quit: () => undefined,
    report: () => undefined,
    ...given,
    workerUrl: (name) => new URL(`../../electron/workers/${name}.ts`, import.meta.url),
    ports: {
      secrets: {
        status: () => Promise.resolve({ backend: 'none', strength: 'none' }),
        seal: () => Promise.resolve(absent),
        unseal: () => Promise.resolve(absent),
      },
      pdf: { printPdf: () => Promise.reject(new Error('there is no printer')) },
      dialogs: {
        openFile: () => Promise.resolve(null),
        saveFile: () => Promise.resolve(null),
        pathOf: () => null,
      },
    },
  });
}

/** A bill before it is charged. */
export type Bill = Pick<ChargeRequest, 'orderId' | 'lines' | 'expectedTotalPaise'>;

/** A cart of one to four products, priced as the screen prices it. */
export function fillCart(random: Random, shelf: readonly Product[]): Bill {
  const products = Array.from({ length: 1 + random.below(4) }, () => random.pick(shelf));
  const orderId = systemIds.next<OrderId>();
  const entries = products.map((product, at) => ({
    product,
    lineId: lineIdAt(orderId, at + 1),
    quantityMilli: quantityMilli(
      product.soldBy === 'weight' ? 50 + random.below(2000) : 1000 * (1 + random.below(5)),
    ),
  }));
  const priced = priceCart(
    entries.map(({ product, ...entry }) => ({
      ...entry,
      productId: product.id,
      name: product.name,
      hsn: product.hsn,
      unit: parseUnit(product.unit) ?? 'piece',
      unitPricePaise: product.pricePaise,
      mrpPaise: product.mrpPaise,
      gstRateBp: product.gstRateBp,
    })),
    { business: 'regular', supply: 'intra-state' },
  );
  return {
    orderId,
    lines: entries.map(({ product, ...entry }) => ({ ...entry, productId: product.id })),
    expectedTotalPaise: must(priced).payablePaise,
  };
}

/** Some products of the till's shop. */
export async function shelfOf(till: Till): Promise<readonly Product[]> {
  const found = await till.handlers.searchProducts({ query: 'a', limit: 30 });
  return must(found).products;
}
