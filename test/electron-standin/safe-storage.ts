import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { strict } from './strict.ts';

// The key is in this file for all to read: the result is only unlike the text, not secret. Electron's 'basic_text' is no better.
const key = createHash('sha256').update('electron stand-in: not a secret').digest();
const mark = Buffer.from('not-secret-v1');

function encryptString(text: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([mark, nonce, cipher.getAuthTag(), body]);
}

function decryptString(encrypted: Buffer): string {
  const bytes = Buffer.from(encrypted);
  const start = mark.length;
  if (bytes.length < start + 28 || !bytes.subarray(0, start).equals(mark)) {
    throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
  }
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(start, start + 12));
  decipher.setAuthTag(bytes.subarray(start + 12, start + 28));
  return Buffer.concat([decipher.update(bytes.subarray(start + 28)), decipher.final()]).toString('utf8');
}

/** Electron's `safeStorage` where Linux has no keyring: reversible, and says of itself that it is 'basic_text'. */
export const safeStorage = strict(
  {
    isEncryptionAvailable: (): boolean => true,
    isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(true),
    getSelectedStorageBackend: (): string => 'basic_text',
    setUsePlainTextEncryption(_usePlainText: boolean): void {},
    encryptString,
    decryptString,
    encryptStringAsync: async (text: string): Promise<Buffer> => encryptString(text),
    decryptStringAsync: async (encrypted: Buffer) => ({
      shouldReEncrypt: false,
      result: decryptString(encrypted),
    }),
  },
  'safeStorage',
);
