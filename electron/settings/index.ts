import type { PosError } from '../../shared/contract/errors.ts';
import type { Request } from '../../shared/contract/ipc.ts';
import { keyedCardSchema } from '../../shared/contract/stored-settings.ts';
import {
  shopSchema,
  type GatewayProvider,
  type GatewaySpeaks,
  type Settings,
  type Shop,
  type UpiPayee,
} from '../../shared/contract/till.ts';
import type { Result } from '../../shared/domain/result.ts';
import type { ProtocolMemory } from '../gateway/index.ts';
import { findSetting, saveSetting } from '../store/repositories/settings.ts';
import { audited, type SettingsDeps } from './audited.ts';
import {
  findGateway,
  findUpiPayee,
  gatewayAccount,
  saveGateway,
  weakAccepted,
  type GatewayAccount,
} from './gateway-settings.ts';
import { checkShop } from './shop-rules.ts';
import { protocolMemory } from './spoken.ts';

export type { SettingsDeps } from './audited.ts';
export { keepConsent, type GatewayAccount } from './gateway-settings.ts';
export { checkShop } from './shop-rules.ts';

/** What a part of the settings page shows; mode, language and folder are the till's own and join it in compose. */
export type ShopSettings = Pick<Settings, 'shop' | 'gateway' | 'keyedCard' | 'secrets'>;

/** The settings of one store: the shop, its gateway, the ways to pay, and how secrets are kept. */
export type SettingsStore = {
  /** The shop as saved, or an empty one that can't sell yet. */
  readonly shop: () => Shop;
  /** Whether the shop can be named on a bill. */
  readonly shopComplete: () => boolean;
  readonly view: () => Promise<ShopSettings>;
  /** Saves the shop and audits it. `shop-incomplete`, `gstin-invalid`: says what is missing. */
  readonly saveShop: (shop: Shop) => Result<Shop, PosError>;
  /** Saves the gateway's account, its key sealed, and the UPI payee. `gateway-url-refused`, `secrets-unavailable`, `upi-address-invalid`, `mode-busy`. */
  readonly saveGateway: (request: Request<'saveGateway'>) => Promise<Result<undefined, PosError>>;
  /** The account to charge through; `gateway-not-set-up` when there is none, `secrets-unavailable` when its key can't be read. */
  readonly gatewayAccount: () => Promise<Result<GatewayAccount, PosError>>;
  /** What the gateway of an account has said of its protocol. */
  readonly protocolMemory: (account: { readonly url: string; readonly merchantId: string }) => ProtocolMemory;
  /** What our own provider's account says of its protocol. */
  readonly speaks: () => GatewaySpeaks;
  /** Whose account is saved; our own protocol's while there is none. */
  readonly provider: () => GatewayProvider;
  /** Whom a UPI QR pays; null while there is nobody. */
  readonly upiPayee: () => UpiPayee | null;
  /** Whether card numbers may be typed in; off until it is switched on. */
  readonly keyedCard: () => boolean;
  /** Switches it, audited. Whoever calls it has asked for a manager. */
  readonly setKeyedCard: (on: boolean) => Result<undefined, PosError>;
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

async function viewOf(deps: SettingsDeps): Promise<Pick<ShopSettings, 'gateway' | 'secrets'>> {
  const stored = findGateway(deps);
  const { backend, strength } = await deps.secrets.status();
  return {
    gateway: {
      provider: stored?.provider ?? 'rupay',
      speaks: stored?.speaks ?? 'auto',
      pineLabs: stored?.pineLabs ?? null,
      razorpayPos: stored?.razorpayPos ?? null,
      url: stored?.url ?? '',
      merchantId: stored?.merchantId ?? '',
      terminalId: stored?.terminalId ?? '',
      hasApiKey: stored !== null,
      upi: findUpiPayee(deps),
    },
    secrets: { backend, strong: strength === 'key-store', weakAccepted: weakAccepted(deps) },
  };
}

/** The settings of an open store. */
export function createSettings(deps: SettingsDeps): SettingsStore {
  const { store, now } = deps;
  const shop = (): Shop => findSetting(store, 'shop', shopSchema) ?? emptyShop;
  const keyedCard = (): boolean => findSetting(store, 'keyedCard', keyedCardSchema) ?? false;
  return {
    shop,
    shopComplete: () => checkShop(shop()).ok,
    weakStorageAccepted: () => weakAccepted(deps),
    gatewayAccount: () => gatewayAccount(deps),
    saveGateway: (request) => saveGateway(deps, request),
    protocolMemory: (account) => protocolMemory(deps, account),
    speaks: () => findGateway(deps)?.speaks ?? 'auto',
    provider: () => findGateway(deps)?.provider ?? 'rupay',
    upiPayee: () => findUpiPayee(deps),
    keyedCard,
    setKeyedCard: (on) =>
      audited(deps, [on ? 'keyed-card-on' : 'keyed-card-off'], () =>
        saveSetting(store, 'keyedCard', on, now()),
      ),
    saveShop(wanted) {
      const checked = checkShop(wanted);
      if (!checked.ok) return checked;
      const saved = audited(deps, ['save-shop'], () => saveSetting(store, 'shop', checked.value, now()));
      return saved.ok ? checked : saved;
    },
    view: async () => ({ shop: shop(), keyedCard: keyedCard(), ...(await viewOf(deps)) }),
  };
}
