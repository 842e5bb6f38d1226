import {
  bulkReply,
  centralPaths,
  type BulkResult,
  type Packing,
} from '../../../shared/contract/central-api.ts';
import { findIdentity } from '../../backup/index.ts';
import { countWaitingOutbox, listSendableOutbox, type SendableRow } from '../../store/repositories/outbox.ts';
import type { Result } from '../../../shared/domain/result.ts';
import type { Line, LineFailure, LineReply } from '../line.ts';
import { parsedJson } from '../parsed-json.ts';
import type { Office, SenderDeps } from '../ports.ts';
import { settle, type Verdict } from '../settle.ts';
import { again, trouble, troubleOf, type Step } from '../step.ts';
import { batchBody, fitting, type BatchLimits } from './batch.ts';
import { oldPackings, type Packings } from './packing.ts';

/** A server that is ours, and how much it takes at once; pushes that are refused whole make it less. */
export type CentralSender = {
  readonly deps: SenderDeps;
  readonly office: Office;
  readonly line: Line;
  limits: BatchLimits;
  readonly mostLimits: BatchLimits;
  packings: Packings;
  /** The push that is on its way already while the one before it is settled. */
  flight: Flight | null;
  /** Tells that a request succeeded. */
  readonly succeeded: () => void;
};

type Batch = { readonly rows: readonly SendableRow[]; readonly packing: Packing; readonly body: Buffer };

/** A push on its way. Its reply never throws. */
type Flight = Pick<Batch, 'rows'> & { readonly reply: Promise<Result<LineReply, LineFailure>> };

/** Joining so many takes about a millisecond of the thread that sells. */
const EVENTS_WHILE_BUSY = 100;

const EVENTS_LEAST = 20;

/** Packing more than so many as small as can be would take seconds. */
const EVENTS_PACKED_SMALL = 100;

type Acknowledged = ReadonlyMap<string, BulkResult>;

/** The results of a reply by their event; null for a reply of another shape. */
function resultsOf(reply: LineReply, rows: readonly SendableRow[]): Acknowledged | null {
  const parsed = bulkReply.safeParse(parsedJson(reply.body));
  if (!parsed.success) return null;
  const sent = new Set(rows.map(({ outboxId }) => outboxId));
  const known = parsed.data.results.flatMap((result) =>
    result.id !== null && sent.has(result.id) ? [[result.id, result] as const] : [],
  );
  return new Map(known);
}

function verdictOf(result: BulkResult): Verdict {
  const outboxId = result.id ?? '';
  if (result.outcome === 'stored' || result.outcome === 'known') return { outboxId, refusal: null };
  return { outboxId, refusal: JSON.stringify({ [result.outcome]: result.errors ?? {} }) };
}

/** A push that was refused whole: half of it is tried, down to the one event that is the cause. */
async function refusedWhole(
  sender: CentralSender,
  rows: readonly SendableRow[],
  reply: LineReply,
): Promise<Step> {
  const [only, second] = rows;
  if (only !== undefined && second === undefined) {
    const refusal = JSON.stringify({
      refused: { status: [String(reply.status)], reply: [reply.body.slice(0, 500)] },
    });
    const settled = await settle(sender.deps, [{ outboxId: only.outboxId, refusal }]);
    return settled.ok ? again : trouble('store', 'server');
  }
  sender.limits = { ...sender.limits, events: Math.max(1, Math.floor(rows.length / 2)) };
  return again;
}

/** The oldest rows after `last` that fit into one push, packed; null when there are none. `ahead` are those before them that are on their way. */
async function prepare(
  sender: CentralSender,
  last: SendableRow | null,
  ahead: number,
): Promise<Batch | null> {
  const { deps, limits, packings } = sender;
  const events = deps.isBusy() ? Math.min(limits.events, EVENTS_WHILE_BUSY) : limits.events;
  const listed = listSendableOutbox(deps.reader, last?.outboxSeq ?? 0, events);
  const rows = fitting(listed, limits);
  if (rows.length === 0) return null;
  const isLast = rows.length === listed.length && listed.length < events;
  // Counting a queue of a hundred thousand takes some milliseconds: where nothing follows there is nothing to count.
  const waitingAfter = isLast ? 0 : Math.max(0, countWaitingOutbox(deps.reader) - ahead - rows.length);
  const packing = isLast && rows.length <= EVENTS_PACKED_SMALL ? packings.last : packings.backlog;
  return { rows, packing, body: await batchBody(rows, waitingAfter, packing, findIdentity(deps.reader)) };
}

