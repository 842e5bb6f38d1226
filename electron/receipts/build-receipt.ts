import type { OrderDetails, PaperShop, Receipt } from '../../shared/contract/orders.ts';
import type { Mode, Shop } from '../../shared/contract/till.ts';
import { isStateCode, stateName, stateTaxName } from '../../shared/domain/states.ts';
import type { OrderRecord } from '../store/repositories/orders.ts';

/** Date and time of a sale in the shop's zone, the same in every language: 20/11/2026, 12:05 pm. */
export function soldAtText(atMs: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-IN-u-nu-latn', {
    timeZone: zone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h12',
  }).formatToParts(atMs);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((one) => one.type === type)?.value ?? '';
  const half = part('dayPeriod').toLowerCase();
  return `${part('day')}/${part('month')}/${part('year')}, ${part('hour')}:${part('minute')} ${half}`;
}

/** The shop as its papers name it. */
export function paperShop(shop: Shop): PaperShop {
  const { name, addressLines, phone, gstin, stateCode, footer } = shop;
  const state = isStateCode(stateCode) ? stateName(stateCode) : '';
  return { name, addressLines, phone, gstin, stateCode, stateName: state, footer };
}

/** What the second half of the tax is called in the shop's State. */
export function stateTaxOf(shop: Shop): Receipt['stateTax'] {
  return isStateCode(shop.stateCode) ? stateTaxName(shop.stateCode) : 'SGST';
}

/** A State as the law wants it written: its name and its code. */
export function placeText(code: string | null): string | null {
  return code !== null && isStateCode(code) ? `${stateName(code)} (${code})` : null;
}

/** What an order that is paid carries beside what the list shows. */
export type PaidOrder = Pick<OrderRecord, 'document' | 'tillCode' | 'placeOfSupply'> & {
  readonly invoiceNumber: string;
  readonly paidAt: number;
};

/** What is printed for a paid order: the tax invoice of Rule 46 or the bill of supply of Rule 49, as the order was when it was sold. */
export function buildReceipt(input: {
  readonly order: PaidOrder;
  readonly details: OrderDetails;
  readonly shop: Shop;
  readonly mode: Mode;
  readonly cashier: string;
}): Receipt {
  const { order, details, shop, mode, cashier } = input;
  return {
    title: order.document,
    training: mode === 'training',
    shop: paperShop(shop),
    invoiceNumber: order.invoiceNumber,
    soldAt: order.paidAt,
    businessDate: details.businessDate,
    soldAtText: soldAtText(order.paidAt, shop.zone),
    till: order.tillCode,
    cashier,
    order: details,
    placeOfSupply: placeText(order.placeOfSupply),
    stateTax: stateTaxOf(shop),
  };
}
