/** The people of the office and their sessions on the admin page; nothing of a till's token works there, nor the other way round. */
export const officeTables = [
  `CREATE TABLE office_users (
    name text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 100),
    password_hash text NOT NULL,
    created_at bigint NOT NULL,
    disabled_at bigint
  )`,
  `CREATE TABLE office_sessions (
    session_hash text PRIMARY KEY CHECK (length(session_hash) = 64),
    user_name text NOT NULL REFERENCES office_users (name),
    csrf text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
  )`,
] as const;
