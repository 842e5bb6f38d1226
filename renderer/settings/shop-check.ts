import type { Shop } from '../../shared/contract/till.ts';
import { parseGstin, type GstinError } from '../../shared/domain/gstin.ts';
import { isSeriesTill } from '../../shared/domain/invoice-number.ts';

/** The shop as it is typed: text in every field. */
export type ShopDraft = {
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  readonly gstScheme: Shop['gstScheme'];
  readonly gstin: string;
  readonly stateCode: string;
  readonly footer: string;
  readonly tillCode: string;
};

/** What is wrong with a draft, field by field; nothing when it may be saved. */
export type ShopProblems = {
  readonly name?: 'nameBad';
  readonly gstin?: GstinError['code'];
  readonly state?: 'stateDiffers';
  readonly tillCode?: 'tillCodeBad';
};

const ADDRESS_LINES_MAX = 4;

/** The shop as text to edit. */
export function draftOf(shop: Shop): ShopDraft {
  return {
    name: shop.name,
    address: shop.addressLines.join('\n'),
    phone: shop.phone ?? '',
    gstScheme: shop.gstScheme,
    gstin: shop.gstin ?? '',
    stateCode: shop.stateCode,
    footer: shop.footer,
    tillCode: shop.tillCode,
  };
}

/** Looks at a draft as the law and the invoice number will. An unregistered shop has no GSTIN to check. */
export function problemsOf(draft: ShopDraft): ShopProblems {
  const gstin = draft.gstScheme === 'unregistered' ? null : parseGstin(draft.gstin);
  const isOtherState = gstin?.ok === true && gstin.value.slice(0, 2) !== draft.stateCode;
  return {
    ...(draft.name.trim() === '' ? { name: 'nameBad' as const } : {}),
    ...(gstin?.ok === false ? { gstin: gstin.error.code } : {}),
    ...(isOtherState ? { state: 'stateDiffers' as const } : {}),
    ...(isSeriesTill(draft.tillCode) ? {} : { tillCode: 'tillCodeBad' as const }),
  };
}

/** The shop that a draft without problems describes; the zone stays as it was. */
export function shopOf(draft: ShopDraft, before: Shop): Shop {
  const gstin = parseGstin(draft.gstin);
  const lines = draft.address.split('\n').map((line) => line.trim());
  return {
    name: draft.name.trim(),
    addressLines: lines.filter((line) => line !== '').slice(0, ADDRESS_LINES_MAX),
    phone: draft.phone.trim() === '' ? null : draft.phone.trim(),
    gstScheme: draft.gstScheme,
    gstin: draft.gstScheme !== 'unregistered' && gstin.ok ? gstin.value : null,
    stateCode: draft.stateCode,
    zone: before.zone,
    footer: draft.footer.trim(),
    tillCode: draft.tillCode,
  };
}
