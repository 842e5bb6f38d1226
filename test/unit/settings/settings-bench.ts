import type { Request } from '../../../shared/contract/ipc.ts';
import type { Mode } from '../../../shared/contract/till.ts';
import { err, ok } from '../../../shared/domain/result.ts';
import type { Secrets } from '../../../electron/platform/ports.ts';
import { createSettings, type SettingsStore } from '../../../electron/settings/index.ts';
import type { Store } from '../../../electron/store/connection.ts';
import { AT, newStore, reopenStore } from '../../support/store-fixtures.ts';

/** A key store that seals by reversing; it refuses while `safe` says that the system has none and nobody accepted that. */
export function reversingSecrets(safe: () => boolean): Secrets {
  const reversed = (text: string): string => text.split('').toReversed().join('');
  return {
    status: () =>
      Promise.resolve({ backend: 'basic_text', strength: safe() ? 'key-store' : 'hard-coded-password' }),
    seal: (secret) =>
      Promise.resolve(
        safe() ? ok(new TextEncoder().encode(reversed(secret))) : err({ code: 'secrets-unavailable' }),
      ),
    unseal: (sealed) =>
      Promise.resolve(
        safe() ? ok(reversed(new TextDecoder().decode(sealed))) : err({ code: 'secret-unreadable' }),
      ),
  };
}

export type SettingsBench = {
  readonly store: Store;
  readonly settings: SettingsStore;
  /** What was audited, oldest first. */
  readonly audited: () => readonly string[];
  /** Everything that stands in the settings, as it lies on disk. */
  readonly onDisk: () => string;
  /** Closes the store and opens it again, as a restart does. */
  readonly restart: () => SettingsBench;
};

function benchOn(folder: string, store: Store, mode: Mode, secrets: Secrets): SettingsBench {
  return {
    store,
    settings: createSettings({ store: store.writer, secrets, mode, now: () => AT }),
    audited: () =>
      store.reader
        .query<[], { action: string }>('SELECT action FROM audit ORDER BY audit_seq')
        .all([])
        .map(({ action }) => action),
    onDisk: () =>
      store.reader
        .query<[], { value: string }>('SELECT value FROM settings ORDER BY key')
        .all([])
        .map(({ value }) => value)
        .join('\n'),
    restart: () => {
      store.close();
      return benchOn(folder, reopenStore(folder), mode, secrets);
    },
  };
}

/** The settings of a new store, in a file of a folder. */
export function settingsBench(folder: string, mode: Mode, secrets: Secrets): SettingsBench {
  return benchOn(folder, newStore(folder), mode, secrets);
}

/** An account of our own protocol at a bank. */
export const realAccount: Request<'saveGateway'> = {
  provider: 'rupay',
  url: 'https://pay.example.in/rupay/',
  merchantId: ' M-0001 ',
  terminalId: 'T-0001',
  pineLabs: null,
  razorpayPos: null,
  apiKey: 'the-secret-of-the-shop',
};
