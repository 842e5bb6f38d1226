import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { baseOrderOf, baseTransactionId } from '../../../electron/sync/base/base-order.ts';
import { isComplete, matchOrders } from '../../../electron/sync/base/match.ts';
import { firstMapping } from '../../../electron/sync/sync-settings.ts';
import { insertOutbox } from '../../../electron/store/repositories/outbox.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import type { BaseOrderReply, BaseOrderRequest } from '../../../shared/contract/base-contract.ts';
import type { OrderCompletedPayload } from '../../../shared/contract/central-api.ts';
import { ok } from '../../../shared/domain/result.ts';
import { must } from '../../support/catalogue.ts';
import { startBaseServer, type BaseServer } from '../../support/base-contract/start-base-server.ts';
import { shownOrder } from '../../support/base-contract/order-book.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { temporaryFolder } from '../../support/store-fixtures.ts';
import { openSyncTill, sellOne, type SyncTill } from '../../support/sync-till.ts';

const TOKEN = 'till-token';
let server: BaseServer;
let till: SyncTill;
let folder = '';
let remove = (): void => undefined;
const random = seededRandom(21);

beforeEach(async () => {
  server = await startBaseServer({ [TOKEN]: 'shop', other: 'another shop' });
  ({ folder, remove } = temporaryFolder());
  till = openSyncTill(folder, { url: server.url, token: TOKEN });
});
afterEach(async () => {
  await till.close();
  await server.close();
  remove();
});

type Line = OrderCompletedPayload['lines'][number];
type Tender = OrderCompletedPayload['tenders'][number];

/** A sale with other lines or tenders; what belongs together of the rest stays. */
function saleWith(
  lines: readonly Partial<Line>[],
  tenders: readonly Partial<Tender>[],
): OrderCompletedPayload {
  const sale = sellOne(till.store, random);
  const [line, tender] = [sale.lines[0], sale.tenders[0]];
  if (line === undefined || tender === undefined) throw new Error('a sale has lines and tenders');
  return {
    ...sale,
    lines: lines.map((change) => ({ ...line, ...change })),
    tenders: tenders.map((change) => ({ ...tender, ...change })),
  };
}

const request = (sale: OrderCompletedPayload): BaseOrderRequest => must(baseOrderOf(sale, firstMapping));

describe('what a base-contract server is told', () => {
  test.each<[string, Partial<Line>, object]>([
    ['whole pieces', { quantityMilli: 3000, totalPaise: 315_00 }, { quantity: 3, price: '105.00' }],
    [
      'weighed goods',
      { quantityMilli: 250, totalPaise: 26_25, unit: 'kg', name: 'Rice' },
      { quantity: 1, price: '26.25', title: 'Rice (0.250 kg)' },
    ],
    [
      'a discount that does not divide',
      { quantityMilli: 3000, totalPaise: 100_00, unit: 'piece', name: 'Soap' },
      { quantity: 1, price: '100.00', title: 'Soap (3 piece)' },
    ],
  ])('%s', (_what, line, expected) => {
    expect(request(saleWith([line], [{}])).order_items).toMatchObject([{ product: null, ...expected }]);
  });

  test.each<[string, readonly Partial<Tender>[], string]>([
    ['cash, as the owner says', [{ kind: 'cash' }], 'wallet'],
    [
      'a bill paid in two ways, as the owner says',
      [{ kind: 'cash' }, { kind: 'card-terminal', scheme: 'rupay' }],
      'wallet',
    ],
    ['RuPay on the terminal', [{ kind: 'card-terminal', scheme: 'RuPay' }], 'rupay'],
    ['another card', [{ kind: 'card-terminal', scheme: 'visa' }], 'card'],
    ['a UPI QR', [{ kind: 'upi-qr' }], 'upi'],
  ])('%s', (_what, tenders, method) => {
    const order = request(saleWith([{}], tenders));
    expect(order.payment_method).toBe(method);
    for (const { kind } of tenders) expect(order.notes).toContain(kind);
  });

  test('every attempt of a sale bears the same name, and no name is longer than the server holds', () => {
    const sale = saleWith([{}], [{}]);
    expect(baseTransactionId(sale)).toBe(`galla-${sale.order.tillCode}-${sale.order.orderId}`);
    expect(request(sale).transaction_details.transaction_id).toBe(baseTransactionId(sale));
  });

  test('what can’t be held there is found before anything is sent', () => {
    const sale = saleWith([{}], [{}]);
    const huge = { ...sale, order: { ...sale.order, totalPaise: 100_000_000_00 } };
    expect(baseOrderOf(huge, firstMapping)).toMatchObject({ ok: false });
  });
});

