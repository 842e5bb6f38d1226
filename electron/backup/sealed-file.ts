import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { err, ok, type Result } from '../../shared/domain/result.ts';

/** Why a sealed file was not opened. Nothing of it is to be used. */
export type UnsealFault =
  /** Not a sealed backup at all. */
  | { readonly code: 'not-sealed' }
  /** The passphrase is another one, or the beginning of the file was changed. */
  | { readonly code: 'wrong-passphrase' }
  /** The passphrase is right and the file is not what was written: changed, cut or put together. */
  | { readonly code: 'tampered' };

// The form of the file: the magic text, the length of the header (4 bytes), the header as JSON, then the content in pieces, each sealed with
// AES-256-GCM under a nonce of its own: 7 random bytes of the file, 4 bytes that count the pieces, and 1 that marks the last. So no piece can be
// changed, left out, repeated or moved, and no end cut off (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
const MAGIC = Buffer.from('GALLA SEALED BACKUP 1\n');
const PIECE_BYTES = 1024 * 1024;
const TAG_BYTES = 16;
const HEADER_BYTES_MAX = 65_536;
/** RFC 7914; 128 MiB and about half a second of one core. Kept in each file, so that it can grow. */
const COST = { N: 131_072, r: 8, p: 1 };
/** What a file may ask of the machine that opens it. */
const COST_MAX = { N: 1_048_576, r: 16, p: 4 };

type Header = { readonly scrypt: typeof COST; readonly salt: string; readonly nonce: string };

/** The count that stands for no piece: it seals nothing and shows whether the passphrase is right. */
const NO_PIECE = 0xff_ff_ff_ff;

function keyOf(passphrase: string, { scrypt, salt }: Header): Buffer {
  const { N, r, p } = scrypt;
  // Typed on another keyboard the same text may be other code points (NIST SP 800-63B, 5.1.1.2).
  return scryptSync(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, {
    N,
    r,
    p,
    maxmem: 256 * N * r,
  });
}

function nonceOf(header: Header, piece: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  Buffer.from(header.nonce, 'base64').copy(nonce, 0, 0, 7);
  nonce.writeUInt32BE(piece, 7);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** What a passphrase became for one file: its key is made once, as making it is slow on purpose. */
export type Sealer = { readonly header: Header; readonly key: Buffer; readonly about: Buffer };

function seal({ header, key, about }: Sealer, piece: number, isLast: boolean, plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(header, piece, isLast));
  cipher.setAAD(about);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function unseal(
  { header, key, about }: Sealer,
  piece: number,
  isLast: boolean,
  sealed: Buffer,
): Buffer | null {
  const cipher = createDecipheriv('aes-256-gcm', key, nonceOf(header, piece, isLast));
  cipher.setAAD(about);
  cipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([cipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), cipher.final()]);
  } catch {
    return null;
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}

/** Reads so many bytes, or those that are left. */
function readUpTo(file: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  let filled = 0;
  while (filled < bytes) {
    const read = readSync(file, buffer, filled, bytes - filled, null);
    if (read === 0) break;
    filled += read;
  }
  return buffer.subarray(0, filled);
}

/** Works on two files, the second a new one, and puts that on disk. */
function between<T>(from: string, into: string, work: (source: number, target: number) => T): T {
  const source = openSync(from, 'r');
  try {
    const target = openSync(into, 'wx', 0o600);
    try {
      const done = work(source, target);
      fsyncSync(target);
      return done;
    } finally {
      closeSync(target);
    }
  } finally {
    closeSync(source);
  }
}

/** Writes a new file with the content of another, sealed with a passphrase: AES-256-GCM under a key made by scrypt. On disk when it returns; throws what the system says. */
export function sealFile(from: string, into: string, passphrase: string): Sealer {
  const header: Header = {
    scrypt: COST,
    salt: randomBytes(16).toString('base64'),
    nonce: randomBytes(7).toString('base64'),
  };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const about = createHash('sha256').update(MAGIC).update(length).update(text).digest();
  const sealer = { header, key: keyOf(passphrase, header), about };
  const { size } = statSync(from);
  const pieces = Math.max(1, Math.ceil(size / PIECE_BYTES));
  between(from, into, (source, target) => {
    for (const part of [MAGIC, length, text]) writeAll(target, part);
    writeAll(target, seal(sealer, NO_PIECE, false, Buffer.alloc(0)));
    for (let piece = 0; piece < pieces; piece += 1) {
      writeAll(target, seal(sealer, piece, piece === pieces - 1, readUpTo(source, PIECE_BYTES)));
    }
  });
  return sealer;
}

