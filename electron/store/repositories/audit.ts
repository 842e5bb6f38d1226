import type { PersonId } from '../../../shared/domain/ids.ts';
import { insertInto, selected } from '../columns.ts';
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

const entryFields = [
  'at',
  'personId',
  'action',
  'subjectKind',
  'subjectId',
  'detail',
] as const satisfies readonly (keyof AuditEntry)[];
const LIST_FIELDS = selected([...entryFields, 'auditSeq']);
const INSERT = insertInto('audit', entryFields);
const OF_SUBJECT = `SELECT ${LIST_FIELDS} FROM audit WHERE subject_id = ? ORDER BY audit_seq`;
const NEWEST = `SELECT ${LIST_FIELDS} FROM audit WHERE audit_seq < ? ORDER BY audit_seq DESC LIMIT ?`;
const EXCEPTIONS = `SELECT ${LIST_FIELDS} FROM audit WHERE action = 'payment-exception' AND at >= ? ORDER BY at, audit_seq`;

/** Writes an entry. Called inside the transaction that it tells of. */
export function insertAudit(db: Writer, entry: AuditEntry): void {
  db.change<AuditEntry>(INSERT).run(entry);
}

/** All that was done to a subject, oldest first. */
export function listAuditOf(db: Reader, subjectId: string): AuditRecord[] {
  return db.query<[string], AuditRecord>(OF_SUBJECT).all([subjectId]);
}

/** A page of the whole audit, newest first; `beforeSeq` null starts at the newest. */
export function listAudit(db: Reader, beforeSeq: number | null, limit: number): AuditRecord[] {
  return db.query<[number, number], AuditRecord>(NEWEST).all([beforeSeq ?? Number.MAX_SAFE_INTEGER, limit]);
}

/** What was put on the exception list from an instant on, oldest first (FIELD 4.2, 4.4). */
export function listPaymentExceptions(db: Reader, fromMs: number): AuditRecord[] {
  return db.query<[number], AuditRecord>(EXCEPTIONS).all([fromMs]);
}
