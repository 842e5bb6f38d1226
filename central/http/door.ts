import { ok, type Result } from '../../shared/domain/result.ts';
import type { Db } from '../store/db.ts';
import { findCaller, type Caller } from '../store/tokens.ts';
import { detail, stop, throttled, type Answer } from './answers.ts';
import type { Throttle } from './throttle.ts';

const unauthorised = (sentence: string): Answer => ({
  ...detail(401, sentence),
  headers: { 'www-authenticate': 'Token' },
});

const notProvided = unauthorised('Authentication credentials were not provided.');
const invalid = unauthorised('Invalid token.');

/** The token of an Authorization header; the keyword's case does not matter. Any other keyword is as good as no header. */
function tokenOf(header: string | undefined): Result<string, Answer> {
  const parts = (header ?? '').trim().split(/\s+/);
  if (parts[0]?.toLowerCase() !== 'token') return stop(notProvided);
  if (parts.length === 1) return stop(unauthorised('Invalid token header. No credentials provided.'));
  if (parts.length > 2) {
    return stop(unauthorised('Invalid token header. Token string should not contain spaces.'));
  }
  return ok(parts[1] ?? '');
}

export type Door = {
  /** Lets a till in by its token, or says why not. */
  readonly enter: (header: string | undefined, address: string) => Promise<Result<Caller, Answer>>;
};

/** The door for tills: the token is looked up at every call, so that a revoked one ends at once; wrong ones are slowed down by address. */
export function createDoor(
  db: Db,
  limits: { readonly perTill: Throttle; readonly wrongTokens: Throttle },
): Door {
  return {
    enter: async (header, address) => {
      const token = tokenOf(header);
      if (!token.ok) return token;
      const caller = token.value.length > 200 ? null : await findCaller(db, token.value);
      if (caller === null) {
        const seconds = limits.wrongTokens.take(address);
        return stop(seconds > 0 ? throttled(seconds) : invalid);
      }
      const seconds = limits.perTill.take(`${caller.shopId}:${caller.tillId}`);
      return seconds > 0 ? stop(throttled(seconds)) : ok(caller);
    },
  };
}
