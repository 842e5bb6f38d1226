import type { BulkResult } from '../../shared/contract/central-api.ts';
import { isRefusedData, type Db } from '../store/db.ts';
import { knownEvents, ordersByRef } from '../store/event-rows.ts';
import {
  openPush,
  readEvent,
  type EventRefusal,
  type OpenedPush,
  type ReadEvent,
  type SealedEvent,
} from './read-event.ts';
import { noteGrowth } from '../store/growth.ts';
import { MetAnother, storeEvents, type Sender } from './store-events.ts';

const refused = ({ index, id, errors }: EventRefusal): BulkResult => ({
  id,
  index,
  outcome: 'refused',
  orderId: null,
  errors,
});

const conflict = ({ id, index }: SealedEvent, field: string, why: string): BulkResult => ({
  id,
  index,
  outcome: 'conflict',
  orderId: null,
  errors: { [field]: [why] },
});

const done = (event: SealedEvent, outcome: 'stored' | 'known', orderId: number | null): BulkResult => ({
  id: event.id,
  index: event.index,
  outcome,
  orderId,
  errors: null,
});

/** The till's id of the order that a completed sale is about, or null. */
function orderRefOf(event: SealedEvent): string | null {
  if (event.kind !== 'order-completed') return null;
  const order = event.payload['order'];
  if (typeof order !== 'object' || order === null || !('orderId' in order)) return null;
  return typeof order.orderId === 'string' ? order.orderId.toLowerCase() : null;
}

/**
 * Stores what a till pushes, each event by itself: one that can't be stored keeps no other from it. Events that are there already are
 * acknowledged without being looked into. Throws only when the database fails; then nothing is known and the till pushes again.
 */
export function pushEvents(db: Db, sender: Sender, raw: readonly unknown[]): Promise<BulkResult[]> {
  return pushOpened(db, sender, openPush(raw));
}

/** The same of a push that was opened. */
export async function pushOpened(db: Db, sender: Sender, push: OpenedPush): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  const sealed: SealedEvent[] = [];
  for (const opened of push.events) {
    if (opened.ok) sealed.push(opened.value);
    else results.push(refused(opened.error));
  }
  const { first, repeats } = withoutRepeats(sealed);
  const { answers, fresh } = await answerKnown(db, sender, first);
  results.push(...answers);
  const readable: ReadEvent[] = [];
  for (const event of fresh) {
    const read = readEvent(event);
    if (read.ok) readable.push(read.value);
    else results.push(refused(read.error));
  }
  results.push(...(await storeTogether(db, sender, readable)));
  return [...results, ...repeats.map((event) => repeatOf(event, first, results))];
}

/** Events whose id comes twice in one push: only the first is stored, the others get its answer. */
function withoutRepeats(events: readonly SealedEvent[]): {
  readonly first: readonly SealedEvent[];
  readonly repeats: readonly SealedEvent[];
} {
  const seen = new Set<string>();
  const repeats: SealedEvent[] = [];
  const first = events.filter((event) => {
    const isNew = !seen.has(event.id);
    seen.add(event.id);
    if (!isNew) repeats.push(event);
    return isNew;
  });
  return { first, repeats };
}

function repeatOf(
  event: SealedEvent,
  first: readonly SealedEvent[],
  results: readonly BulkResult[],
): BulkResult {
  const original = first.find(({ id }) => id === event.id);
  const answer = results.find(({ index }) => index === original?.index);
  if (answer === undefined || original?.sha256 !== event.sha256) {
    return conflict(event, 'id', 'Another event of this push has this id.');
  }
  const outcome = answer.outcome === 'stored' ? 'known' : answer.outcome;
  return { ...answer, index: event.index, outcome };
}

async function answerKnown(db: Db, sender: Sender, events: readonly SealedEvent[]) {
  const ids = events.map(({ id }) => id);
  const known = events.length === 0 ? new Map<string, never>() : await knownEvents(db, sender.shopId, ids);
  const refs = events.flatMap((event) => (known.has(event.id) ? (orderRefOf(event) ?? []) : []));
  const orders =
    known.size === 0
      ? new Map<string, never>()
      : await ordersByRef(db, sender.shopId, refs.filter(isUuidText));
  const answers: BulkResult[] = [];
  const fresh = events.filter((event) => {
    const there = known.get(event.id);
    if (there === undefined) return true;
    const order = orders.get(orderRefOf(event) ?? '');
    answers.push(
      there.sha256 === event.sha256
        ? done(event, 'known', order?.id ?? null)
        : conflict(event, 'id', 'An event with this id and another content is stored.'),
    );
    return false;
  });
  return { answers, fresh };
}

const isUuidText = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text);

async function storeTogether(db: Db, sender: Sender, events: readonly ReadEvent[]): Promise<BulkResult[]> {
  if (events.length === 0) return [];
  try {
    const orders = await db.transaction((tx) => storeEvents(tx, sender, events));
    void noteGrowth(db, orders.size);
    return events.map((event) => done(event, 'stored', orders.get(orderRefOf(event) ?? '') ?? null));
  } catch (error) {
    if (!(error instanceof MetAnother) && !isRefusedData(error)) throw error;
    if (events.length === 1) return [await explain(db, sender, events[0], error)];
    // Halves: one bad event among a thousand costs ten transactions more, not a thousand.
    const middle = Math.ceil(events.length / 2);
    const before = await storeTogether(db, sender, events.slice(0, middle));
    return [...before, ...(await storeTogether(db, sender, events.slice(middle)))];
  }
}

/** Why a single event could not be stored: it came a moment ago by another way, or it contradicts what is there. */
async function explain(
  db: Db,
  sender: Sender,
  event: ReadEvent | undefined,
  error: unknown,
): Promise<BulkResult> {
  if (event === undefined) throw error;
  const { answers } = await answerKnown(db, sender, [event]);
  const [answer] = answers;
  if (answer !== undefined) return answer;
  const orderRef = orderRefOf(event);
  const order =
    orderRef === null ? undefined : (await ordersByRef(db, sender.shopId, [orderRef])).get(orderRef);
  if (order !== undefined) {
    return order.bodySha256 === event.sha256 && order.tillId === sender.tillId
      ? done(event, 'known', order.id)
      : conflict(event, 'payload.order.orderId', 'An order with this id and another content is stored.');
  }
  if (event.content.kind === 'order-completed' && error instanceof MetAnother) {
    const why = 'Another order of this till has this transaction.';
    return conflict(event, 'payload.order.transactionId', why);
  }
  if (error instanceof MetAnother) {
    return conflict(event, 'payload', 'Something else is stored under one of its ids.');
  }
  return refused({ ...event, errors: { payload: ['The database cannot hold these values.'] } });
}
