import type { Shop } from '../../shared/contract/till.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import { gstinState, parseGstin } from '../../shared/domain/gstin.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { isStateCode } from '../../shared/domain/states.ts';

/** True for a name of the IANA time zone database that this runtime knows. */
function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-IN', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function cleanText(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/**
 * Checks a shop as its bills will name it, and tidies its texts. A registered business, and a composition dealer, print their GSTIN
 * (Rules 46(a) and 49(a)), which must be of the shop's own State; a business that is not registered has none to print.
 */
export function checkShop(shop: Shop): Result<Shop, PosError> {
  const name = shop.name.trim();
  const addressLines = shop.addressLines.map((line) => line.trim()).filter((line) => line !== '');
  if (name === '' || addressLines.length === 0) return err(posError('shop-incomplete'));
  if (!isStateCode(shop.stateCode) || !isZone(shop.zone)) return err(posError('invalid-request'));
  const tidy = {
    ...shop,
    name,
    addressLines,
    phone: cleanText(shop.phone),
    footer: shop.footer.trim(),
  };
  if (shop.gstScheme === 'unregistered') return ok({ ...tidy, gstin: null });
  const gstin = parseGstin(shop.gstin ?? '');
  if (!gstin.ok || gstinState(gstin.value) !== shop.stateCode) return err(posError('gstin-invalid'));
  return ok({ ...tidy, gstin: gstin.value });
}
