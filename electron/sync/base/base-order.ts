import {
  baseOrderRequest,
  type BaseOrderRequest,
  type BasePaymentMethod,
} from '../../../shared/contract/base-contract.ts';
import type { OrderCompletedPayload } from '../../../shared/contract/central-api.ts';
import type { BaseMapping } from '../../../shared/contract/sync.ts';
import { paise, toDecimalString } from '../../../shared/domain/money.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';

type Line = OrderCompletedPayload['lines'][number];
type Tender = OrderCompletedPayload['tenders'][number];

const decimal = (amountPaise: number): string => toDecimalString(paise(amountPaise));

const PIECE = 1000;

/** A quantity as people write it: 250 thousandths are 0.250, 2000 are 2. */
function quantityText(milli: number): string {
  return milli % PIECE === 0
    ? String(milli / PIECE)
    : `${Math.floor(milli / PIECE)}.${String(milli % PIECE).padStart(3, '0')}`;
}

/**
 * A line as the base contract can hold it: whole pieces at a price that multiplies to the line's total, and anything else (weighed goods, a
 * discount that does not divide) as one piece at the line's total, with the true quantity in its title.
 */
export function baseItem(line: Line): BaseOrderRequest['order_items'][number] {
  const pieces = line.quantityMilli / PIECE;
  const splits = Number.isInteger(pieces) && line.totalPaise % pieces === 0;
  const suffix = splits ? '' : ` (${quantityText(line.quantityMilli)} ${line.unit})`;
  return {
    product: null,
    quantity: splits ? pieces : 1,
    price: decimal(splits ? line.totalPaise / pieces : line.totalPaise),
    title: `${line.name.slice(0, 200 - suffix.length)}${suffix}`,
    brand: '',
    size: '',
    color: '',
  };
}

/** How a bill was paid, in the base contract's words: it has no cash, and one way for a whole bill. */
export function baseMethod(tenders: readonly Tender[], mapping: BaseMapping): BasePaymentMethod {
  const kinds = new Set(tenders.map(({ kind }) => kind));
  const [first] = tenders;
  if (kinds.size > 1) return mapping.splitMethod;
  if (first === undefined || first.kind === 'cash') return mapping.cashMethod;
  if (first.kind === 'upi-qr') return 'upi';
  const rupay = tenders.every(({ scheme }) => scheme?.toLowerCase() === 'rupay');
  return rupay ? 'rupay' : 'card';
}

function tenderText({ kind, amountPaise, scheme, lastFour, rrn }: Tender): string {
  const card = lastFour === null ? '' : ` ${scheme ?? 'card'} ending ${lastFour}`;
  return `${kind} ${decimal(amountPaise)}${card}${rrn === null ? '' : ` RRN ${rrn}`}`;
}

function notesOf({ order, tenders }: OrderCompletedPayload): string {
  const facts = [`Invoice ${order.invoiceNumber}`, `Paid by ${tenders.map(tenderText).join(' + ')}`];
  if (order.roundOffPaise !== 0) {
    facts.push(`Round-off ${order.roundOffPaise < 0 ? '-' : ''}${decimal(Math.abs(order.roundOffPaise))}`);
  }
  return [...facts, order.notes]
    .filter((text) => text !== '')
    .join('. ')
    .slice(0, 2000);
}

/** The fixed name of a sale at a base-contract server: of the till and the order, so that every attempt has the same (10 to 100 characters). */
export function baseTransactionId({ order }: Pick<OrderCompletedPayload, 'order'>): string {
  return `galla-${order.tillCode}-${order.orderId}`.slice(0, 100);
}

/**
 * A sale as a base-contract server is told of it, or which fields would be refused: what can't be held there never leaves the till.
 */
export function baseOrderOf(
  sale: OrderCompletedPayload,
  mapping: BaseMapping,
): Result<BaseOrderRequest, string> {
  const { order, lines, tenders } = sale;
  const name = order.buyerName?.trim() ?? '';
  const request = {
    customer_info: {
      name: name === '' ? mapping.walkInName : name.slice(0, 200),
      email: mapping.walkInEmail,
    },
    order_items: lines.map(baseItem),
    payment_method: baseMethod(tenders, mapping),
    payment_token: order.paymentToken ?? '',
    payment_status: 'completed',
    transaction_details: { transaction_id: baseTransactionId(sale), auth_code: order.authCode ?? '' },
    currency: 'INR',
    notes: notesOf(sale),
    subtotal: decimal(order.subtotalPaise),
    tax_amount: decimal(order.taxPaise),
    shipping_amount: '0.00',
    total_amount: decimal(order.totalPaise),
  };
  const checked = baseOrderRequest.safeParse(request);
  if (checked.success) return ok(checked.data);
  const errors = checked.error.issues.map(({ path, message }) => [path.join('.'), [message]] as const);
  return err(JSON.stringify({ 'not-sent': Object.fromEntries(errors) }));
}
