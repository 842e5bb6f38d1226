import type { OrderCompletedPayload } from '../../shared/contract/central-api.ts';
import { paise } from '../../shared/domain/money.ts';
import type { NewItem, NewPayment, WholeOrder } from '../store/order-rows.ts';

type Tender = OrderCompletedPayload['tenders'][number];

/** The base contract's name of how an order was paid; ours adds `cash`, and `split` for several ways. */
export function paymentMethodOf(tenders: readonly Pick<Tender, 'kind' | 'scheme'>[]): string {
  const methods = new Set(tenders.map(methodOf));
  const [only] = methods;
  if (only === undefined) return 'cash';
  return methods.size === 1 ? only : 'split';
}

function methodOf({ kind, scheme }: Pick<Tender, 'kind' | 'scheme'>): string {
  if (kind === 'cash') return 'cash';
  if (kind === 'upi-qr') return 'upi';
  return scheme?.toLowerCase() === 'rupay' ? 'rupay' : 'card';
}

function itemOf(line: OrderCompletedPayload['lines'][number]): NewItem {
  const brand = line['brand'];
  return {
    lineRef: line.lineId,
    productId: null,
    productRef: line.productId,
    title: line.name,
    brand: typeof brand === 'string' ? brand.slice(0, 200) : '',
    size: '',
    color: '',
    hsn: line.hsn,
    unit: line.unit,
    quantityMilli: line.quantityMilli,
    unitPricePaise: paise(line.unitPricePaise),
    cataloguePricePaise: null,
    discountPaise: paise(line.discountPaise),
    taxablePaise: paise(line.taxablePaise),
    gstRateBp: line.gstRateBp,
    taxPaise: paise(line.cgstPaise + line.sgstPaise + line.igstPaise),
    totalPaise: paise(line.totalPaise),
  };
}

function paymentOf(tender: Tender): NewPayment {
  const { receivedPaise, changePaise } = tender;
  return {
    tenderRef: tender.tenderId,
    kind: tender.kind,
    amountPaise: paise(tender.amountPaise),
    receivedPaise: receivedPaise === null ? null : paise(receivedPaise),
    changePaise: changePaise === null ? null : paise(changePaise),
    scheme: tender.scheme,
    lastFour: tender.lastFour,
    rrn: tender.rrn,
    authCode: tender.authCode,
    takenAt: tender.takenAt,
  };
}

/**
 * The rows of a sale that a till completed: goods over the counter are delivered when they are paid.
 * @param sha256 of the payload, by which a repeat is told from another order under the same id
 */
export function wholeOrderOf(
  payload: OrderCompletedPayload,
  from: { readonly tillId: number; readonly sha256: string; readonly receivedAt: number },
): WholeOrder {
  const { order, lines, tenders } = payload;
  return {
    order: {
      tillId: from.tillId,
      orderRef: order.orderId,
      hasClientRef: true,
      bodySha256: from.sha256,
      idempotencyKey: null,
      status: 'delivered',
      paymentStatus: 'completed',
      subtotalPaise: paise(order.subtotalPaise),
      discountPaise: paise(order.discountPaise),
      taxPaise: paise(order.taxPaise),
      shippingPaise: paise(0),
      roundOffPaise: paise(order.roundOffPaise),
      totalPaise: paise(order.totalPaise),
      paymentMethod: paymentMethodOf(tenders),
      paymentToken: order.paymentToken,
      transactionId: order.transactionId,
      authCode: order.authCode,
      gatewayResponse: order.paymentGatewayResponse,
      currency: order.currency,
      notes: order.notes,
      customerName: order.buyerName,
      customerEmail: null,
      customerPhone: order.buyerPhone,
      customerGstin: order.buyerGstin,
      shipping: null,
      invoiceNumber: order.invoiceNumber,
      businessDate: order.businessDate,
      cashier: order.personId,
      soldAt: order.paidAt,
      createdAt: from.receivedAt,
    },
    items: lines.map(itemOf),
    payments: tenders.map(paymentOf),
  };
}
