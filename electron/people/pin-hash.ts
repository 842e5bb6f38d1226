import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** The work of one check (RFC 7914): 32 MiB and some 80 ms of a core, off the event loop. Kept in each hash, so that it can grow. */
const COST = { N: 32_768, r: 8, p: 1 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;

type Cost = typeof COST;

const derive = promisify<string, Buffer, number, Cost & { readonly maxmem: number }, Buffer>(scrypt);

function derived(pin: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  return derive(pin, salt, KEY_BYTES, { ...cost, maxmem: 256 * cost.N * cost.r });
}

/** Hashes a PIN with a salt of its own: `scrypt$N$r$p$salt$hash`, salt and hash in base64. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derived(pin, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), key.toString('base64')].join('$');
}

/** Tells whether a PIN is the one of a hash, in constant time. A hash of another form fits no PIN. */
export async function pinMatches(pin: string, hash: string): Promise<boolean> {
  const [scheme, costN, costR, costP, saltText, keyText] = hash.split('$');
  const cost = { N: Number(costN), r: Number(costR), p: Number(costP) };
  if (scheme !== 'scrypt' || saltText === undefined || keyText === undefined) return false;
  const expected = Buffer.from(keyText, 'base64');
  const given = await derived(pin, Buffer.from(saltText, 'base64'), cost);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
