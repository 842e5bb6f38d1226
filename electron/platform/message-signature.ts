import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { signedText, type SignedParts } from '../../shared/contract/gateway.ts';

/** SHA-256 of a body in lower-case hexadecimal. */
export function sha256Hex(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

/** HMAC-SHA256 of a message's signed text under the shared key, in lower-case hexadecimal (docs/gateway-protocol.md). */
export function signMessage(key: string, parts: SignedParts): string {
  return createHmac('sha256', key).update(signedText(parts)).digest('hex');
}

/** Tells in constant time whether a signature is the one that the key makes over these parts. */
export function signatureMatches(key: string, parts: SignedParts, signature: string): boolean {
  const expected = Buffer.from(signMessage(key, parts), 'hex');
  const given = Buffer.from(/^[0-9a-f]{64}$/.test(signature) ? signature : '', 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
