import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataPaths } from '../../electron/platform/paths.ts';
import { startGatewayProcess, type GatewayProcess } from '../support/gateway-process.ts';
import {
  gatewayViolations,
  lostSales,
  storeViolations,
  unsettled,
  type ConfirmedSale,
  type GatewayBooks,
} from '../support/ledger-invariants.ts';
import { readLedger, type Ledger } from '../support/ledger.ts';
import { startTillProcess } from '../support/till-process.ts';

/** What a till that sold for a while, without any misfortune, left behind. */
let ledger: Ledger;
let books: GatewayBooks;
let confirmed: ConfirmedSale[];
let gateway: GatewayProcess;
const folder = mkdtempSync(join(tmpdir(), 'galla-ledger-'));

beforeAll(async () => {
  gateway = await startGatewayProcess({ approveAfterMs: 5 });
  const dataFolder = join(folder, 'data');
  const environment = { ...gateway.environment, GALLA_INSTALLATION_DIR: join(folder, 'installation') };
  const selling = startTillProcess({ dataFolder, seed: 11, settle: false }, environment);
  selling.open();
  await selling.said(400);
  await selling.kill();
  const settling = startTillProcess({ dataFolder, seed: 0, settle: true }, environment);
  settling.open();
  await settling.finished();
  ledger = readLedger(dataPaths(dataFolder).store.training);
  books = { transactions: await gateway.transactions(), calls: await gateway.calls() };
  confirmed = selling.lines.flatMap((line) => (line.said === 'paid' ? [line] : []));
});

afterAll(async () => {
  await gateway.stop();
  rmSync(folder, { recursive: true, force: true });
});

const last = <T>(rows: readonly T[]): T => {
  const row = rows.at(-1);
  if (row === undefined) throw new Error('the till left nothing of this kind');
  return row;
};
const withoutLast = <T>(rows: readonly T[]): T[] => rows.slice(0, -1);

describe('what a till left behind', () => {
  test('breaks no rule as it is', () => {
    expect(confirmed.length).toBeGreaterThan(5);
    expect(storeViolations(ledger)).toEqual([]);
    expect(gatewayViolations(ledger, books)).toEqual([]);
    expect(lostSales(ledger, confirmed)).toEqual([]);
    expect(unsettled(ledger)).toEqual([]);
  });

  const breaking: Readonly<Record<string, (whole: Ledger) => Partial<Ledger>>> = {
    'a line is missing': ({ lines }) => ({ lines: withoutLast(lines) }),
    'a tender is missing': ({ tenders }) => ({ tenders: withoutLast(tenders) }),
    'an outbox row is missing': ({ outbox }) => ({ outbox: withoutLast(outbox) }),
    'an outbox row is doubled': ({ outbox }) => ({ outbox: [...outbox, last(outbox)] }),
    'an audit is missing': ({ audited }) => ({
      audited: audited.filter(
        (entry) => entry !== audited.findLast((one) => one.action === 'sale-completed'),
      ),
    }),
    'a day total is off by one bill': ({ dayTotals }) => ({
      dayTotals: [
        ...withoutLast(dayTotals),
        { ...last(dayTotals), billCount: last(dayTotals).billCount + 1 },
      ],
    }),
    'a number is skipped': ({ series }) => ({
      series: series.map((one) => ({ ...one, nextNumber: one.nextNumber + 1 })),
    }),
    'a stock level is off': ({ stock }) => ({
      stock: [...withoutLast(stock), { ...last(stock), quantityMilli: last(stock).quantityMilli + 1 }],
    }),
    'an event is missing': ({ events }) => ({ events: withoutLast(events) }),
    'an order cannot be searched': ({ indexedOrders }) => ({ indexedOrders: withoutLast(indexedOrders) }),
    'a cart outlived its sale': ({ orders, carts }) => ({
      carts: [
        ...carts,
        { orderId: orders.find(({ state }) => state === 'paid')?.orderId ?? '', slot: 'in-hand', cart: '{}' },
      ],
    }),
    'SQLite finds damage': () => ({ damage: ['row 1 missing from index'] }),
  };

  test.each(Object.entries(breaking))('is found out when %s', (_name, change) => {
    expect(storeViolations({ ...ledger, ...change(ledger) })).not.toEqual([]);
  });

  test('is found out when a confirmed sale is gone or has another amount', () => {
    const sale = last(confirmed);
    const { orders } = ledger;
    expect(
      lostSales({ ...ledger, orders: orders.filter(({ orderId }) => orderId !== sale.orderId) }, confirmed),
    ).toHaveLength(1);
    expect(lostSales(ledger, [{ ...sale, totalPaise: sale.totalPaise + 1 }])).toHaveLength(1);
  });

  test('is found out when the gateway charged twice, charged somebody unknown, or was asked twice', () => {
    const approved = last(books.transactions.filter(({ status }) => status === 'APPROVED'));
    const { attemptId } = approved;
    const charged = { ...approved, chargedPaise: approved.chargedPaise + 100 };
    const others = books.transactions.filter((one) => one !== approved);
    const stranger = { ...approved, attemptId: 'nobody' };
    const again = { operation: 'sale', attemptId, atMs: 0 } as const;
    expect(gatewayViolations(ledger, { ...books, transactions: [...others, charged] })).not.toEqual([]);
    expect(gatewayViolations(ledger, { ...books, transactions: others })).not.toEqual([]);
    expect(
      gatewayViolations(ledger, { ...books, transactions: [...books.transactions, stranger] }),
    ).not.toEqual([]);
    expect(gatewayViolations(ledger, { ...books, calls: [...books.calls, again] })).not.toEqual([]);
  });
});
