import type { PersonId } from '../../../shared/domain/ids.ts';
import { insertInto } from '../columns.ts';
import type { Reader, Writer } from '../handles.ts';

/** Who did what, when, to what. */
export type AuditEntry = {
  readonly at: number;
  readonly personId: PersonId | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** JSON, or null. */
  readonly detail: string | null;
};
export type AuditRecord = AuditEntry & { readonly auditSeq: number };

/** What was done to an order, whose number the caller knows. */
export type OrderAuditEntry = Pick<AuditEntry, 'at' | 'personId' | 'action' | 'detail'> & {
  readonly orderSeq: number;
};

const OF_ORDER = [
  'at',
  'personId',
  'action',
  'detail',
  'orderSeq',
] as const satisfies readonly (keyof OrderAuditEntry)[];
const INSERT_OF_ORDER = insertInto('audit', OF_ORDER);
// An order is named by its number; what is about an order that was never written names it by its id.
const INSERT = `INSERT INTO audit (at, person_id, action, subject_kind, subject_id, detail, order_seq)
  SELECT @at, @personId, @action, iif(o.seq IS NULL, @subjectKind, NULL), iif(o.seq IS NULL, @subjectId, NULL), @detail, o.seq
  FROM (SELECT 1) LEFT JOIN orders o ON o.order_id = @subjectId AND @subjectKind = 'order'`;
const ENTRY = `SELECT a.audit_seq AS auditSeq, a.at, a.person_id AS personId, a.action,
    coalesce(a.subject_kind, 'order') AS subjectKind, coalesce(a.subject_id, o.order_id) AS subjectId, a.detail
  FROM audit a LEFT JOIN orders o ON o.seq = a.order_seq`;
/** Exported for the test of their plans. */
export const auditQueries = {
  ofSubject: `${ENTRY} WHERE a.subject_id = @subjectId
    UNION ALL ${ENTRY} WHERE a.order_seq = (SELECT seq FROM orders WHERE order_id = @subjectId) ORDER BY auditSeq`,
  newest: `${ENTRY} WHERE a.audit_seq < @before ORDER BY a.audit_seq DESC LIMIT @limit`,
  exceptions: `${ENTRY} WHERE a.action = 'payment-exception' AND a.at >= @from ORDER BY a.at, a.audit_seq`,
} as const;

/** Writes an entry. Called inside the transaction that it tells of. */
export function insertAudit(db: Writer, entry: AuditEntry): void {
  db.change<AuditEntry>(INSERT).run(entry);
}

/** Writes an entry about an order. Called inside the transaction that it tells of. */
export function insertOrderAudit(db: Writer, entry: OrderAuditEntry): void {
  db.change<OrderAuditEntry>(INSERT_OF_ORDER).run(entry);
}

/** All that was done to a subject, oldest first. */
export function listAuditOf(db: Reader, subjectId: string): AuditRecord[] {
  const params = { subjectId };
  return db.query<typeof params, AuditRecord>(auditQueries.ofSubject).all(params);
}

/** A page of the whole audit, newest first; `beforeSeq` null starts at the newest. */
export function listAudit(db: Reader, beforeSeq: number | null, limit: number): AuditRecord[] {
  const params = { before: beforeSeq ?? Number.MAX_SAFE_INTEGER, limit };
  return db.query<typeof params, AuditRecord>(auditQueries.newest).all(params);
}

/** What was put on the exception list from an instant on, oldest first (FIELD 4.2, 4.4). */
export function listPaymentExceptions(db: Reader, fromMs: number): AuditRecord[] {
  const params = { from: fromMs };
  return db.query<typeof params, AuditRecord>(auditQueries.exceptions).all(params);
}
