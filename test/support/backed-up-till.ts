/** A whole training till without a window, whose files a test puts aside, damages and restores. */
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { composeTill, type Till, type TillOptions } from '../../electron/compose.ts';
import { systemIds } from '../../electron/platform/ids.ts';
import type { Channel } from '../../shared/contract/channels.ts';
import { ipcContract, type Reply, type Request } from '../../shared/contract/ipc.ts';
import type { PosError } from '../../shared/contract/errors.ts';
import type { LineId, OrderId, RequestId } from '../../shared/domain/ids.ts';
import { priceCart } from '../../shared/domain/cart.ts';
import { parseUnit, quantityMilli } from '../../shared/domain/quantity.ts';
import type { Result } from '../../shared/domain/result.ts';
import { must } from './catalogue.ts';

/** A till and its channels. */
export type BackedUpTill = {
  readonly till: Till;
  readonly storePath: string;
  /** Calls a channel as the window does. */
  readonly ask: <C extends Channel>(channel: C, request: Request<C>) => Promise<Result<Reply<C>, PosError>>;
  /** The same, and it must succeed with what the contract says. */
  readonly call: <C extends Channel>(channel: C, request: Request<C>) => Promise<Reply<C>>;
  /** Sells one product for cash; the number of its bill. */
  readonly sellCash: () => Promise<string>;
  /** Sells one product by card at the training terminal. */
  readonly sellByCard: () => Promise<string>;
  readonly close: () => Promise<void>;
};

/** Secrets that are kept well: sealed is written backwards. */
const secrets = {
  status: () => Promise.resolve({ backend: 'test', strength: 'key-store' as const }),
  seal: (secret: string) => Promise.resolve({ ok: true as const, value: Buffer.from(secret).toReversed() }),
  unseal: (sealed: Uint8Array) =>
    Promise.resolve({ ok: true as const, value: Buffer.from(sealed.toReversed()).toString() }),
};

function compose(
  folder: string,
  installation: string,
  chosen: { path: string | null },
  more: Pick<TillOptions, 'firstLookMs'>,
): Promise<Till> {
  const choice = (): Promise<{ fileToken: string; fileName: string } | null> =>
    Promise.resolve(chosen.path === null ? null : { fileToken: 'chosen', fileName: 'chosen' });
  return composeTill({
    ...more,
    dataFolder: folder,
    what: 'test',
    appVersion: '0',
    runtime: 'node',
    environment: { ...process.env, GALLA_INSTALLATION_DIR: installation },
    quit: () => undefined,
    report: () => undefined,
    workerUrl: (name) => new URL(`../../electron/workers/${name}.ts`, import.meta.url),
    ports: {
      secrets,
      pdf: { printPdf: () => Promise.reject(new Error('there is no printer')) },
      dialogs: {
        openFile: choice,
        openFolder: choice,
        saveFile: () => Promise.resolve(null),
        pathOf: () => chosen.path,
      },
    },
  });
}

/** Opens the till of a folder, for training unless its configuration says otherwise. `chosen` is what the system's dialogs answer. */
export async function openBackedUpTill(
  folder: string,
  installation: string,
  chosen: { path: string | null } = { path: null },
  more: Pick<TillOptions, 'firstLookMs'> = {},
): Promise<BackedUpTill> {
  const till = await compose(folder, installation, chosen, more);
  const ask = async <C extends Channel>(
    channel: C,
    request: Request<C>,
  ): Promise<Result<Reply<C>, PosError>> => {
    const handler: (request: Request<C>) => unknown = till.handlers[channel];
    return (await handler(request)) as Result<Reply<C>, PosError>;
  };
  const call = async <C extends Channel>(channel: C, request: Request<C>): Promise<Reply<C>> => {
    const answer = must(await ask(channel, request));
    const parsed = ipcContract[channel].reply.safeParse(answer);
    expect(parsed.error?.issues ?? [], channel).toEqual([]);
    return answer;
  };
  const charge = async (kind: 'cash' | 'card-terminal'): Promise<string> => {
    const request = await chargeOf(call, kind);
    await call('charge', request);
    const { orderId } = request;
    await vi.waitFor(async () => expect((await call('getOrder', { orderId })).state).toBe('paid'), {
      timeout: 60_000,
    });
    return (await call('getOrder', { orderId })).invoiceNumber ?? '';
  };
  return {
    till,
    storePath: join(folder, 'training', 'store.db'),
    ask,
    call,
    sellCash: () => charge('cash'),
    sellByCard: () => charge('card-terminal'),
    close: () => till.close(),
  };
}

async function chargeOf(
  call: BackedUpTill['call'],
  kind: 'cash' | 'card-terminal',
): Promise<Request<'charge'>> {
  const { products } = await call('searchProducts', { query: 'a', limit: 5 });
  const product = products.find(({ soldBy }) => soldBy === 'piece');
  if (product === undefined) throw new Error('the sample shop has products by the piece');
  const line = {
    lineId: systemIds.next<LineId>(),
    productId: product.id,
    quantityMilli: quantityMilli(1000),
  };
  const { name, hsn, pricePaise: unitPricePaise, mrpPaise, gstRateBp } = product;
  const unit = parseUnit(product.unit) ?? 'piece';
  const priced = priceCart([{ ...line, name, hsn, unit, unitPricePaise, mrpPaise, gstRateBp }], {
    business: 'regular',
    supply: 'intra-state',
  });
  const amountPaise = must(priced).payablePaise;
  return {
    requestId: systemIds.next<RequestId>(),
    orderId: systemIds.next<OrderId>(),
    lines: [line],
    expectedTotalPaise: amountPaise,
    buyer: null,
    tender: kind === 'cash' ? { kind, amountPaise, receivedPaise: amountPaise } : { kind, amountPaise },
  };
}
