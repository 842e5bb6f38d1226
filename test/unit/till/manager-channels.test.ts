import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { composeTill, type Till } from '../../../electron/compose.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import type { Channel } from '../../../shared/contract/channels.ts';
import type { PosEvent } from '../../../shared/contract/events.ts';
import { ipcContract, type Reply, type Request } from '../../../shared/contract/ipc.ts';
import type { LineId, OrderId, RefundId, RequestId } from '../../../shared/domain/ids.ts';
import { priceCart } from '../../../shared/domain/cart.ts';
import { paise } from '../../../shared/domain/money.ts';
import { parseUnit, quantityMilli } from '../../../shared/domain/quantity.ts';
import { must } from '../../support/catalogue.ts';
import { patience } from '../../support/give-back.ts';

const absent = { ok: false, error: { code: 'secrets-unavailable' } } as const;
const manager = { pin: '2468' };

let folder = '';
let till: Till;
let events: PosEvent[] = [];

function open(): Promise<Till> {
  return composeTill({
    dataFolder: folder,
    what: 'test',
    appVersion: '0',
    runtime: 'node',
    environment: { ...process.env, XDG_CONFIG_HOME: join(folder, 'config') },
    quit: () => undefined,
    report: () => undefined,
    workerUrl: (name) => new URL(`../../../electron/workers/${name}.ts`, import.meta.url),
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

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'galla-manager-'));
  till = await open();
  must(await till.handlers.createMissingStore(undefined));
  events = [];
  till.subscribe((event) => events.push(event));
});
afterEach(async () => {
  await till.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Calls a channel as the window does; what it answers must be what the contract says. */
async function call<C extends Channel>(channel: C, request: Request<C>): Promise<Reply<C>> {
  const handler: (request: Request<C>) => unknown = till.handlers[channel];
  const answer = must((await handler(request)) as never) as Reply<C>;
  expect(ipcContract[channel].reply.safeParse(answer).success, channel).toBe(true);
  return answer;
}

/** The request that charges a product of the sample shop by card. */
async function requestByCard(): Promise<Request<'charge'>> {
  const { products } = await call('searchProducts', { query: 'a', limit: 5 });
  const [product] = products;
  if (product === undefined) throw new Error('the sample shop has products');
  const lineId = systemIds.next<LineId>();
  const unit = parseUnit(product.unit) ?? 'piece';
  const quantity = quantityMilli(1000);
  const { id: productId, name, hsn, pricePaise: unitPricePaise, mrpPaise, gstRateBp } = product;
  const line = {
    lineId,
    productId,
    name,
    hsn,
    unit,
    quantityMilli: quantity,
    unitPricePaise,
    mrpPaise,
    gstRateBp,
  };
  const { payablePaise } = must(priceCart([line], { business: 'regular', supply: 'intra-state' }));
  const request = {
    requestId: systemIds.next<RequestId>(),
    orderId: systemIds.next<OrderId>(),
    lines: [{ lineId, productId, quantityMilli: quantity }],
    expectedTotalPaise: payablePaise,
    buyer: null,
    tender: { kind: 'card-terminal', amountPaise: payablePaise },
  } as const;
  return { ...request, lines: [...request.lines] };
}

async function sellByCard(): Promise<OrderId> {
  const request = await requestByCard();
  const { orderId } = request;
  await call('charge', request);
  await vi.waitFor(async () => expect((await call('getOrder', { orderId })).state).toBe('paid'), patience);
  return orderId;
}

test('From the PIN to the closed day through the window’s own channels, in a training till', async () => {
  expect(await call('getManagerSetup', undefined)).toEqual({ hasPin: false, lockedUntil: null });
  expect(await call('setManagerPin', { currentPin: null, newPin: '2468' })).toMatchObject({ hasPin: true });
  const orderId = await sellByCard();
  const order = await call('getOrder', { orderId });
  const [attempt] = order.attempts;
  if (attempt === undefined) throw new Error('a sale by card has its attempt');
  const { attemptId } = attempt.attempt;
  expect(await call('verifyPayment', { attemptId })).toMatchObject({ verdict: 'agrees' });

  const quote = await call('quoteRefund', { orderId, lines: null });
  expect(quote).toMatchObject({ paybackPaise: order.totalPaise, complete: true });
  const begun = await call('refundOrder', {
    refundId: systemIds.next<RefundId>(),
    orderId,
    lines: null,
    expectedPaybackPaise: quote.paybackPaise,
    to: 'instrument',
    reason: 'Torn bag',
    restock: true,
    manager: null,
  });
  expect(begun.refunds).toHaveLength(1);
  await vi.waitFor(async () => {
    expect(await call('listRefunds', { orderId })).toMatchObject({
      refunds: [{ state: 'DONE', kind: 'void' }],
    });
  }, patience);
  expect((await call('getOrder', { orderId })).state).toBe('refunded');
  const listed = await call('listOrders', { query: '', beforeSeq: null, limit: 10 });
  expect(listed.orders[0]).toMatchObject({ orderId, state: 'refunded', refundState: 'DONE' });
  expect(events.filter((event) => event.topic === 'order' && event.id === orderId).length).toBeGreaterThan(2);

  expect(await call('reconcileDay', { businessDate: null })).toMatchObject({ matched: 1, differences: [] });
  const day = await call('getDay', { businessDate: null });
  expect(day).toMatchObject({ salesPaise: order.totalPaise, refundsPaise: order.totalPaise, exceptions: [] });
  const { businessDate } = day;
  const closed = await call('closeDay', { businessDate, manager, signExceptions: false });
  expect(closed.closedAt).not.toBeNull();
  expect(events.some((event) => event.topic === 'day' && event.id === businessDate)).toBe(true);
  const snapshot = await call('getSnapshot', undefined);
  expect(snapshot.kind === 'ready' && snapshot.businessDate > businessDate).toBe(true);
});

test('A slip whose bill is given up is given back by a manager’s word, through the window’s own channels', async () => {
  await call('setManagerPin', { currentPin: null, newPin: '2468' });
  const request = await requestByCard();
  const { businessDate: slipDate } = await call('getDay', { businessDate: null });
  const slip = { rrn: '632712345678', authCode: 'A1B2C3', slipDate, lastFour: null };
  const { orderId } = request;
  const part = { kind: 'card-manual', amountPaise: paise(100), ...slip } as const;
  await call('charge', { ...request, tender: part });
  const [attempt] = (await call('abandonOrder', { orderId })).attempts;
  if (attempt === undefined) throw new Error('a slip has its attempt');
  const { attemptId } = attempt;
  const due = { code: 'refund-by-hand', attemptId, orderId, amountPaise: 100 };
  expect((await call('getDay', { businessDate: null })).exceptions).toEqual([due]);
  await call('resolveRefundByHand', { attemptId, reason: 'Refund slip seen', manager });
  expect((await call('getDay', { businessDate: null })).exceptions).toEqual([]);
  expect((await call('listOpenAttempts', undefined)).attempts).toEqual([]);
});

test('What needs a manager is refused without the PIN, whatever else is right', async () => {
  await call('setManagerPin', { currentPin: null, newPin: '2468' });
  const orderId = await sellByCard();
  const { attempts, totalPaise } = await call('getOrder', { orderId });
  const attemptId = attempts[0]?.attempt.attemptId;
  if (attemptId === undefined) throw new Error('a sale by card has its attempt');
  const wrong = { pin: '1357' };
  const { businessDate } = await call('getDay', { businessDate: null });
  const refused = [
    await till.handlers.supersedeAttempt({ attemptId, manager: wrong }),
    await till.handlers.closeDay({ businessDate, manager: wrong, signExceptions: true }),
    await till.handlers.refundOrder({
      refundId: systemIds.next<RefundId>(),
      orderId,
      lines: null,
      expectedPaybackPaise: paise(totalPaise),
      to: 'cash',
      reason: 'Torn bag',
      restock: false,
      manager: wrong,
    }),
    await till.handlers.resolveAttempt({
      attemptId,
      outcome: 'unpaid',
      rrn: null,
      authCode: null,
      reason: 'No slip',
      manager,
    }),
    await till.handlers.resolveRefundByHand({ attemptId, reason: 'No slip', manager }),
  ];
  const codes = refused.map((answer) => (answer.ok ? 'ok' : answer.error.code));
  const [wrongPin, locked] = ['manager-pin-wrong', 'manager-locked'];
  expect(codes).toEqual([wrongPin, wrongPin, locked, locked, locked]);
  expect((await call('listRefunds', { orderId })).refunds).toEqual([]);
});
