/** Who did what, when, and to what. Append only. */
export const audit = [
  `CREATE TABLE audit (
    audit_seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    person_id TEXT,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    detail TEXT CHECK (detail IS NULL OR json_valid(detail))
  ) STRICT`,
  `CREATE INDEX audit_by_subject ON audit (subject_id, audit_seq)`,
] as const;
