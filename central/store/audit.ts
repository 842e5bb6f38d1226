import type { Querier } from './db.ts';

/** Who did what to what. No card data and no names of customers belong in it. */
export type AuditEntry = {
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: string | null;
};

/** Writes who did what. Called inside the transaction that does it. */
export async function writeAudit(db: Querier, shopId: number, entry: AuditEntry): Promise<void> {
  await db.query(
    'INSERT INTO audit (shop_id, at, actor, action, subject, detail) VALUES ($1, $2, $3, $4, $5, $6)',
    [shopId, entry.at, entry.actor, entry.action, entry.subject, entry.detail],
  );
}

/** The newest entries of a shop. */
export async function listAudit(db: Querier, shopId: number, limit: number): Promise<AuditEntry[]> {
  return db.query(
    `SELECT at, actor, action, subject, detail FROM audit WHERE shop_id = $1 ORDER BY audit_id DESC LIMIT $2`,
    [shopId, limit],
  );
}
