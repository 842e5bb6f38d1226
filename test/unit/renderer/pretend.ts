import type { Product } from '../../../shared/contract/catalogue.ts';
import type { AttemptView, Checkout } from '../../../shared/contract/sale.ts';
import {
  isId,
  type AnyId,
  type AttemptId,
  type OrderId,
  type ProductId,
} from '../../../shared/domain/ids.ts';
import { paise, ZERO_PAISE } from '../../../shared/domain/money.ts';
import { assert } from '../../../shared/domain/result.ts';
import { uuidV7, type WindowIds } from '../../../renderer/app/ids.ts';

let made = 0;

/** A new id of any kind, the same ones in every run. */
export function newId<T extends AnyId>(): T {
  made += 1;
  const random = new Uint8Array(10);
  random[9] = made % 256;
  random[8] = Math.floor(made / 256);
  const id: unknown = uuidV7(1_700_000_000_000, random);
  assert(isId<T>(id), 'a made id must be one');
  return id;
}

/** Ids for the stores under test. */
export const testIds: WindowIds = { order: newId, line: newId, request: newId };

/** A product of the shelf, by piece at ₹28 unless told otherwise. */
export function product(change: Partial<Product> = {}): Product {
  return {
    id: newId<ProductId>(),
    sku: null,
    name: 'Salt iodised 1 kg',
    nameHi: 'आयोडीन नमक 1 किलो',
    brand: null,
    category: null,
    soldBy: 'piece',
    unit: 'piece',
    pricePaise: paise(2800),
    mrpPaise: null,
    hsn: '2501',
    gstRateBp: 500,
    barcodes: [],
    ...change,
  };
}

/** An attempt on the terminal, pending unless told otherwise. */
export function attempt(orderId: OrderId, change: Partial<AttemptView> = {}): AttemptView {
  return {
    attemptId: newId<AttemptId>(),
    orderId,
    kind: 'card-terminal',
    amountPaise: paise(2800),
    state: 'PENDING',
    version: 1,
    reason: null,
    cancelRequested: false,
    createdAt: made,
    updatedAt: made,
    scheme: null,
    lastFour: null,
    rrn: null,
    authCode: null,
    unwanted: false,
    refundByDate: null,
    actions: ['wait', 'cancel'],
    managerActions: [],
    verified: true,
    qr: null,
    ...change,
  };
}

/** An order being paid. */
export function checkoutOf(orderId: OrderId, change: Partial<Checkout> = {}): Checkout {
  return {
    orderId,
    version: 1,
    state: 'paying',
    totalPaise: paise(2800),
    paidPaise: ZERO_PAISE,
    duePaise: paise(2800),
    changePaise: ZERO_PAISE,
    invoiceNumber: null,
    attempts: [attempt(orderId)],
    tenders: [],
    ...change,
  };
}
