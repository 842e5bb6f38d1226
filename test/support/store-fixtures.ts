/** Stores in temporary folders, and orders, attempts and moments to put into them. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStore, openStore, type Store } from '../../electron/store/connection.ts';
import {
  freshProgress,
  type AttemptIdentity,
  type AttemptProgress,
} from '../../electron/store/repositories/attempts.ts';
import type { OrderLineRecord } from '../../electron/store/repositories/order-lines.ts';
import type { NewOrder } from '../../electron/store/repositories/orders.ts';
import type { NewTender } from '../../electron/store/repositories/tenders.ts';
import type { SaleMoment } from '../../electron/store/units/apply-tender.ts';
import type { ChargePress } from '../../electron/store/units/begin-charge.ts';
import { systemIds } from '../../electron/platform/ids.ts';
import { isBusinessDate, type BusinessDate } from '../../shared/domain/business-date.ts';
import { giveBackIdsOf, lineIdAt } from '../../shared/domain/derived-ids.ts';
import type {
  AttemptId,
  InstallationId,
  LineId,
  OrderId,
  ProductId,
  RequestId,
} from '../../shared/domain/ids.ts';
import { paise, sumPaise } from '../../shared/domain/money.ts';
import { quantityMilli } from '../../shared/domain/quantity.ts';
import { assert, ok } from '../../shared/domain/result.ts';

export const AT = Date.UTC(2026, 10, 20, 6, 30);
export const fixedClock = { now: () => AT };

/** A temporary folder that is removed when the returned function is called. */
export function temporaryFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'galla-store-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Temporary folders for a test that needs several; `removeAll` removes those that were made. */
export function temporaryFolders(): { readonly newFolder: () => string; readonly removeAll: () => void } {
  let made: ReturnType<typeof temporaryFolder>[] = [];
  return {
    newFolder: () => {
      const one = temporaryFolder();
      made.push(one);
      return one.folder;
    },
    removeAll: () => {
      for (const { remove } of made) remove();
      made = [];
    },
  };
}

/** A new store in a folder; it must be made, or the test fails. */
export function newStore(folder: string): Store {
  const store = createStore({ path: join(folder, 'store.db'), clock: fixedClock });
  assert(store.ok, `the store is made: ${JSON.stringify(store)}`);
  return store.value;
}

/** Opens the store of a folder again; it must open, or the test fails. */
export function reopenStore(folder: string): Store {
  const store = openStore({ path: join(folder, 'store.db'), clock: fixedClock });
  assert(store.ok, `the store opens: ${JSON.stringify(store)}`);
  return store.value;
}

/** SHA-256 of a file's bytes. */
export function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

export function day(text: string): BusinessDate {
  assert(isBusinessDate(text), `${text} is a date`);
  return text;
}

export const installation = systemIds.next<InstallationId>();

/** A line of goods at 5 % GST, tax included: 105 paise make 100 and 5. */
export function lineOf(name: string, hundreds: number): OrderLineRecord {
  const tax = 5 * hundreds;
  assert(tax % 2 === 0, 'the tax of a test line splits evenly');
  return {
    lineId: systemIds.next<LineId>(),
    productId: systemIds.next<ProductId>(),
    name,
    nameHi: 'चावल',
    hsn: '1006',
    unit: 'piece',
    category: 'Grocery',
    quantityMilli: quantityMilli(1000),
    unitPricePaise: paise(105 * hundreds),
    mrpPaise: paise(110 * hundreds),
    grossPaise: paise(105 * hundreds),
    discountPaise: paise(0),
    taxablePaise: paise(100 * hundreds),
    gstRateBp: 500,
    cgstPaise: paise(tax / 2),
    sgstPaise: paise(tax / 2),
    igstPaise: paise(0),
    totalPaise: paise(105 * hundreds),
  };
}

export type ChargedBill = { readonly order: NewOrder; readonly lines: readonly OrderLineRecord[] };

