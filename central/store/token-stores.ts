import { writeAudit } from './audit.ts';
import type { Querier } from './db.ts';
import type { Caller } from './tokens.ts';

/** What a push says of the database that it comes from: its own id, and those of the databases whose place it has taken. */
export type TokenClaim = { readonly id: string; readonly follows: readonly string[] };

/**
 * Whether a token may be used by the database that a push comes from. The first one has it; another one only when it was put in the place of one that had it
 * before, as after a restore or a move to another PC. Then the one before has it no more: of a till and its copy only one goes on. To be called inside a
 * transaction; false leaves all as it was.
 */
export async function claimToken(
  tx: Querier,
  { shopId, tokenId, tillCode }: Caller,
  claim: TokenClaim,
  at: number,
): Promise<boolean> {
  const [token] = await tx.query<{ store_id: string | null }>(
    'SELECT store_id FROM tokens WHERE shop_id = $1 AND token_id = $2 FOR UPDATE',
    [shopId, tokenId],
  );
  const current = token?.store_id ?? null;
  if (current === claim.id) return true;
  const rows = await tx.query<{ store_id: string }>(
    'SELECT store_id FROM token_stores WHERE shop_id = $1 AND token_id = $2',
    [shopId, tokenId],
  );
  const had = new Set(rows.map((row) => row.store_id));
  if (current !== null && (had.has(claim.id) || !claim.follows.some((id) => had.has(id)))) return false;
  await tx.query('INSERT INTO token_stores (shop_id, token_id, store_id, since) VALUES ($1, $2, $3, $4)', [
    shopId,
    tokenId,
    claim.id,
    at,
  ]);
  await tx.query('UPDATE tokens SET store_id = $3 WHERE shop_id = $1 AND token_id = $2', [
    shopId,
    tokenId,
    claim.id,
  ]);
  if (current !== null) {
    const detail = JSON.stringify({ from: current, to: claim.id });
    await writeAudit(tx, shopId, {
      at,
      actor: `till:${tillCode}`,
      action: 'token-moved',
      subject: tokenId,
      detail,
    });
  }
  return true;
}
