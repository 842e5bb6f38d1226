import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { PosError } from '../../shared/contract/errors.ts';
import type { ReadBack } from '../../shared/contract/read-back.ts';
import type { LastDocument, LostBill } from '../../shared/contract/till-origin.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { sha256Hex } from '../platform/message-signature.ts';
import { faultError } from '../store/fault-error.ts';
import { refused } from '../store/read-back/outcome.ts';
import { writeEvent } from '../store/read-back/write-event.ts';
import { listSeries } from '../store/repositories/invoice-series.ts';
import { heldNumbers } from './held-numbers.ts';
import type { SenderDeps } from './ports.ts';
import { openTally, orderIdOf, tillCodeOf, type Tally } from './read-back-tally.ts';
import { walkTillEvents, type HeldEvent } from './till-events.ts';

export type ReadBackWish = {
  readonly tillCode: string;
  /** From when on the bills are named that the office holds, UTC milliseconds. */
  readonly fromMs: number;
  /** The shop's zone. */
  readonly zone: string;
  /** False: it is only looked, not written; as long as it is not known whether the till that this one is a copy of goes on. */
  readonly write: boolean;
};

/** What the office holds of this till, and what came of writing it back; null for that where nothing was to be written. */
export type HeldBack = {
  readonly lastDocuments: readonly LastDocument[];
  readonly bills: readonly LostBill[];
  readonly readBack: ReadBack | null;
};

/** While a bill was made a moment ago, so much is left between two writes. */
const COURTESY_MS = 20;
/** Bills that are here cost a look each; after so many the loop gets its turn. */
const LOOKS_AT_ONCE = 10;

type Inside = {
  readonly deps: SenderDeps;
  readonly wish: ReadBackWish;
  readonly tally: Tally;
  readonly codes: ReadonlySet<string>;
  /** Orders of another till that uses this one's token: none of ours. */
  readonly others: Set<string>;
  readonly waiting: HeldEvent[];
  looks: number;
};

/** Writes one event, or puts it off until all bills are there. */
async function take(inside: Inside, event: HeldEvent, isLast: boolean): Promise<PosError | null> {
  const { deps, wish, tally, codes, others, waiting } = inside;
  const code = tillCodeOf(event);
  const orderId = orderIdOf(event);
  if (code !== null && !codes.has(code) && orderId !== null) others.add(orderId);
  if (orderId !== null && others.has(orderId)) return null;
  if (sha256Hex(JSON.stringify(event.payload)) !== event.sha256) {
    tally.count(event, refused('damaged'));
    return null;
  }
  const done = writeEvent(deps.writer, event, event.payload, { now: deps.clock.now(), zone: wish.zone });
  if (!done.ok) return faultError(done.error);
  if (done.value.kind !== 'waits') tally.count(event, done.value);
  else if (isLast) tally.count(event, refused('without-bill'));
  else waiting.push(event);
  const isWritten = done.value.kind === 'written';
  inside.looks += 1;
  if (!isWritten && inside.looks % LOOKS_AT_ONCE !== 0) return null;
  await (isWritten && deps.isBusy() ? pause(COURTESY_MS) : nextTurn());
  return null;
}

async function takeWaiting(inside: Inside): Promise<PosError | null> {
  for (const event of inside.waiting.splice(0)) {
    const stop = await take(inside, event, true);
    if (stop !== null) return stop;
  }
  return null;
}

/**
 * Reads back all that this till ever told the office and writes what is lost here as rows again, each document in a transaction of its own, in small steps
 * between which the counter sells. What is here already is left alone; what differs is told. It may be cut at any point and done again. `onPart` is told how
 * far it came when it breaks off. Null where no office is set up.
 */
export async function readBack(
  deps: SenderDeps,
  wish: ReadBackWish,
  onPart: (sofar: ReadBack) => void,
): Promise<Result<HeldBack, PosError> | null> {
  const tally = openTally();
  const codes = new Set([wish.tillCode, ...listSeries(deps.writer).map(({ tillCode }) => tillCode)]);
  const inside: Inside = { deps, wish, tally, codes, others: new Set(), waiting: [], looks: 0 };
  const numbers = heldNumbers(wish.tillCode, wish.fromMs);
  const walked = await walkTillEvents(deps, (event) => {
    numbers.take(event);
    return wish.write ? take(inside, event, false) : Promise.resolve(null);
  });
  if (walked === null) return null;
  const now = deps.clock.now();
  const stop = walked.ok ? await takeWaiting(inside) : walked.error;
  if (stop !== null) {
    onPart(tally.view(now, 'part'));
    return err(stop);
  }
  const outcome = walked.ok && walked.value === 'base' ? 'base' : 'done';
  const view = wish.write || outcome === 'base' ? tally.view(now, outcome) : null;
  return ok({ lastDocuments: numbers.lastDocuments(), bills: numbers.bills(), readBack: view });
}
