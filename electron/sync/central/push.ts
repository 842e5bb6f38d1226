import {
  bulkReply,
  centralPaths,
  type BulkResult,
  type Packing,
} from '../../../shared/contract/central-api.ts';
import { findIdentity } from '../../backup/index.ts';
import { countWaitingOutbox, listSendableOutbox, type PackableRow } from '../../store/repositories/outbox.ts';
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
  /** A connection for each push that may be on its way at once. */
  readonly lines: readonly Line[];
  limits: BatchLimits;
  readonly mostLimits: BatchLimits;
  packings: Packings;
  /** The pushes that are on their way, in the order in which they left. */
  flights: Flight[];
  /** Whether the last reply came quickly: then the next push leaves before it. */
  isQuick: boolean;
  /** Tells that a request succeeded. */
  readonly succeeded: () => void;
};

type Batch = { readonly rows: readonly PackableRow[]; readonly packing: Packing; readonly body: Buffer };

/** A push on its way. Its reply never throws. */
type Flight = Pick<Batch, 'rows'> & {
  readonly line: Line;
  readonly sentAt: number;
  readonly reply: Promise<Result<LineReply, LineFailure>>;
};

/** Joining so many takes about a millisecond of the thread that sells. */
const EVENTS_WHILE_BUSY = 100;

const EVENTS_LEAST = 20;

/** Packing more than so many as small as can be would take seconds. */
const EVENTS_PACKED_SMALL = 100;

/** Over a line that takes longer two pushes at once would only slow each other down. */
const QUICK_MS = 1000;

type Acknowledged = ReadonlyMap<string, BulkResult>;

/** The results of a reply by their event; null for a reply of another shape. */
function resultsOf(reply: LineReply, rows: readonly PackableRow[]): Acknowledged | null {
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
  rows: readonly PackableRow[],
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
  last: PackableRow | null,
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

function launch(sender: CentralSender, line: Line, batch: Batch, signal: AbortSignal): void {
  const { deps, office, flights } = sender;
  const headers = {
    authorization: `Token ${office.token}`,
    'content-type': 'application/json',
    'content-encoding': batch.packing,
    accept: 'application/json',
  };
  const path = `${new URL(office.url).pathname.replace(/\/$/, '')}${centralPaths.bulk}`;
  const reply = line.call({ method: 'POST', path, headers, body: batch.body }, signal);
  flights.push({ rows: batch.rows, line, sentAt: deps.clock.monotonic(), reply });
}

/** A connection on which no push is on its way; undefined when as many are as may be. */
function freeLine({ deps, lines, flights, isQuick }: CentralSender): Line | undefined {
  if (flights.length > 0 && (!isQuick || deps.isBusy())) return undefined;
  return lines.find((line) => flights.every((flight) => flight.line !== line));
}

/** The rows after those that are on their way, packed. */
function prepareNext(sender: CentralSender): Promise<Batch | null> {
  const rows = sender.flights.flatMap((flight) => flight.rows);
  return prepare(sender, rows.at(-1) ?? null, rows.length);
}

/** Sends as many pushes as may be on their way at once. */
async function launchAll(sender: CentralSender, signal: AbortSignal): Promise<void> {
  for (let line = freeLine(sender); line !== undefined; line = freeLine(sender)) {
    const batch = await prepareNext(sender);
    if (batch === null) return;
    launch(sender, line, batch, signal);
  }
}

/** Waits for the pushes behind one that went wrong and settles what was taken of them, so that the next one begins with the oldest rows again. */
async function landAll(sender: CentralSender): Promise<void> {
  for (const { rows, reply } of sender.flights) {
    const came = await reply;
    const results = came.ok && came.value.status === 200 ? resultsOf(came.value, rows) : null;
    if (results !== null) await settle(sender.deps, [...results.values()].map(verdictOf));
  }
  sender.flights = [];
}

/** Settles what a reply says. Where it did not speak of every row, those that it left out come before any other. */
async function acknowledged(
  sender: CentralSender,
  rows: readonly PackableRow[],
  reply: LineReply,
  launchNext: () => void,
): Promise<Step> {
  const results = resultsOf(reply, rows);
  if (results === null) return trouble('not-understood', 'server');
  sender.succeeded();
  const isWhole = results.size === rows.length;
  if (isWhole) launchNext();
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
  rows: readonly PackableRow[],
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

/** What the reply to a push comes to. `launchNext` sends what was packed meanwhile. */
async function landed(
  sender: CentralSender,
  { rows, sentAt }: Flight,
  reply: Result<LineReply, LineFailure>,
  launchNext: () => void,
): Promise<Step> {
  sender.isQuick = reply.ok && sender.deps.clock.monotonic() - sentAt <= QUICK_MS;
  if (!reply.ok) {
    // A server that is slow is given less at once, and more again when it keeps up.
    const fewer = Math.max(EVENTS_LEAST, Math.floor(rows.length / 2));
    if (reply.error.problem === 'timeout') sender.limits = { ...sender.limits, events: fewer };
    return trouble(reply.error.problem, 'line');
  }
  if (reply.value.status !== 200) return notTaken(sender, rows, reply.value);
  return acknowledged(sender, rows, reply.value, launchNext);
}

/**
 * Pushes the oldest rows that wait, as many as fit, and settles each by its own acknowledgement: a row that the reply does not name
 * waits on, and so does everything where the reply was lost. The server knows an event by its id, so that pushing it again does nothing.
 * The rows leave in their order. While nobody sells and the server answers quickly, the next push leaves before the reply to this one has come, and one more is packed.
 */
export async function pushBatch(sender: CentralSender, signal: AbortSignal): Promise<Step> {
  await launchAll(sender, signal);
  const [flight] = sender.flights;
  if (flight === undefined) return { kind: 'rest', untilMs: null };
  const preparing = sender.deps.isBusy() ? null : prepareNext(sender);
  const [reply, next] = await Promise.all([flight.reply, preparing]);
  sender.flights = sender.flights.slice(1);
  let goesOn = false;
  const step = await landed(sender, flight, reply, () => {
    goesOn = true;
    const line = freeLine(sender);
    if (next !== null && line !== undefined) launch(sender, line, next, signal);
  });
  if (!goesOn || step !== again) await landAll(sender);
  return step;
}
