import type { SafeStorage as ElectronSafeStorage } from 'electron';
import { err, ok } from '../../shared/domain/result.ts';
import type { Secrets, SecretStrength } from '../platform/ports.ts';

/** The part of Electron's safeStorage that is used. */
export type SafeStorage = Pick<
  ElectronSafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>;

/** Linux backends that are a real key store; `basic_text` is a password that everybody knows, `unknown` may be it. */
const keyStores: readonly string[] = ['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6'];

interface Status {
  readonly backend: string;
  readonly strength: SecretStrength;
}

async function findStatus(safeStorage: SafeStorage, platform: NodeJS.Platform): Promise<Status> {
  const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform;
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return { backend, strength: 'none' };
  if (platform !== 'linux' || keyStores.includes(backend)) return { backend, strength: 'key-store' };
  return { backend, strength: 'hard-coded-password' };
}

/**
 * The secrets port on Electron's safeStorage. `allowWeakStorage` tells whether the owner has accepted, in writing, the hard-coded
 * password that Linux without a key store offers; it is asked at every use.
 */
export function createSecrets(
  safeStorage: SafeStorage,
  platform: NodeJS.Platform,
  allowWeakStorage: () => boolean,
): Secrets {
  const usable = async (): Promise<boolean> => {
    const { strength } = await findStatus(safeStorage, platform);
    return strength === 'key-store' || (strength === 'hard-coded-password' && allowWeakStorage());
  };
  return {
    status: () => findStatus(safeStorage, platform),
    async seal(secret) {
      if (!(await usable())) return err({ code: 'secrets-unavailable' });
      return ok(new Uint8Array(await safeStorage.encryptStringAsync(secret)));
    },
    async unseal(sealed) {
      if (!(await usable())) return err({ code: 'secrets-unavailable' });
      try {
        return ok((await safeStorage.decryptStringAsync(Buffer.from(sealed))).result);
      } catch {
        return err({ code: 'secret-unreadable' });
      }
    },
  };
}