/** An order of these lines, which get the ids of their places, without a round-off unless the sum asks for one. */
export function billOf(lines: readonly OrderLineRecord[], given: Partial<NewOrder> = {}): ChargedBill {
  const gross = sumPaise(lines.map((line) => line.grossPaise));
  const taxable = sumPaise(lines.map((line) => line.taxablePaise));
  const rounded = Math.round(gross / 100) * 100;
  const order: NewOrder = {
    orderId: systemIds.next<OrderId>(),
    tillCode: '1',
    businessDate: day('2026-11-20'),
    document: 'tax-invoice',
    supply: 'intra-state',
    placeOfSupply: null,
    grossPaise: gross,
    discountPaise: paise(0),
    subtotalPaise: taxable,
    taxPaise: paise(gross - taxable),
    roundOffPaise: paise(rounded - gross),
    totalPaise: paise(rounded),
    customerId: null,
    buyerName: null,
    buyerPhone: null,
    buyerGstin: null,
    buyerAddress: null,
    personId: null,
    shiftId: null,
    notes: '',
    createdAt: AT,
    ...given,
  };
  return { order, lines: lines.map((line, at) => ({ ...line, lineId: lineIdAt(order.orderId, at + 1) })) };
}

export function pressOf(body = 'body'): ChargePress {
  return { requestId: systemIds.next<RequestId>(), bodyHash: body };
}

/** A new terminal attempt over an amount. */
export function attemptOf(
  amountPaise: number,
  press: ChargePress,
  terminalId = 'T1',
): AttemptIdentity & AttemptProgress {
  const attemptId = systemIds.next<AttemptId>();
  return {
    ...freshProgress(AT, giveBackIdsOf(attemptId)),
    attemptId,
    kind: 'card-terminal',
    amountPaise: paise(amountPaise),
    requestId: press.requestId,
    requestHash: 'hash',
    gateway: 'emulator',
    merchantId: 'M1',
    terminalId,
    createdAt: AT,
  };
}

/** A tender of cash that is counted out exactly, unless more is received. */
export function cashOf(amountPaise: number, receivedPaise = amountPaise): NewTender {
  return {
    kind: 'cash',
    amountPaise: paise(amountPaise),
    receivedPaise: paise(receivedPaise),
    changePaise: paise(receivedPaise - amountPaise),
    attemptSeq: null,
    scheme: null,
    lastFour: null,
    rrn: null,
    authCode: null,
    businessDate: day('2026-11-20'),
    takenAt: AT,
    withdrawnAt: null,
  };
}

/** A tender that an attempt paid. */
export function cardTenderOf(attemptSeq: number, amountPaise: number, lastFour = '1005'): NewTender {
  const card = {
    kind: 'card-terminal',
    scheme: 'rupay',
    lastFour,
    rrn: '632410000001',
    authCode: '4F2A10',
  } as const;
  return { ...cashOf(amountPaise), ...card, receivedPaise: null, changePaise: null, attemptSeq };
}

/** The moment of a sale, with numbers such as `A1/2627/000001`. */
export function momentOf(given: Partial<SaleMoment> = {}): SaleMoment {
  return {
    at: AT,
    businessDate: day('2026-11-20'),
    hour: 12,
    series: { tillCode: '1', kind: 'invoice', financialYear: '2627', installationId: installation },
    formatNumber: ({ series, number }) =>
      ok(`${series.letter}${series.tillCode}/${series.financialYear}/${String(number).padStart(6, '0')}`),
    outbox: (sale) => ({
      outboxId: systemIds.next(),
      aggregate: 'order',
      aggregateId: sale.order.orderId,
      kind: 'order-paid',
      payload: JSON.stringify({ total: sale.order.totalPaise }),
      payloadHash: 'hash',
      createdAt: AT,
    }),
    payment: { paymentToken: null, transactionId: null, authCode: null, paymentGatewayResponse: null },
    personId: null,
    ...given,
  };
}
