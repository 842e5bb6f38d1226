import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Querier } from './db.ts';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const KEY_BYTES = 32;
const SESSION_MS = 12 * 3_600_000;

/** A session of the admin page. `csrf` must come back in a header with everything that writes. */
export type Session = { readonly userName: string; readonly csrf: string };

async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('hex')}:${(await derive(password, salt, KEY_BYTES)).toString('hex')}`;
}

async function matches(password: string, stored: string): Promise<boolean> {
  const [salt = '', key = ''] = stored.split(':');
  const expected = Buffer.from(key, 'hex');
  const given = await derive(password, Buffer.from(salt, 'hex'), KEY_BYTES);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Makes an office user; false when the name is there: its password stays. */
export async function ensureOfficeUser(
  db: Querier,
  name: string,
  password: string,
  at: number,
): Promise<boolean> {
  const known = await db.query('SELECT name FROM office_users WHERE name = $1', [name]);
  if (known.length > 0) return false;
  const rows = await db.query(
    'INSERT INTO office_users (name, password_hash, created_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING RETURNING name',
    [name, await hashPassword(password), at],
  );
  return rows.length === 1;
}

/** Whether the office has a user. */
export async function hasOfficeUser(db: Querier): Promise<boolean> {
  return (await db.query('SELECT name FROM office_users LIMIT 1')).length > 0;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
// A name that is not there costs as much as a wrong password, so that the time tells nothing.
const nobody = `${'00'.repeat(16)}:${'00'.repeat(KEY_BYTES)}`;

/** Opens a session for the right name and password; null otherwise. */
export async function openSession(
  db: Querier,
  name: string,
  password: string,
  at: number,
): Promise<{ readonly cookie: string; readonly session: Session } | null> {
  const rows = await db.query<{ password_hash: string }>(
    'SELECT password_hash FROM office_users WHERE name = $1 AND disabled_at IS NULL',
    [name],
  );
  const isRight = await matches(password, rows[0]?.password_hash ?? nobody);
  if (!isRight || rows.length === 0) return null;
  const cookie = randomBytes(24).toString('base64url');
  const csrf = randomBytes(24).toString('base64url');
  await db.query('DELETE FROM office_sessions WHERE expires_at < $1', [at]);
  await db.query(
    'INSERT INTO office_sessions (session_hash, user_name, csrf, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)',
    [digest(cookie), name, csrf, at, at + SESSION_MS],
  );
  return { cookie, session: { userName: name, csrf } };
}

/** The session of a cookie, or null when it is over. */
export async function findSession(db: Querier, cookie: string, at: number): Promise<Session | null> {
  const rows = await db.query<{ user_name: string; csrf: string }>(
    `SELECT s.user_name, s.csrf FROM office_sessions s JOIN office_users u ON u.name = s.user_name
      WHERE s.session_hash = $1 AND s.expires_at > $2 AND u.disabled_at IS NULL`,
    [digest(cookie), at],
  );
  const [row] = rows;
  return row === undefined ? null : { userName: row.user_name, csrf: row.csrf };
}

/** Ends a session. */
export async function closeSession(db: Querier, cookie: string): Promise<void> {
  await db.query('DELETE FROM office_sessions WHERE session_hash = $1', [digest(cookie)]);
}
