import type { CreditNote } from '../../../shared/contract/credit-note.ts';
import type { ListedOrder, OrderDetails, Receipt } from '../../../shared/contract/orders.ts';
import type { Shop } from '../../../shared/contract/till.ts';
import { priceCart } from '../../../shared/domain/cart.ts';
import type { AttemptId, LineId, OrderId } from '../../../shared/domain/ids.ts';
import { paise, type Paise } from '../../../shared/domain/money.ts';
import { quantityMilli } from '../../../shared/domain/quantity.ts';
import { assert } from '../../../shared/domain/result.ts';
import { products } from './pretend-products.ts';

const NOW = Date.UTC(2026, 10, 22, 9, 30);

/** Three hundred orders of the last days, newest first. */
export const pretendOrders: readonly ListedOrder[] = Array.from({ length: 300 }, (_, index): ListedOrder => {
  const seq = 300 - index;
  const cash = index % 3 === 1;
  const state = index === 1 ? 'paying' : index % 17 === 5 ? 'abandoned' : 'paid';
  return {
    orderId: `01890000-0000-7000-8001-${String(seq).padStart(12, '0')}` as OrderId,
    seq,
    state,
    invoiceNumber: state === 'paid' ? `A1T/2627/${String(seq).padStart(6, '0')}` : null,
    businessDate: '2026-11-22',
    createdAt: NOW - index * 400_000,
    totalPaise: paise(((seq * 7919) % 3000) * 100 + 4500),
    lineCount: 1 + (seq % 9),
    firstProduct: products[seq % products.length]?.name ?? '',
    tenderKinds: [cash ? 'cash' : 'card-terminal'],
    lastFour: cash ? null : '1005',
    buyerPhone: null,
    firstProductHi: products[seq % products.length]?.nameHi ?? null,
    refundState: index === 3 ? 'REFUSED' : index === 4 ? 'DONE' : null,
  };
});

const sold = products.slice(0, 5);
const lineIdOf = (index: number): string => `01890000-0000-7000-8003-${String(index).padStart(12, '0')}`;

const priced = priceCart(
  sold.map((product, index) => ({
    lineId: lineIdOf(index),
    productId: product.id,
    name: product.name,
    hsn: product.hsn,
    unit: product.soldBy === 'weight' ? 'kg' : 'pack',
    quantityMilli: quantityMilli(product.soldBy === 'weight' ? 1250 : 1000 * (1 + (index % 3))),
    unitPricePaise: product.pricePaise,
    mrpPaise: product.mrpPaise,
    gstRateBp: product.gstRateBp,
  })),
  { business: 'regular', supply: 'intra-state' },
);
assert(priced.ok, 'the pretended cart prices');

/** What every pretended order sold, priced. */
export const pricedCart = priced.value;

/** One order with five lines that add up. */
export function detailsOf(orderId: OrderId): OrderDetails {
  const row = pretendOrders.find((order) => order.orderId === orderId) ?? pretendOrders[0];
  assert(row !== undefined, 'there are orders');
  const cart = pricedCart;
  return {
    ...row,
    orderId,
    totalPaise: cart.payablePaise,
    paidAt: NOW,
    buyerName: null,
    buyerGstin: null,
    buyerAddress: null,
    notes: '',
    subtotalPaise: cart.taxablePaise,
    discountPaise: cart.discountPaise,
    taxPaise: cart.taxPaise,
    roundOffPaise: cart.roundOffPaise,
    lines: cart.lines.map((line, index) => ({
      ...line,
      lineId: line.lineId as LineId,
      productId: sold[index]?.id ?? null,
      nameHi: sold[index]?.nameHi ?? null,
      discountPaise: line.lineDiscountPaise,
    })),
    taxes: cart.rates.map((rate) => ({ ...rate })),
    tenders: [
      {
        kind: 'card-terminal',
        amountPaise: cart.payablePaise,
        receivedPaise: null,
        changePaise: null,
        scheme: 'RuPay',
        lastFour: '1005',
        rrn: '632700012345',
        authCode: 'A1B2C3',
        takenAt: NOW,
      },
    ],
    attempts: [attemptOf(orderId, cart.payablePaise)],
  };
}

/** The receipt of that order. */
export function receiptOf(orderId: OrderId, shop: Shop): Receipt {
  const order = detailsOf(orderId);
  return {
    title: 'tax-invoice',
    training: true,
    shop: { ...shop, stateName: 'Maharashtra' },
    invoiceNumber: 'A1T/2627/000042',
    soldAt: NOW,
    businessDate: '2026-11-22',
    soldAtText: '22 Nov 2026, 3:00 pm',
    till: 'A1',
    cashier: 'Cashier',
    order,
    placeOfSupply: null,
    stateTax: 'SGST',
  };
}

/** A credit note for all of that order. */
export function creditNoteOf(
  { orderId, creditNoteNumber }: { readonly orderId: OrderId; readonly creditNoteNumber: string },
  shop: Shop,
): CreditNote {
  const { order, title, invoiceNumber, soldAtText, ...paper } = receiptOf(orderId, shop);
  const { training, shop: paperShop, businessDate, till, placeOfSupply, stateTax } = paper;
  return {
    orderId,
    training,
    shop: paperShop,
    creditNoteNumber,
    businessDate,
    till,
    placeOfSupply,
    stateTax,
    issuedAt: NOW,
    issuedAtText: soldAtText,
    invoice: { title, number: invoiceNumber, soldAtText },
    buyerName: order.buyerName,
    buyerPhone: order.buyerPhone,
    buyerGstin: order.buyerGstin,
    buyerAddress: order.buyerAddress,
    reason: 'Damaged or faulty',
    lines: order.lines.map(
      ({ productId: _p, unitPricePaise: _u, mrpPaise: _m, discountPaise: _d, ...line }) => line,
    ),
    taxes: order.taxes,
    taxablePaise: order.subtotalPaise,
    taxPaise: order.taxPaise,
    roundOffPaise: order.roundOffPaise,
    totalPaise: order.totalPaise,
    payments: [],
  };
}

/** An approved card payment with its steps. */
function attemptOf(orderId: OrderId, amountPaise: Paise): OrderDetails['attempts'][number] {
  return {
    attempt: {
      attemptId: '01890000-0000-7000-8002-000000000001' as AttemptId,
      orderId,
      kind: 'card-terminal',
      amountPaise,
      state: 'APPROVED',
      version: 4,
      reason: null,
      cancelRequested: false,
      createdAt: NOW - 9000,
      updatedAt: NOW,
      scheme: 'RuPay',
      lastFour: '1005',
      rrn: '632700012345',
      authCode: 'A1B2C3',
      unwanted: false,
      refundByDate: null,
      actions: [],
      managerActions: [],
      verified: true,
      qr: null,
    },
    events: [
      { at: NOW - 9000, event: 'created', fromState: null, toState: 'CREATED', reason: null },
      { at: NOW - 8990, event: 'send', fromState: 'CREATED', toState: 'SENDING', reason: null },
      { at: NOW - 8500, event: 'pending', fromState: 'SENDING', toState: 'PENDING', reason: null },
      { at: NOW, event: 'approved', fromState: 'PENDING', toState: 'APPROVED', reason: null },
    ],
  };
}