function launch({ office, line }: CentralSender, batch: Batch, signal: AbortSignal): Flight {
  const headers = {
    authorization: `Token ${office.token}`,
    'content-type': 'application/json',
    'content-encoding': batch.packing,
    accept: 'application/json',
  };
  const path = `${new URL(office.url).pathname.replace(/\/$/, '')}${centralPaths.bulk}`;
  return { rows: batch.rows, reply: line.call({ method: 'POST', path, headers, body: batch.body }, signal) };
}

/** Settles what a reply says, while the next push is on its way where the reply spoke of every row; else the rows that it left out come first. */
async function acknowledged(
  sender: CentralSender,
  rows: readonly SendableRow[],
  reply: LineReply,
  launchNext: () => Flight | null,
): Promise<Step> {
  const results = resultsOf(reply, rows);
  if (results === null) return trouble('not-understood', 'server');
  sender.succeeded();
  if (results.size === rows.length) sender.flight = launchNext();
  const settled = await settle(sender.deps, [...results.values()].map(verdictOf));
  if (!settled.ok) return trouble('store', 'server');
  // Nothing of a whole batch was spoken of: asking again at once would turn in a circle.
  if (results.size === 0) return trouble('not-understood', 'server');
  const { limits, mostLimits } = sender;
  sender.limits = { ...limits, events: Math.min(mostLimits.events, limits.events * 2) };
  return again;
}

/** What follows from a reply that is no acknowledgement. */
function notTaken(
  sender: CentralSender,
  rows: readonly SendableRow[],
  reply: LineReply,
): Step | Promise<Step> {
  const { status } = reply;
  if (status === 400 || status === 413 || status === 422) return refusedWhole(sender, rows, reply);
  if (status === 415 && sender.packings !== oldPackings) {
    // An older server came in its place: what every one of them unpacks is sent from now on.
    sender.packings = oldPackings;
    return again;
  }
  if (status === 404) return trouble('server-changed', 'server');
  return troubleOf(reply, sender.deps.clock.now());
}

async function flightOf(sender: CentralSender, signal: AbortSignal): Promise<Flight | null> {
  const { flight } = sender;
  sender.flight = null;
  if (flight !== null) return flight;
  const batch = await prepare(sender, null, 0);
  return batch === null ? null : launch(sender, batch, signal);
}

/**
 * Pushes the oldest rows that wait, as many as fit, and settles each by its own acknowledgement: a row that the reply does not name
 * waits on, and so does everything where the reply was lost. The server knows an event by its id, so that pushing it again does nothing.
 * One push is on its way at a time and the rows leave in their order; while nobody sells, the next one is packed meanwhile.
 */
export async function pushBatch(sender: CentralSender, signal: AbortSignal): Promise<Step> {
  const flight = await flightOf(sender, signal);
  if (flight === null) return { kind: 'rest', untilMs: null };
  const { rows } = flight;
  const isBusy = sender.deps.isBusy();
  const preparing = isBusy ? null : prepare(sender, rows.at(-1) ?? null, rows.length);
  const [reply, next] = await Promise.all([flight.reply, preparing]);
  if (!reply.ok) {
    // A server that is slow is given less at once, and more again when it keeps up.
    const fewer = Math.max(EVENTS_LEAST, Math.floor(rows.length / 2));
    if (reply.error.problem === 'timeout') sender.limits = { ...sender.limits, events: fewer };
    return trouble(reply.error.problem, 'line');
  }
  if (reply.value.status !== 200) return notTaken(sender, rows, reply.value);
  const launchNext = (): Flight | null => (next === null ? null : launch(sender, next, signal));
  return acknowledged(sender, rows, reply.value, launchNext);
}
