import type { CreateOrderRequest } from '../../shared/contract/central-orders.ts';
import {
  addPaise,
  multiplyPaise,
  subtractPaise,
  sumPaise,
  toDecimalString,
  ZERO_PAISE,
  type Paise,
} from '../../shared/domain/money.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { FieldErrors } from '../ingest/field-errors.ts';
import type { NewItem } from '../store/order-rows.ts';
import type { OrderProduct } from '../store/products.ts';

/** The money of an order: subtotal + tax + shipping + round-off = total. */
export type OrderTotals = {
  readonly subtotalPaise: Paise;
  readonly discountPaise: Paise;
  readonly taxPaise: Paise;
  readonly shippingPaise: Paise;
  readonly roundOffPaise: Paise;
  readonly totalPaise: Paise;
};

/** Up to ₹99,999,999.99: the base contract's ten digits. */
export const MOST_PAISE = 9_999_999_999;
const TOO_MANY_DIGITS = 'Ensure that there are no more than 10 digits in total.';

type Item = CreateOrderRequest['order_items'][number];
type Products = ReadonlyMap<number, OrderProduct>;

/** The text of a field of the catalogue's content. */
function contentText(product: OrderProduct | undefined, field: string): string {
  if (product === undefined) return '';
  const content: unknown = JSON.parse(product.content);
  const entries: [string, unknown][] =
    typeof content === 'object' && content !== null ? Object.entries(content) : [];
  const value = entries.find(([key]) => key === field)?.[1];
  return typeof value === 'string' ? value : '';
}

function itemOf(item: Item, products: Products): Result<NewItem, FieldErrors> {
  const product = item.product === null ? undefined : products.get(item.product);
  if (product === undefined && item.price === null) {
    return item.product === null
      ? err({ price: ['This field is required when no product is named.'] })
      : err({ product: [`Invalid pk "${item.product}" - object does not exist.`] });
  }
  const unitPricePaise = item.price ?? product?.pricePaise ?? ZERO_PAISE;
  const discountPaise = item.discount ?? ZERO_PAISE;
  const totalPaise = subtractPaise(multiplyPaise(unitPricePaise, item.quantity), discountPaise);
  if (totalPaise < 0) return err({ discount: ['More than the price of the line.'] });
  if (totalPaise > MOST_PAISE) return err({ price: [TOO_MANY_DIGITS] });
  const hsn = item.hsn ?? contentText(product, 'hsn');
  return ok({
    lineRef: null,
    productId: item.product,
    productRef: product?.productRef ?? null,
    title: item.title ?? contentText(product, 'name'),
    brand: item.brand ?? contentText(product, 'brand'),
    size: item.size ?? '',
    color: item.color ?? '',
    hsn: hsn === '' ? null : hsn,
    unit: item.unit,
    quantityMilli: item.quantity * 1000,
    unitPricePaise,
    cataloguePricePaise: product?.pricePaise ?? null,
    discountPaise,
    taxablePaise: null,
    gstRateBp: item.gst_rate_bp,
    taxPaise: item.tax_amount,
    totalPaise,
  });
}

/** The lines of an order as they are stored: a unit price that is sent is kept, beside the catalogue's. */
export function priceItems(items: readonly Item[], products: Products): Result<NewItem[], FieldErrors> {
  const priced = items.map((item) => itemOf(item, products));
  if (priced.some((item) => !item.ok)) {
    return err({ order_items: priced.map((item) => (item.ok ? {} : item.error)) });
  }
  return ok(priced.flatMap((item) => (item.ok ? [item.value] : [])));
}

function disagreement(stated: Paise, computed: Paise): string {
  const difference = toDecimalString(subtractPaise(stated, computed));
  return `Does not agree with the lines: stated ${toDecimalString(stated)}, computed ${toDecimalString(computed)}, difference ${difference}.`;
}

/**
 * Adds an order up from its lines. What is absent is computed: subtotal from price × quantity − discount, tax from the lines' taxes, total from
 * all of it. What is sent must agree.
 */
export function totalsOf(
  request: Pick<
    CreateOrderRequest,
    'subtotal' | 'tax_amount' | 'shipping_amount' | 'round_off' | 'total_amount'
  >,
  items: readonly NewItem[],
): Result<OrderTotals, FieldErrors> {
  const errors: Record<string, string[]> = {};
  const subtotalPaise = sumPaise(items.map((item) => item.totalPaise));
  if (request.subtotal !== null && request.subtotal !== subtotalPaise) {
    errors['subtotal'] = [disagreement(request.subtotal, subtotalPaise)];
  }
  const taxes = items.map((item) => item.taxPaise);
  const lineTax = sumPaise(taxes.map((tax) => tax ?? ZERO_PAISE));
  const taxPaise = request.tax_amount ?? lineTax;
  if (taxPaise !== lineTax && taxes.every((tax) => tax !== null)) {
    errors['tax_amount'] = [disagreement(taxPaise, lineTax)];
  }
  const shippingPaise = request.shipping_amount ?? ZERO_PAISE;
  const roundOffPaise = request.round_off ?? ZERO_PAISE;
  const totalPaise = addPaise(addPaise(subtotalPaise, taxPaise), addPaise(shippingPaise, roundOffPaise));
  if (request.total_amount !== null && request.total_amount !== totalPaise) {
    errors['total_amount'] = [disagreement(request.total_amount, totalPaise)];
  }
  if (Math.abs(roundOffPaise) >= 100) errors['round_off'] = ['More than a rupee of rounding.'];
  if (totalPaise < 0 || totalPaise > MOST_PAISE) {
    errors['total_amount'] ??= [TOO_MANY_DIGITS];
  }
  if (Object.keys(errors).length > 0) return err(errors);
  const discountPaise = sumPaise(items.map((item) => item.discountPaise));
  return ok({ subtotalPaise, discountPaise, taxPaise, shippingPaise, roundOffPaise, totalPaise });
}
