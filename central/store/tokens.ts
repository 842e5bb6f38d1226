import { createHash, randomBytes } from 'node:crypto';
import type { Querier } from './db.ts';

/** Whose token it is. */
export type Caller = {
  readonly shopId: number;
  readonly shopCode: string;
  readonly shopName: string;
  readonly tillId: number;
  readonly tillCode: string;
  readonly tillName: string;
  readonly tokenId: string;
  /** The till's database that uses the token; null before one has said which it is. */
  readonly storeId: string | null;
};

/** A token as it is listed: never the token itself. */
export type ListedToken = {
  readonly tokenId: string;
  readonly tillId: number;
  readonly hint: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
};

/** What is kept of a token: its SHA-256. Tokens are 192 random bits, so a fast digest is enough. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

const FIND = `SELECT t.shop_id, t.till_id, t.token_id, t.store_id, s.code AS shop_code, s.name AS shop_name, l.code AS till_code,
    l.name AS till_name
  FROM tokens t JOIN shops s ON s.shop_id = t.shop_id JOIN tills l ON l.shop_id = t.shop_id AND l.till_id = t.till_id
  WHERE t.token_hash = $1 AND t.revoked_at IS NULL`;

/** Whose token this is, or null when it is nobody's or was revoked. */
export async function findCaller(db: Querier, token: string): Promise<Caller | null> {
  const rows = await db.query<{
    shop_id: number;
    till_id: number;
    token_id: string;
    store_id: string | null;
    shop_code: string;
    shop_name: string;
    till_code: string;
    till_name: string;
  }>(FIND, [tokenHash(token)]);
  const [row] = rows;
  if (row === undefined) return null;
  return {
    shopId: row.shop_id,
    shopCode: row.shop_code,
    shopName: row.shop_name,
    tillId: row.till_id,
    tillCode: row.till_code,
    tillName: row.till_name,
    tokenId: row.token_id,
    storeId: row.store_id,
  };
}

/** Makes a token of a till, from 192 random bits unless its text is given. It is shown this once. */
export async function createToken(
  db: Querier,
  till: { readonly shopId: number; readonly tillId: number },
  made: { readonly tokenId: string; readonly at: number; readonly token?: string },
): Promise<string> {
  const token = made.token ?? randomBytes(24).toString('base64url');
  await db.query(
    `INSERT INTO tokens (token_hash, shop_id, till_id, token_id, hint, created_at) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (token_hash) DO NOTHING`,
    [tokenHash(token), till.shopId, till.tillId, made.tokenId, token.slice(0, 4), made.at],
  );
  return token;
}

/** Ends a token. True when it was valid until now. */
export async function revokeToken(
  db: Querier,
  shopId: number,
  tokenId: string,
  at: number,
): Promise<boolean> {
  const rows = await db.query(
    `UPDATE tokens SET revoked_at = $3 WHERE shop_id = $1 AND token_id = $2 AND revoked_at IS NULL RETURNING token_id`,
    [shopId, tokenId, at],
  );
  return rows.length === 1;
}

/** The tokens of a shop, newest first. */
export async function listTokens(db: Querier, shopId: number): Promise<ListedToken[]> {
  const rows = await db.query<{
    token_id: string;
    till_id: number;
    hint: string;
    created_at: number;
    revoked_at: number | null;
  }>(
    `SELECT token_id, till_id, hint, created_at, revoked_at FROM tokens WHERE shop_id = $1
      ORDER BY created_at DESC, token_id DESC LIMIT 500`,
    [shopId],
  );
  return rows.map((row) => ({
    tokenId: row.token_id,
    tillId: row.till_id,
    hint: row.hint,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  }));
}
