import { spokenSchema } from '../../shared/contract/stored-settings.ts';
import type { ProtocolMemory } from '../gateway/index.ts';
import { findSetting, saveSetting } from '../store/repositories/settings.ts';
import type { SettingsDeps } from './audited.ts';

type AccountName = { readonly url: string; readonly merchantId: string };

/**
 * What the gateway of an account has said of its protocol, kept in the store. It is forgotten when the account is saved anew, and only then: a
 * gateway that signs must not become one that doesn't because somebody on the way says so.
 */
export function protocolMemory({ store, now }: SettingsDeps, account: AccountName): ProtocolMemory {
  const { url, merchantId } = account;
  const stored = findSetting(store, 'gatewaySpoken', spokenSchema);
  const isOurs = stored?.url === url && stored.merchantId === merchantId;
  let known = isOurs ? stored.protocol : null;
  return {
    known: () => known,
    learned(protocol) {
      known = protocol;
      // What is not on disk is asked again at the next start.
      store.transaction<null, never>(() => {
        saveSetting(store, 'gatewaySpoken', { url, merchantId, protocol }, now());
        return { ok: true, value: null };
      });
    },
  };
}
