import { insertInto, selected } from '../columns.ts';
import type { Reader, Writer } from '../handles.ts';

/** A change of the office's catalogue, from a date on. */
export type PulledRow = {
  readonly server: string;
  readonly revision: number;
  readonly productRef: string;
  /** The first business date on which it holds. */
  readonly effectiveFrom: string;
  /** The change as the office sent it, JSON. */
  readonly payload: string;
  readonly pulledAt: number;
};

const fields = [
  'server',
  'revision',
  'productRef',
  'effectiveFrom',
  'payload',
  'pulledAt',
] as const satisfies readonly (keyof PulledRow)[];

const INSERT = insertInto('catalogue_pulls', fields).replace('INSERT INTO', 'INSERT OR IGNORE INTO');
const DUE = `SELECT ${selected(fields)} FROM catalogue_pulls
  WHERE applied_at IS NULL AND server = ? AND effective_from <= ? AND revision <= ?
  ORDER BY server, effective_from, revision LIMIT ?`;
const OF_PRODUCT = `SELECT payload FROM catalogue_pulls WHERE server = ? AND product_ref = ? ORDER BY revision DESC`;
const APPLIED = `UPDATE catalogue_pulls SET applied_at = @at WHERE server = @server AND revision = @revision
  AND product_ref = @productRef AND effective_from = @effectiveFrom`;

/** Keeps a change until its day; one that is kept already stays as it is. Called inside a transaction. */
export function insertPulled(db: Writer, row: PulledRow): void {
  db.change<PulledRow>(INSERT).run(row);
}

/** Changes whose day has come and that were pulled whole, oldest first. */
export function listDuePulled(
  db: Reader,
  server: string,
  businessDate: string,
  upToRevision: number,
  limit: number,
): PulledRow[] {
  type Params = [string, string, number, number];
  return db.query<Params, PulledRow>(DUE).all([server, businessDate, upToRevision, limit]);
}

/** Every change of one product that was pulled, newest first, as the office sent it. */
export function listPulledOf(db: Reader, server: string, productRef: string): string[] {
  const rows = db.query<[string, string], { payload: string }>(OF_PRODUCT).all([server, productRef]);
  return rows.map(({ payload }) => payload);
}

/** Marks a change as applied. Called inside a transaction. */
export function markApplied(db: Writer, row: PulledRow, at: number): void {
  const { server, revision, productRef, effectiveFrom } = row;
  const params = { server, revision, productRef, effectiveFrom, at };
  db.change<typeof params>(APPLIED).run(params);
}