function isHeader(value: unknown): value is Header {
  if (typeof value !== 'object' || value === null) return false;
  if (!('scrypt' in value && 'salt' in value && 'nonce' in value)) return false;
  const { scrypt, salt, nonce } = value;
  if (typeof scrypt !== 'object' || scrypt === null || !('N' in scrypt && 'r' in scrypt && 'p' in scrypt))
    return false;
  const within = (cost: unknown, most: number): boolean =>
    typeof cost === 'number' && Number.isSafeInteger(cost) && cost >= 1 && cost <= most;
  const costs = within(scrypt.N, COST_MAX.N) && within(scrypt.r, COST_MAX.r) && within(scrypt.p, COST_MAX.p);
  const isPower = Number.isInteger(Math.log2(Number(scrypt.N))) && Number(scrypt.N) > 1;
  return costs && isPower && typeof salt === 'string' && typeof nonce === 'string';
}

function parseHeader(text: Buffer): Header | null {
  try {
    const value: unknown = JSON.parse(text.toString('utf8'));
    return isHeader(value) ? value : null;
  } catch {
    return null;
  }
}

/** The beginning of a sealed file: its header, and the digest that every piece is bound to. Null when it is none. */
function readAbout(source: number): { readonly text: Buffer; readonly digest: Buffer } | null {
  const start = readUpTo(source, MAGIC.length + 4);
  if (start.length < MAGIC.length + 4 || !start.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const text = readUpTo(source, Math.min(start.readUInt32BE(MAGIC.length), HEADER_BYTES_MAX));
  return { text, digest: createHash('sha256').update(start).update(text).digest() };
}

function openHeader(source: number, passphrase: string): Result<Sealer, UnsealFault> {
  const about = readAbout(source);
  if (about === null) return err({ code: 'not-sealed' });
  const header = parseHeader(about.text);
  if (header === null) return err({ code: 'tampered' });
  const sealer = { header, key: keyOf(passphrase, header), about: about.digest };
  const proof = readUpTo(source, TAG_BYTES);
  const isRight = proof.length === TAG_BYTES && unseal(sealer, NO_PIECE, false, proof) !== null;
  return isRight ? ok(sealer) : err({ code: 'wrong-passphrase' });
}

function openPieces(
  source: number,
  sealer: Sealer,
  take: (plain: Buffer) => void,
): Result<null, UnsealFault> {
  let next = readUpTo(source, PIECE_BYTES + TAG_BYTES);
  for (let piece = 0; ; piece += 1) {
    const sealed = next;
    next = readUpTo(source, PIECE_BYTES + TAG_BYTES);
    const isLast = next.length === 0;
    if (sealed.length < TAG_BYTES) return err({ code: 'tampered' });
    const plain = unseal(sealer, piece, isLast, sealed);
    if (plain === null) return err({ code: 'tampered' });
    take(plain);
    if (isLast) return ok(null);
  }
}

/**
 * Opens a sealed file into a new one. On an Err the new file may hold a part of the content, and the caller removes it. Throws what the
 * system says.
 */
export function unsealFile(from: string, into: string, passphrase: string): Result<null, UnsealFault> {
  return between(from, into, (source, target) => {
    const sealer = openHeader(source, passphrase);
    return sealer.ok ? openPieces(source, sealer.value, (plain) => writeAll(target, plain)) : sealer;
  });
}

/** The SHA-256 of what a file holds that was sealed a moment ago, read back piece by piece, without writing it anywhere. */
export function sealedContentHash(path: string, sealer: Sealer): Result<string, UnsealFault> {
  const hash = createHash('sha256');
  const source = openSync(path, 'r');
  try {
    const about = readAbout(source);
    if (about === null || !about.digest.equals(sealer.about)) return err({ code: 'tampered' });
    if (unseal(sealer, NO_PIECE, false, readUpTo(source, TAG_BYTES)) === null)
      return err({ code: 'tampered' });
    const opened = openPieces(source, sealer, (plain) => hash.update(plain));
    return opened.ok ? ok(hash.digest('hex')) : opened;
  } finally {
    closeSync(source);
  }
}
