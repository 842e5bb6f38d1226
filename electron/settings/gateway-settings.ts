import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Request } from '../../shared/contract/ipc.ts';
import {
  storedGatewaySchema,
  weakStorageSchema,
  type StoredGateway,
} from '../../shared/contract/stored-settings.ts';
import {
  upiPayeeSchema,
  type GatewayProvider,
  type GatewaySpeaks,
  type PineLabsDetails,
  type RazorpayPosDetails,
  type UpiPayee,
} from '../../shared/contract/till.ts';
import { assertNever, err, ok, type Result } from '../../shared/domain/result.ts';
import { isUpiAddress } from '../../shared/domain/upi-qr.ts';
import { checkGatewayUrl } from '../gateway/check-gateway-url.ts';
import { listUnfinishedAttempts } from '../store/repositories/attempts.ts';
import { findSetting, saveSetting } from '../store/repositories/settings.ts';
import { audited, type SettingsDeps } from './audited.ts';

/** What every provider's account has. */
type CommonAccount = {
  readonly url: string;
  /** The bank's MID and TID, which the evidence of an approval must name. */
  readonly merchantId: string;
  readonly terminalId: string;
  /** The API key, security token or app key. */
  readonly apiKey: string;
};

/** The account a till charges through. The key is in the clear here and nowhere on disk. */
export type GatewayAccount =
  | (CommonAccount & { readonly provider: 'rupay'; readonly speaks: GatewaySpeaks })
  | (CommonAccount & { readonly provider: 'pine-labs'; readonly pineLabs: PineLabsDetails })
  | (CommonAccount & { readonly provider: 'razorpay-pos'; readonly razorpayPos: RazorpayPosDetails });

type GatewayRequest = Request<'saveGateway'>;
type Account = Omit<StoredGateway, 'sealedKey'>;

/** The gateway's account as it is stored, or null. */
export function findGateway({ store }: SettingsDeps): StoredGateway | null {
  return findSetting(store, 'gateway', storedGatewaySchema);
}

/** Whether the owner has accepted, in writing, to keep secrets where the system has no key store. */
export function weakAccepted({ store }: SettingsDeps): boolean {
  return findSetting(store, 'weakStorage', weakStorageSchema) !== null;
}

/** Whom a UPI QR pays, or null. */
export function findUpiPayee({ store }: SettingsDeps): UpiPayee | null {
  return findSetting(store, 'upiPayee', upiPayeeSchema);
}

/** The texts of an object without the blanks around them; null when one is empty. */
function filled<T extends Readonly<Record<string, string>>>(texts: T | null): T | null {
  if (texts === null) return null;
  const pairs = Object.entries(texts).map(([key, text]) => [key, text.trim()] as const);
  return pairs.some(([, text]) => text === '') ? null : { ...texts, ...Object.fromEntries(pairs) };
}

/** The details that a provider asks for, and no other's; null when one of them is missing. */
function detailsOf(
  provider: GatewayProvider,
  { pineLabs, razorpayPos }: Pick<GatewayRequest, 'pineLabs' | 'razorpayPos'>,
): Pick<Account, 'pineLabs' | 'razorpayPos'> | null {
  switch (provider) {
    case 'rupay':
      return { pineLabs: null, razorpayPos: null };
    case 'pine-labs': {
      const details = filled(pineLabs);
      return details === null ? null : { pineLabs: details, razorpayPos: null };
    }
    case 'razorpay-pos': {
      const details = filled(razorpayPos);
      return details === null ? null : { pineLabs: null, razorpayPos: details };
    }
    default:
      return assertNever(provider);
  }
}

/** The account that a request describes, checked against the till's mode: a training till charges through its own emulator alone. */
function accountOf({ mode }: SettingsDeps, request: GatewayRequest): Result<Account, PosError> {
  const { provider } = request;
  if (mode === 'training' && provider !== 'rupay') return err(posError('mode-forbidden'));
  const checked = checkGatewayUrl(mode, request.url.trim(), request.merchantId.trim());
  if (!checked.ok) return err(posError('gateway-url-refused', { reason: checked.error.code }));
  const common = filled({ merchantId: request.merchantId, terminalId: request.terminalId });
  const details = detailsOf(provider, request);
  if (common === null || details === null) return err(posError('gateway-not-set-up'));
  return ok({ provider, speaks: request.speaks ?? 'auto', url: checked.value, ...common, ...details });
}

/** Keeps the owner's consent to a weaker place for the key, where it was given. */
export function keepConsent(deps: SettingsDeps, consent: string | undefined): Result<undefined, PosError> {
  const text = consent?.trim() ?? '';
  if (text === '') return ok(undefined);
  return audited(deps, ['accept-weak-storage'], () => {
    saveSetting(deps.store, 'weakStorage', { consent: text, at: deps.now() }, deps.now());
  });
}

