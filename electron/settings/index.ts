import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Request } from '../../shared/contract/ipc.ts';
import {
  storedGatewaySchema,
  weakStorageSchema,
  type StoredGateway,
} from '../../shared/contract/stored-settings.ts';
import { shopSchema, type Mode, type Settings, type Shop } from '../../shared/contract/till.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { checkGatewayUrl } from '../gateway/check-gateway-url.ts';
import type { Secrets } from '../platform/ports.ts';
import type { StoreFault } from '../store/faults.ts';
import type { Writer } from '../store/handles.ts';
import { insertAudit } from '../store/repositories/audit.ts';
import { findSetting, saveSetting } from '../store/repositories/settings.ts';
import { checkShop } from './shop-rules.ts';

export { checkShop } from './shop-rules.ts';

/** The account a till charges through. The key is in the clear here and nowhere on disk. */
export type GatewayAccount = {
  readonly url: string;
  readonly merchantId: string;
  readonly terminalId: string;
  readonly apiKey: string;
};

export type SettingsDeps = {
  readonly store: Writer;
  readonly secrets: Secrets;
  readonly mode: Mode;
  /** UTC milliseconds. */
  readonly now: () => number;
};

/** What a part of the settings page shows; mode, language and folder are the till's own and join it in compose. */
export type ShopSettings = Pick<Settings, 'shop' | 'gateway' | 'secrets'>;

/** The settings of one store: the shop, its gateway, and how secrets are kept. */
export type SettingsStore = {
  /** The shop as saved, or an empty one that can't sell yet. */
  readonly shop: () => Shop;
  /** Whether the shop can be named on a bill. */
  readonly shopComplete: () => boolean;
  readonly view: () => Promise<ShopSettings>;
  /** Saves the shop and audits it. `shop-incomplete`, `gstin-invalid`: says what is missing. */
  readonly saveShop: (shop: Shop) => Result<Shop, PosError>;
  /** Saves the gateway's account, its key sealed. `gateway-url-refused`, `secrets-unavailable`. */
  readonly saveGateway: (request: Request<'saveGateway'>) => Promise<Result<undefined, PosError>>;
  /** The account to charge through; `gateway-not-set-up` when there is none, `secrets-unavailable` when its key can't be read. */
  readonly gatewayAccount: () => Promise<Result<GatewayAccount, PosError>>;
  /** Whether the owner has accepted, in writing, to keep secrets where the system has no key store. */
  readonly weakStorageAccepted: () => boolean;
};

const emptyShop: Shop = {
  name: '',
  addressLines: [],
  phone: null,
  gstScheme: 'regular',
  gstin: null,
  stateCode: '27',
  zone: 'Asia/Kolkata',
  footer: '',
  tillCode: 'A1',
};

function faultToPos(fault: StoreFault | PosError): PosError {
  return fault.code === 'disk-full' ? posError('disk-full') : posError('store-unavailable');
}

type Part = SettingsDeps & {
  readonly audited: (action: string, change: () => void) => Result<undefined, PosError>;
};

/** Runs a change and its audit entry in one transaction. */
function auditing(deps: SettingsDeps): Part['audited'] {
  return (action, change) => {
    const done = deps.store.transaction<undefined, never>(() => {
      change();
      const at = deps.now();
      insertAudit(deps.store, {
        at,
        personId: null,
        action,
        subjectKind: 'settings',
        subjectId: action,
        detail: null,
      });
      return ok(undefined);
    });
    return done.ok ? done : err(faultToPos(done.error));
  };
}

function findGateway(deps: SettingsDeps): StoredGateway | null {
  return findSetting(deps.store, 'gateway', storedGatewaySchema);
}

function weakAccepted(deps: SettingsDeps): boolean {
  return findSetting(deps.store, 'weakStorage', weakStorageSchema) !== null;
}

async function saveGateway(
  part: Part,
  request: Request<'saveGateway'>,
): Promise<Result<undefined, PosError>> {
  const { url, merchantId, terminalId, apiKey, acceptWeakStorage } = request;
  const checked = checkGatewayUrl(part.mode, url.trim(), merchantId.trim());
  if (!checked.ok) return err(posError('gateway-url-refused', { reason: checked.error.code }));
  if (merchantId.trim() === '' || terminalId.trim() === '') return err(posError('gateway-not-set-up'));
  if (acceptWeakStorage !== undefined && acceptWeakStorage.trim() !== '') {
    const accepted = part.audited('accept-weak-storage', () => {
      saveSetting(
        part.store,
        'weakStorage',
        { consent: acceptWeakStorage.trim(), at: part.now() },
        part.now(),
      );
    });
    if (!accepted.ok) return accepted;
  }
  const known = findGateway(part);
  const sealed = apiKey === undefined ? null : await part.secrets.seal(apiKey);
  if (sealed !== null && !sealed.ok) return err(posError('secrets-unavailable'));
  const sealedKey =
    sealed === null ? (known?.sealedKey ?? null) : Buffer.from(sealed.value).toString('base64');
  if (sealedKey === null) return err(posError('gateway-not-set-up'));
  const stored: StoredGateway = {
    url: checked.value,
    merchantId: merchantId.trim(),
    terminalId: terminalId.trim(),
    sealedKey,
  };
  return part.audited('save-gateway', () => saveSetting(part.store, 'gateway', stored, part.now()));
}

async function gatewayAccount(deps: SettingsDeps): Promise<Result<GatewayAccount, PosError>> {
  const stored = findGateway(deps);
  if (stored === null) return err(posError('gateway-not-set-up'));
  const checked = checkGatewayUrl(deps.mode, stored.url, stored.merchantId);
  if (!checked.ok) return err(posError('gateway-url-refused', { reason: checked.error.code }));
  const key = await deps.secrets.unseal(Buffer.from(stored.sealedKey, 'base64'));
  if (!key.ok) return err(posError('secrets-unavailable'));
  const { merchantId, terminalId } = stored;
  return ok({ url: checked.value, merchantId, terminalId, apiKey: key.value });
}

/** The settings of an open store. */
export function createSettings(deps: SettingsDeps): SettingsStore {
  const part: Part = { ...deps, audited: auditing(deps) };
  const shop = (): Shop => findSetting(deps.store, 'shop', shopSchema) ?? emptyShop;
  return {
    shop,
    shopComplete: () => checkShop(shop()).ok,
    weakStorageAccepted: () => weakAccepted(deps),
    gatewayAccount: () => gatewayAccount(deps),
    saveGateway: (request) => saveGateway(part, request),
    saveShop(wanted) {
      const checked = checkShop(wanted);
      if (!checked.ok) return checked;
      const saved = part.audited('save-shop', () =>
        saveSetting(deps.store, 'shop', checked.value, deps.now()),
      );
      return saved.ok ? checked : saved;
    },
    async view() {
      const stored = findGateway(deps);
      const { backend, strength } = await deps.secrets.status();
      return {
        shop: shop(),
        gateway: {
          url: stored?.url ?? '',
          merchantId: stored?.merchantId ?? '',
          terminalId: stored?.terminalId ?? '',
          hasApiKey: stored !== null,
        },
        secrets: { backend, strong: strength === 'key-store', weakAccepted: weakAccepted(deps) },
      };
    },
  };
}
