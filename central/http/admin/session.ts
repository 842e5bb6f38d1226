import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ok, type Result } from '../../../shared/domain/result.ts';
import type { Db } from '../../store/db.ts';
import { findSession, type Session } from '../../store/office.ts';
import { detail, stop, type Answer } from '../answers.ts';

const COOKIE = 'galla_office';

/** The text of the session's cookie, or null. */
export function cookieOf(request: FastifyRequest): string | null {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${COOKIE}=`));
  return found === undefined ? null : found.slice(COOKIE.length + 1);
}

/** Gives the browser its session: no script can read it, no other site can send it. An empty text takes it away. */
export function setCookie(reply: FastifyReply, text: string, secure: boolean): void {
  const parts = [`${COOKIE}=${text}`, 'Path=/admin', 'HttpOnly', 'SameSite=Strict'];
  if (text === '') parts.push('Max-Age=0');
  if (secure) parts.push('Secure');
  reply.header('set-cookie', parts.join('; '));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** The session of a call to the admin page; what writes must also carry the session's own word in a header. */
export async function enterOffice(
  db: Db,
  request: FastifyRequest,
  at: number,
): Promise<Result<Session, Answer>> {
  const cookie = cookieOf(request);
  const session = cookie === null ? null : await findSession(db, cookie, at);
  if (session === null) return stop(detail(401, 'Sign in first.'));
  const word = request.headers['x-csrf'];
  const isMeant = typeof word === 'string' && timingSafeEqual(digest(word), digest(session.csrf));
  if (writes.has(request.method) && !isMeant) return stop(detail(403, 'This did not come from the page.'));
  return ok(session);
}
