/** The whole till as the app composes it, without a window. */
import { composeTill, type Till } from '../../../electron/compose.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import type { Product } from '../../../shared/contract/catalogue.ts';
import type { ChargeRequest, TenderRequest } from '../../../shared/contract/sale.ts';
import { priceCart } from '../../../shared/domain/cart.ts';
import { lineIdAt } from '../../../shared/domain/derived-ids.ts';
import type { OrderId, RequestId } from '../../../shared/domain/ids.ts';
import type { Paise } from '../../../shared/domain/money.ts';
import { parseUnit, quantityMilli } from '../../../shared/domain/quantity.ts';
import { must } from '../../support/catalogue.ts';

const absent = { ok: false, error: { code: 'secrets-unavailable' } } as const;

/** Opens a training till on a data folder; `file` is what its dialog chooses, `office` where it sends its orders. */
export function openBenchTill(
  dataFolder: string,
  file: string | null = null,
  office?: { readonly url: string; readonly token: string },
): Promise<Till> {
  const chosen = { fileToken: 'file', fileName: 'products.csv' };
  return composeTill({
    dataFolder,
    what: 'bench',
    appVersion: '0',
    runtime: 'node',
    environment: process.env,
    quit: () => undefined,
    report: () => undefined,
    ...(office === undefined ? {} : { office }),
    workerUrl: (name) => new URL(`../../../electron/workers/${name}.ts`, import.meta.url),
    ports: {
      secrets: {
        status: () => Promise.resolve({ backend: 'none', strength: 'none' }),
        seal: () => Promise.resolve(absent),
        unseal: () => Promise.resolve(absent),
      },
      pdf: { printPdf: () => Promise.reject(new Error('there is no printer')) },
      dialogs: {
        openFile: () => Promise.resolve(file === null ? null : chosen),
        saveFile: () => Promise.resolve(null),
        pathOf: () => file,
      },
    },
  });
}

/** Products of the sample shop that are sold by the piece. */
export async function shelfOf(till: Till): Promise<readonly Product[]> {
  const { products } = must(await till.handlers.searchProducts({ query: 'a', limit: 60 }));
  return products.filter(({ soldBy }) => soldBy === 'piece');
}

/** A bill of five lines, another one each time, charged with the tender that `tenderOf` makes of its total. */
export function billOf(
  shelf: readonly Product[],
  at: number,
  tenderOf: (total: Paise) => TenderRequest,
): ChargeRequest {
  const orderId = systemIds.next<OrderId>();
  const entries = Array.from({ length: 5 }, (_, line) => {
    const product = shelf[(at * 5 + line) % shelf.length];
    if (product === undefined) throw new Error('the shelf is empty');
    return {
      product,
      lineId: lineIdAt(orderId, line + 1),
      quantityMilli: quantityMilli(1000 * (1 + ((at + line) % 3))),
    };
  });
  const lines = entries.map(({ product, lineId, quantityMilli: quantity }) => ({
    lineId,
    productId: product.id,
    quantityMilli: quantity,
  }));
  const priced = must(
    priceCart(
      entries.map(({ product }, line) => ({
        lineId: lineIdAt(orderId, line + 1),
        productId: product.id,
        quantityMilli: entries[line]?.quantityMilli ?? quantityMilli(1000),
        name: product.name,
        hsn: product.hsn,
        unit: parseUnit(product.unit) ?? 'piece',
        unitPricePaise: product.pricePaise,
        mrpPaise: product.mrpPaise,
        gstRateBp: product.gstRateBp,
      })),
      { business: 'regular', supply: 'intra-state' },
    ),
  );
  return {
    requestId: systemIds.next<RequestId>(),
    orderId,
    lines,
    expectedTotalPaise: priced.payablePaise,
    buyer: null,
    tender: tenderOf(priced.payablePaise),
  };
}

/** Cash, counted out exactly. */
export const inCash = (total: Paise): TenderRequest => ({
  kind: 'cash',
  amountPaise: total,
  receivedPaise: total,
});

/** The card, on the terminal. */
export const onTerminal = (total: Paise): TenderRequest => ({ kind: 'card-terminal', amountPaise: total });
