import {
  bulkRequest,
  MAX_BULK_BYTES,
  MAX_BULK_EVENTS,
  type AboutReply,
  type BulkReply,
  type TillEventsReply,
} from '../../shared/contract/central-api.ts';
import { readWhole } from '../../shared/contract/central-fields.ts';
import { pushOpened } from '../ingest/push-events.ts';
import { openPush } from '../ingest/read-event.ts';
import { listTillEvents } from '../store/event-rows.ts';
import { claimToken } from '../store/token-stores.ts';
import { answer, badFields, detail, type Answer } from './answers.ts';
import { unpackable } from './body.ts';
import type { Metrics } from './metrics.ts';
import { nestedErrors } from './nested-errors.ts';
import type { OrderDeps } from './orders.ts';
import { readQuery } from './query.ts';
import type { Handler } from './request.ts';
import { createTurns } from './turns.ts';

/** GET about: that this is ours, and whose token it is. */
export const about =
  ({ surroundings }: OrderDeps): Handler =>
  async ({ caller }) =>
    answer(200, {
      name: 'galla-central',
      contract: 1,
      shop: { code: caller.shopCode, name: caller.shopName },
      till: { code: caller.tillCode, name: caller.tillName },
      maxEvents: MAX_BULK_EVENTS,
      maxBytes: MAX_BULK_BYTES,
      encodings: [...unpackable],
      now: surroundings.now(),
    } satisfies AboutReply);

/** Two tills were given one token, or a copy of a till goes on beside it: the office would take the two for one. */
const tokenInUse = detail(
  409,
  'This token is used by another till, or by what took the place of this one. Nothing was written. Make a token for this till.',
);

/**
 * POST orders/bulk: what a till pushes, each event acknowledged on its own. A till may send a push before it has the answer to the last: it is opened
 * while that one is stored, and stored after it.
 */
export function postBulk({ db, surroundings, metrics }: OrderDeps & { readonly metrics: Metrics }): Handler {
  const inTurn = createTurns();
  return async ({ caller, body }): Promise<Answer> => {
    const request = bulkRequest.safeParse(body ?? {});
    if (!request.success) return badFields(nestedErrors(request.error.issues));
    const at = surroundings.now();
    const { shopId, tillId } = caller;
    const { till } = request.data;
    if (till !== undefined && till.id !== caller.storeId) {
      const isIts = await db.transaction((tx) => claimToken(tx, caller, till, at));
      if (!isIts) return tokenInUse;
    }
    const push = openPush(request.data.events);
    const { sha256 } = request.data;
    if (sha256 !== undefined && sha256 !== push.sha256) {
      return badFields({ sha256: ['The payloads do not have this digest: one of them was damaged.'] });
    }
    const behind = {
      waiting: request.data.waiting ?? null,
      lagMs: Math.max(0, at - newestOf(request.data.events, at)),
    };
    const sender = { shopId, tillId, receivedAt: at, behind };
    const results = await inTurn(`${shopId}/${tillId}`, () => pushOpened(db, sender, push));
    for (const { outcome } of results) metrics.event(outcome);
    return answer(200, { results } satisfies BulkReply);
  };
}

/** When the newest event of a push became true at the till; how far behind the office is. */
function newestOf(events: readonly unknown[], now: number): number {
  const moments = events.map((event) =>
    typeof event === 'object' && event !== null && 'at' in event && Number.isSafeInteger(event.at)
      ? Number(event.at)
      : 0,
  );
  return Math.min(now, Math.max(0, ...moments));
}

const LIMIT = 500;

/** GET till/events: what this till pushed, word for word, in the order in which it came. */
export const getTillEvents =
  ({ db }: OrderDeps): Handler =>
  async ({ caller, query }) => {
    const read = readQuery(
      {
        after: (text: string) => readWhole(0, Number.MAX_SAFE_INTEGER)(text),
        limit: (text: string) => readWhole(1, LIMIT)(text),
      },
      query,
    );
    if (!read.ok) return read.error;
    const limit = read.value.limit ?? 100;
    const rows = await listTillEvents(db, caller, read.value.after ?? 0, limit + 1);
    const page = rows.slice(0, limit);
    const events = page.map((row) => ({
      id: row.event_id,
      kind: row.kind,
      at: row.at,
      sha256: row.sha256,
      payload: JSON.parse(row.payload) as Record<string, unknown>,
    }));
    const next = rows.length > limit ? String(page.at(-1)?.seq ?? 0) : null;
    return answer(200, { events, next } satisfies TillEventsReply);
  };
