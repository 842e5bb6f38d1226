import type { Buyer } from '../../shared/contract/sale.ts';
import type { Shop } from '../../shared/contract/till.ts';
import { BUYER_DETAILS_FROM_PAISE, type SupplyKind } from '../../shared/domain/gst.ts';
import { buyerState, parseGstin, supplyTo } from '../../shared/domain/gstin.ts';
import type { Paise } from '../../shared/domain/money.ts';
import { isStateCode } from '../../shared/domain/states.ts';
import { formatIndianMobile, parseIndianMobile } from '../../shared/domain/phone.ts';

/** Who buys, as it is being typed. */
export type BuyerDraft = {
  readonly name: string;
  readonly phone: string;
  readonly gstin: string;
  readonly address: string;
  /** GST State code, or the empty text while none is chosen. */
  readonly stateCode: string;
  /** The goods of a registered buyer of another State are delivered in the shop's State. */
  readonly goodsStay: boolean;
};

/** A field of the customer that is not right yet. */
export type BuyerProblem = 'name' | 'phone' | 'gstin' | 'address' | 'stateCode';

/** The customer as text fields show it. */
export function draftOfBuyer(buyer: Buyer | null): BuyerDraft {
  return {
    name: buyer?.name ?? '',
    phone: buyer?.phone ?? '',
    gstin: buyer?.gstin ?? '',
    address: buyer?.address ?? '',
    stateCode: buyer?.stateCode ?? '',
    goodsStay: buyer?.goodsStay === true,
  };
}

/** True when the law wants the buyer on the bill: from ₹50,000 (Rule 46(f)). */
export function buyerRequired(payablePaise: Paise): boolean {
  return payablePaise >= BUYER_DETAILS_FROM_PAISE;
}

/** The fields of a draft that are not right; `required` when the bill must say who buys. A GSTIN always needs name and address beside it (Rule 46(e)). */
export function buyerProblems(draft: BuyerDraft, required: boolean): ReadonlySet<BuyerProblem> {
  const problems = new Set<BuyerProblem>();
  const gstin = draft.gstin.trim();
  if (draft.name.trim() === '' && (required || gstin !== '')) problems.add('name');
  if (draft.phone.trim() !== '' && !parseIndianMobile(draft.phone).ok) problems.add('phone');
  if (gstin !== '' && !parseGstin(gstin).ok) problems.add('gstin');
  if (draft.address.trim() === '' && (required || gstin !== '')) problems.add('address');
  if (required && buyerState(draft) === null) problems.add('stateCode');
  return problems;
}

/** The customer that a draft without problems says: phone as ten digits, GSTIN in capitals; null when nothing is filled in. */
export function buyerOf(draft: BuyerDraft): Buyer | null {
  const phone = parseIndianMobile(draft.phone);
  const gstin = parseGstin(draft.gstin);
  const name = draft.name.trim();
  const address = draft.address.trim();
  const buyer = {
    name: name === '' ? null : name,
    phone: phone.ok ? phone.value : null,
    gstin: gstin.ok ? gstin.value : null,
    address: address === '' ? null : address,
    stateCode: buyerState(draft),
  };
  if (Object.values(buyer).every((value) => value === null)) return null;
  return draft.goodsStay && buyer.gstin !== null ? { ...buyer, goodsStay: true } : buyer;
}

/** Whether the bill for this buyer is within the State or across, for the taxes that the counter shows; main decides it again. */
export function supplyOf(shop: Pick<Shop, 'gstScheme' | 'stateCode'>, buyer: Buyer | null): SupplyKind {
  const { gstScheme: business, stateCode: shopState } = shop;
  return isStateCode(shopState) ? supplyTo({ business, shopState, buyer }).supply : 'intra-state';
}

/** The customer in one line, for the bill's panel; null when there is none. */
export function buyerWords(buyer: Buyer | null): string | null {
  if (buyer === null) return null;
  const phone = parseIndianMobile(buyer.phone ?? '');
  const parts = [buyer.name, phone.ok ? formatIndianMobile(phone.value) : null, buyer.gstin];
  const said = parts.filter((part) => part !== null && part !== '');
  return said.length === 0 ? null : said.join(' · ');
}