/** The sealed key of an account: the new one, or the one that is stored for the same provider. A key of one provider is never sent to another. */
async function sealedKeyOf(
  deps: SettingsDeps,
  provider: GatewayProvider,
  apiKey: string | undefined,
): Promise<Result<string, PosError>> {
  if (apiKey !== undefined) {
    const sealed = await deps.secrets.seal(apiKey);
    if (!sealed.ok) return err(posError('secrets-unavailable'));
    return ok(Buffer.from(sealed.value).toString('base64'));
  }
  const known = findGateway(deps);
  return known?.provider === provider ? ok(known.sealedKey) : err(posError('gateway-not-set-up'));
}

/** Whom a UPI QR shall pay: absent keeps who it is, null is nobody. `upi-address-invalid`, `invalid-request`. */
function payeeOf(deps: SettingsDeps, upi: GatewayRequest['upi']): Result<UpiPayee | null, PosError> {
  if (upi === undefined) return ok(findUpiPayee(deps));
  if (upi === null) return ok(null);
  const payee = filled(upi);
  if (payee === null) return err(posError('invalid-request'));
  return isUpiAddress(payee.payeeAddress) ? ok(payee) : err(posError('upi-address-invalid'));
}

/** Whether a UPI QR is on a screen, or will be in a moment: its link is made anew at each look, so that whom it pays must not change. */
function isQrShown({ store }: SettingsDeps): boolean {
  return listUnfinishedAttempts(store).some(
    ({ kind, state }) => kind === 'upi-qr' && (state === 'CREATED' || state === 'PENDING'),
  );
}

/**
 * Saves the gateway's account, its key sealed, and whom a UPI QR pays, in one transaction. `gateway-url-refused`, `mode-forbidden`,
 * `upi-address-invalid`, `secrets-unavailable`, `gateway-not-set-up` where something is missing, `mode-busy` for another payee while a QR is shown: then nothing of the account was changed.
 */
export async function saveGateway(
  deps: SettingsDeps,
  request: GatewayRequest,
): Promise<Result<undefined, PosError>> {
  const account = accountOf(deps, request);
  if (!account.ok) return account;
  const payee = payeeOf(deps, request.upi);
  if (!payee.ok) return payee;
  const consent = keepConsent(deps, request.acceptWeakStorage);
  if (!consent.ok) return consent;
  const sealedKey = await sealedKeyOf(deps, account.value.provider, request.apiKey);
  if (!sealedKey.ok) return sealedKey;
  const stored: StoredGateway = { ...account.value, sealedKey: sealedKey.value };
  const changesPayee = JSON.stringify(payee.value) !== JSON.stringify(findUpiPayee(deps));
  if (changesPayee && isQrShown(deps)) return err(posError('mode-busy'));
  const actions = changesPayee ? ['save-gateway', 'save-upi-payee'] : ['save-gateway'];
  return audited(deps, actions, () => {
    saveSetting(deps.store, 'gateway', stored, deps.now());
    // It is asked again what it speaks, unless a payment is still asked about in the words it was begun with.
    if (listUnfinishedAttempts(deps.store).length === 0)
      saveSetting(deps.store, 'gatewaySpoken', null, deps.now());
    if (changesPayee) saveSetting(deps.store, 'upiPayee', payee.value, deps.now());
  });
}

/** The account to charge through; `gateway-not-set-up` when there is none, `secrets-unavailable` when its key can't be read. */
export async function gatewayAccount(deps: SettingsDeps): Promise<Result<GatewayAccount, PosError>> {
  const stored = findGateway(deps);
  if (stored === null) return err(posError('gateway-not-set-up'));
  const { provider, pineLabs, razorpayPos, merchantId, terminalId } = stored;
  const checked = checkGatewayUrl(deps.mode, stored.url, merchantId);
  if (!checked.ok) return err(posError('gateway-url-refused', { reason: checked.error.code }));
  const key = await deps.secrets.unseal(Buffer.from(stored.sealedKey, 'base64'));
  if (!key.ok) return err(posError('secrets-unavailable'));
  const common = { url: checked.value, merchantId, terminalId, apiKey: key.value };
  if (provider === 'rupay') return ok({ ...common, provider, speaks: stored.speaks });
  if (provider === 'pine-labs' && pineLabs !== null) return ok({ ...common, provider, pineLabs });
  if (provider === 'razorpay-pos' && razorpayPos !== null) return ok({ ...common, provider, razorpayPos });
  return err(posError('gateway-not-set-up'));
}
