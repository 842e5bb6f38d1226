import { describe, expect, test } from 'vitest';
import { createSecrets, type SafeStorage } from '../../../electron/app/secrets.ts';

const reversed = (bytes: Uint8Array): Buffer => Buffer.from(bytes.toReversed());

/** A key store that seals by reversing, on a system that offers what a test says. */
function storage(
  backend: ReturnType<SafeStorage['getSelectedStorageBackend']>,
  available = true,
): SafeStorage {
  return {
    getSelectedStorageBackend: () => backend,
    isAsyncEncryptionAvailable: () => Promise.resolve(available),
    encryptStringAsync: (text) => Promise.resolve(reversed(Buffer.from(text))),
    decryptStringAsync: (sealed) =>
      sealed.length === 0
        ? Promise.reject(new Error('unreadable'))
        : Promise.resolve({ result: reversed(sealed).toString(), shouldReEncrypt: false }),
  };
}

const accepted = () => true;
const notAccepted = () => false;

describe('secrets', () => {
  test('come back from a real key store', async () => {
    const secrets = createSecrets(storage('gnome_libsecret'), 'linux', notAccepted);
    const sealed = await secrets.seal('key');
    expect(sealed.ok && Buffer.from(sealed.value).toString()).toBe('yek');
    expect(sealed.ok && (await secrets.unseal(sealed.value))).toEqual({ ok: true, value: 'key' });
    expect(await secrets.status()).toEqual({ backend: 'gnome_libsecret', strength: 'key-store' });
  });

  test.each(['basic_text', 'unknown'] as const)(
    'are refused under the password of %s until the owner accepts it',
    async (backend) => {
      const refusing = createSecrets(storage(backend), 'linux', notAccepted);
      expect(await refusing.seal('key')).toEqual({ ok: false, error: { code: 'secrets-unavailable' } });
      expect(await refusing.unseal(new Uint8Array([1]))).toEqual({
        ok: false,
        error: { code: 'secrets-unavailable' },
      });
      expect(await refusing.status()).toEqual({ backend, strength: 'hard-coded-password' });
      expect((await createSecrets(storage(backend), 'linux', accepted).seal('key')).ok).toBe(true);
    },
  );

  test('are refused where nothing is offered, accepted or not', async () => {
    const secrets = createSecrets(storage('gnome_libsecret', false), 'linux', accepted);
    expect((await secrets.seal('key')).ok).toBe(false);
    expect((await secrets.status()).strength).toBe('none');
  });

  test('use the key store of Windows and macOS', async () => {
    expect(await createSecrets(storage('unknown'), 'win32', notAccepted).status()).toEqual({
      backend: 'win32',
      strength: 'key-store',
    });
  });

  test('that another machine sealed are said to be unreadable', async () => {
    const secrets = createSecrets(storage('kwallet6'), 'linux', notAccepted);
    expect(await secrets.unseal(new Uint8Array())).toEqual({
      ok: false,
      error: { code: 'secret-unreadable' },
    });
  });
});
