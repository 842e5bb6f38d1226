import { centralPaths, tillEventsReply, type TillEventsReply } from '../../shared/contract/central-api.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { ServerKind } from '../../shared/contract/sync.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { detectServer } from './detect.ts';
import { openLine, type Line } from './line.ts';
import { recall } from './memory.ts';
import { parsedJson } from './parsed-json.ts';
import type { Office, SyncDeps } from './ports.ts';
import { officeInUse, viewSettings } from './sync-settings.ts';

export type HeldEvent = TillEventsReply['events'][number];

/** Small enough that reading one page never holds the loop for long: about 300 KB of JSON. */
const PAGE = 100;
const TRIES_OF_A_PAGE = 4;

/** What is said where the office can't be read: that it refuses the token, or that it can't be reached. */
function unread(isRefused: boolean): Result<never, PosError> {
  return err(posError(isRefused ? 'sync-token-refused' : 'sync-unreachable'));
}

async function pageAt(
  line: Line,
  office: Office,
  after: string | null,
): Promise<Result<TillEventsReply, PosError>> {
  const prefix = new URL(office.url).pathname.replace(/\/$/, '');
  const headers = { authorization: `Token ${office.token}`, accept: 'application/json' };
  const path = `${prefix}${centralPaths.tillEvents(after, PAGE)}`;
  for (let tries = 0; tries < TRIES_OF_A_PAGE; tries += 1) {
    const reply = await line.call({ method: 'GET', path, headers, body: null });
    const status = reply.ok ? reply.value.status : null;
    if (status === 401 || status === 403) return unread(true);
    const page = reply.ok && status === 200 ? parsedJson(reply.value.body) : undefined;
    const parsed = tillEventsReply.safeParse(page);
    if (parsed.success) return ok(parsed.data);
  }
  return unread(false);
}

/** What the office's server is: as the owner says, as it was the last time, or as it says itself. */
async function kindOf(deps: SyncDeps, office: Office, line: Line): Promise<Result<ServerKind, PosError>> {
  const { server } = viewSettings(deps);
  if (server !== 'auto') return ok(server);
  const known = recall(deps.reader, office.url).kind;
  if (known !== null) return ok(known);
  const detected = await detectServer(office, line, deps.clock.now, new AbortController().signal);
  return detected.ok ? ok(detected.value.kind) : unread(detected.error.problem === 'unauthorised');
}

/**
 * Walks through all that this till ever told the office, in the order in which it came there, one event after the other. `take` may end the walk with an error.
 * `base`: the server has only the base contract and keeps no such thing. Null where no office is set up; an error when it can't be reached or refuses the token.
 */
export async function walkTillEvents(
  deps: SyncDeps,
  take: (event: HeldEvent) => Promise<PosError | null>,
): Promise<Result<'walked' | 'base', PosError> | null> {
  const office = await officeInUse(deps);
  if (!office.ok) return office.error === 'off' ? null : err(posError('sync-not-set-up'));
  const { origin } = new URL(office.value.url);
  const ca = deps.ca === undefined ? {} : { ca: deps.ca };
  const line = openLine({ origin, keepAlive: true, timeouts: deps.timeouts, ...ca });
  try {
    const kind = await kindOf(deps, office.value, line);
    if (!kind.ok) return kind;
    if (kind.value === 'base') return ok('base');
    for (let after: string | null = null; ;) {
      const page: Result<TillEventsReply, PosError> = await pageAt(line, office.value, after);
      if (!page.ok) return page;
      for (const event of page.value.events) {
        const stop = await take(event);
        if (stop !== null) return err(stop);
      }
      if (page.value.next === null) return ok('walked');
      after = page.value.next;
    }
  } finally {
    await line.close();
  }
}
