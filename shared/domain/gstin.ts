import { collectsTax, type BusinessKind, type SupplyKind } from './gst.ts';
import { err, ok, type Result } from './result.ts';
import { isStateCode, type StateCode } from './states.ts';

declare const gstinBrand: unique symbol;

/** A GST identification number: State code, PAN, entity number, a letter, check character. */
export type Gstin = string & { readonly [gstinBrand]: true };

export type GstinError =
  | { readonly code: 'gstin-format' }
  | { readonly code: 'gstin-state' }
  | { readonly code: 'gstin-check-digit' };

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
// Two digits of State, a PAN (five letters, four digits, one letter), an entity number, usually Z, and the check character.
const GSTIN_PATTERN = /^\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z][A-Z][0-9A-Z]$/;

/**
 * The check character of the first 14 characters of a GSTIN: values base 36, factors 1 and 2 in turn from the left, each product's
 * quotient and remainder by 36 added up, and what is missing to the next multiple of 36 (GST system, Luhn mod 36).
 */
export function gstinCheckCharacter(first14: string): string {
  let sum = 0;
  for (let index = 0; index < 14; index += 1) {
    const product = ALPHABET.indexOf(first14.charAt(index)) * (index % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  return ALPHABET.charAt((36 - (sum % 36)) % 36);
}

/** Reads a GSTIN: case and spaces are forgiven; format, State code and check character must hold. */
export function parseGstin(text: string): Result<Gstin, GstinError> {
  const upper = text.replace(/\s+/gu, '').toUpperCase();
  if (!GSTIN_PATTERN.test(upper)) return err({ code: 'gstin-format' });
  if (!isStateCode(upper.slice(0, 2))) return err({ code: 'gstin-state' });
  if (gstinCheckCharacter(upper) !== upper.charAt(14)) return err({ code: 'gstin-check-digit' });
  return ok(upper as Gstin);
}

/** The State a GSTIN was given in; null only for a text that was never checked. */
export function gstinState(gstin: Gstin): StateCode | null {
  const code = gstin.slice(0, 2);
  return isStateCode(code) ? code : null;
}

/**
 * The place of supply of goods: where delivery ends (IGST Act, section 10(1)(a)), which over the counter is the shop's own State; but an
 * unregistered buyer whose address is written on the invoice is supplied in that State (section 10(1)(ca), from 1 October 2023).
 */
export function placeOfSupply(sale: {
  readonly shopState: StateCode;
  readonly deliveryState: StateCode | null;
  readonly unregisteredBuyerState: StateCode | null;
}): StateCode {
  return sale.unregisteredBuyerState ?? sale.deliveryState ?? sale.shopState;
}

/** Who buys, as far as the place of supply depends on it: an address's State, and whether a registered buyer leaves the goods in the shop's State. */
export type SuppliedBuyer = {
  readonly gstin: string | null;
  readonly stateCode?: string | null | undefined;
  readonly goodsStay?: boolean | undefined;
};

/** The State a buyer is in: the one that was said, else the one that the GSTIN names; null when neither is there or right. */
export function buyerState({
  gstin,
  stateCode,
}: Pick<SuppliedBuyer, 'gstin' | 'stateCode'>): StateCode | null {
  if (typeof stateCode === 'string' && isStateCode(stateCode)) return stateCode;
  const parsed = parseGstin(gstin ?? '');
  return parsed.ok ? gstinState(parsed.value) : null;
}

/**
 * What kind of supply a sale to this buyer is, and where. Goods that a registered buyer takes along are supplied where that movement ends (IGST
 * Act, section 10(1)(a): by the supplier, the recipient or anybody else), so in the buyer's State unless `goodsStay`; for an unregistered buyer
 * the recorded State decides (section 10(1)(ca)). Who collects no tax sells within the State only (CGST Act, sections 10(2)(c) and 24).
 */
export function supplyTo(sale: {
  readonly business: BusinessKind;
  readonly shopState: StateCode;
  readonly buyer: SuppliedBuyer | null;
}): { readonly supply: SupplyKind; readonly place: StateCode } {
  const { buyer, business, shopState } = sale;
  const state = buyer === null || !collectsTax(business) ? null : buyerState(buyer);
  const isRegistered = buyer !== null && buyer.gstin !== null;
  const place = placeOfSupply({
    shopState,
    deliveryState: isRegistered && buyer.goodsStay !== true ? state : null,
    unregisteredBuyerState: isRegistered ? null : state,
  });
  return { supply: supplyKind(shopState, place), place };
}

/** Within the shop's State or across (IGST Act, sections 7 and 8). */
export function supplyKind(shopState: StateCode, place: StateCode): SupplyKind {
  return shopState === place ? 'intra-state' : 'inter-state';
}
