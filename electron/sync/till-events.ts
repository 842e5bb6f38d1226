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

async function pageAt(line: Line, office: Office, after: string | null): Promise<TillEventsReply | null> {
  const prefix = new URL(office.url).pathname.replace(/\/$/, '');
  const headers = { authorization: `Token ${office.token}`, accept: 'application/json' };
  const path = `${prefix}${centralPaths.tillEvents(after, PAGE)}`;
  for (let tries = 0; tries < TRIES_OF_A_PAGE; tries += 1) {
    const reply = await line.call({ method: 'GET', path, headers, body: null });
    const page = reply.ok && reply.value.status === 200 ? parsedJson(reply.value.body) : undefined;
    const parsed = tillEventsReply.safeParse(page);
    if (parsed.success) return parsed.data;
  }
  return null;
}

/** What the office's server is: as the owner says, as it was the last time, or as it says itself; null when it can't be reached. */
async function kindOf(deps: SyncDeps, office: Office, line: Line): Promise<ServerKind | null> {
  const { server } = viewSettings(deps);
  if (server !== 'auto') return server;
  const known = recall(deps.reader, office.url).kind;
  if (known !== null) return known;
  const detected = await detectServer(office, line, deps.clock.now, new AbortController().signal);
  return detected.ok ? detected.value.kind : null;
}

/**
 * Walks through all that this till ever told the office, in the order in which it came there, one event after the other. `take` may end the walk with an error.
 * `base`: the server has only the base contract and keeps no such thing. Null where no office is set up; an error when it can't be reached.
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
    if (kind === null) return err(posError('sync-unreachable'));
    if (kind === 'base') return ok('base');
    for (let after: string | null = null; ;) {
      const page: TillEventsReply | null = await pageAt(line, office.value, after);
      if (page === null) return err(posError('sync-unreachable'));
      for (const event of page.events) {
        const stop = await take(event);
        if (stop !== null) return err(stop);
      }
      if (page.next === null) return ok('walked');
      after = page.next;
    }
  } finally {
    await line.close();
  }
}