describe('what is found there', () => {
  const shown = (sent: BaseOrderRequest, lines = sent.order_items.length): BaseOrderReply =>
    shownOrder(server.book.store('shop', sent, lines)) as unknown as BaseOrderReply;

  test('is whole only with its total and every line', () => {
    const sent = request(saleWith([{ totalPaise: 5 }, { totalPaise: 7 }], [{}]));
    expect(isComplete(shown(sent), sent)).toBe(true);
    expect(isComplete(shown(sent, 1), sent)).toBe(false);
    expect(isComplete({ ...shown(sent), total_amount: '0.01' }, sent)).toBe(false);
    expect(isComplete({ ...shown(sent), transaction_id: 'another' }, sent)).toBe(false);
  });

  test('is kept once: the lowest whole one; halves and doubles go, orders of others stay', () => {
    const sent = request(saleWith([{ totalPaise: 5 }, { totalPaise: 7 }], [{}]));
    const other = { ...shown(sent), id: 90, transaction_id: 'another' };
    const [half, first, second] = [shown(sent, 1), shown(sent), shown(sent)];
    expect(matchOrders([second, other, first, half], sent)).toEqual({ keep: first, remove: [second, half] });
    expect(matchOrders([half, other], sent)).toEqual({ keep: null, remove: [half] });
    expect(matchOrders([other], sent)).toEqual({ keep: null, remove: [] });
  });
});

describe('sending', () => {
  test('finds out by itself that the server has only the base contract, and needs one call for an order', async () => {
    for (let count = 0; count < 5; count += 1) sellOne(till.store, random);
    till.sync.begin();
    expect(await till.sync.settled(5)).toMatchObject({ server: 'base', waiting: 0, state: 'idle' });
    expect(server.requests.filter((line) => line === 'POST /api/v1/orders/')).toHaveLength(5);
    expect(server.book.orders.size).toBe(5);
  });

  test('a refund is not deliverable there: shown as such, kept, and never a dead letter', async () => {
    sellOne(till.store, random);
    till.store.writer.transaction(() => {
      insertOutbox(till.store.writer, {
        outboxId: systemIds.next(),
        aggregate: 'refund',
        aggregateId: systemIds.next(),
        kind: 'refund-changed',
        payload: '{}',
        payloadHash: 'h',
        createdAt: 1,
      });
      return ok(null);
    });
    till.sync.begin();
    expect(await till.sync.settled(5)).toMatchObject({ waiting: 0, notDeliverable: 1, refused: 0 });
    const { entries } = till.sync.list({ filter: 'all', beforeSeq: null, limit: 10 });
    expect(entries.map(({ state }) => state)).toEqual(['not-deliverable', 'sent']);
  });

  test('a refused token pauses it', async () => {
    sellOne(till.store, random);
    server.tokens.clear();
    till.sync.begin();
    expect(await till.sync.settled(5)).toMatchObject({
      state: 'paused',
      problem: 'unauthorised',
      waiting: 1,
    });
  });

  test('a look for doubles that is asked for right after a start is made, though nothing waits', async () => {
    sellOne(till.store, random);
    till.sync.begin();
    await till.sync.settled(5);
    await till.close();
    const [there] = server.book.orders.values();
    const late = server.book.store('shop', {
      transaction_details: { transaction_id: there?.fields['transaction_id'] },
    });
    till = openSyncTill(folder, { url: server.url, token: TOKEN });
    till.sync.begin();
    await till.sync.audit();
    expect([...server.book.orders.keys()]).toEqual([there?.id]);
    expect(late.id).not.toBe(there?.id);
  });

  test('orders of others on the same account are never touched', async () => {
    const stranger = server.book.store('shop', { transaction_details: { transaction_id: 'web-shop-1' } });
    sellOne(till.store, random);
    let posts = 0;
    server.faultOf = () => {
      posts += 1;
      return posts === 1 ? 'error-half' : 'none';
    };
    till.sync.begin();
    await till.sync.settled(1000);
    expect(till.sync.status()).toMatchObject({ waiting: 0 });
    expect(server.book.orders.has(stranger.id)).toBe(true);
    expect(server.book.orders.size).toBe(2);
  });
});
