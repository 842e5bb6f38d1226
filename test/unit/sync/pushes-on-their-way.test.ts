/** More than one push on its way: quicker over a line that answers, and never out of step with what was acknowledged. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  about,
  startOffice,
  stored,
  type Office,
  type OfficeEvent,
  type OfficeReply,
} from '../../support/scripted-office.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { temporaryFolder } from '../../support/store-fixtures.ts';
import { openSyncTill, sellOne, type SyncTill } from '../../support/sync-till.ts';
import { systemClock } from '../../../electron/platform/clock.ts';

const SALES = 12;
const MOST = 2;

let office: Office;
let till: SyncTill;
let folder = '';
let remove = (): void => undefined;
/** The till's measure of how long an answer took: only what a test says, however slow the machine is. */
let elapsedMs = 0;
let sold: string[] = [];

beforeEach(async () => {
  office = await startOffice();
  ({ folder, remove } = temporaryFolder());
  elapsedMs = 0;
  const clock = { ...systemClock, monotonic: () => elapsedMs };
  till = openSyncTill(folder, { url: office.url, token: 'secret-token', eventsMost: MOST, clock });
  const random = seededRandom(11);
  sold = Array.from({ length: SALES }, () => sellOne(till.store, random).order.orderId);
});
afterEach(async () => {
  await till.close();
  office.server.closeAllConnections();
  office.server.close();
  remove();
});

type Answer = (push: number, events: readonly OfficeEvent[]) => OfficeReply | Promise<OfficeReply>;

/** Answers each push by its number; counts how many are unanswered at once at most. */
function answering(answer: Answer): { readonly most: () => number } {
  let open = 0;
  let most = 0;
  office.answer = async (path, events) => {
    if (path.includes('/about/')) return { status: 200, body: about };
    const push = office.pushes.length;
    open += 1;
    most = Math.max(most, open);
    const reply = await answer(push, events);
    open -= 1;
    return reply;
  };
  return { most: () => most };
}

const ordersOf = (events: readonly OfficeEvent[]): string[] =>
  events.map(({ payload }) => (payload as { readonly order: { readonly orderId: string } }).order.orderId);

/** Until a push has come behind this one. The first is alone, since nothing is known of the line yet, and behind the last there is none. */
async function untilFollowed(push: number): Promise<void> {
  if (push === 1 || push >= SALES / MOST) return;
  await expect.poll(() => office.pushes.length, { timeout: 20_000, interval: 2 }).toBeGreaterThan(push);
}

/** Long enough for one that must not come to be seen. */
const awhile = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 50));

test('the next push leaves before the last is answered, in the order of the sales, and each row goes once', async () => {
  const seen = answering(async (push, events) => {
    await untilFollowed(push);
    return stored(events);
  });
  till.sync.begin();
  expect(await till.sync.settled(5)).toMatchObject({ waiting: 0, refused: 0 });
  expect(seen.most()).toBe(2);
  expect(office.pushes.flatMap(({ events }) => ordersOf(events))).toEqual(sold);
});

test('a push behind the one that waits is not sent before the answer where answers are slow', async () => {
  const seen = answering(async (_push, events) => {
    elapsedMs += 1500;
    await awhile();
    return stored(events);
  });
  till.sync.begin();
  expect(await till.sync.settled(5)).toMatchObject({ waiting: 0 });
  expect(seen.most()).toBe(1);
  expect(office.pushes).toHaveLength(SALES / MOST);
});

test('while bills are made only one is on its way', async () => {
  const seen = answering(async (_push, events) => {
    till.sync.nudge();
    await awhile();
    return stored(events);
  });
  till.sync.begin();
  expect(await till.sync.settled(5)).toMatchObject({ waiting: 0 });
  // The second may have left before the first answer said that a bill was made.
  expect(seen.most()).toBe(1);
});

test.each<[string, OfficeReply]>([
  ['is answered with trouble', { status: 500, body: { detail: 'no' } }],
  ['is answered with what is no answer', { status: 200, body: 'x' }],
  ['is acknowledged in part', { status: 200, body: { results: [] } }],
])(
  'where one of two %s, what was taken of the other is not sent again, and the oldest come first',
  async (_name, bad) => {
    let failed: readonly OfficeEvent[] = [];
    answering(async (push, events) => {
      await awhile();
      if (push !== 3) return stored(events);
      failed = events;
      return bad;
    });
    till.sync.begin();
    await expect.poll(() => till.sync.status().waiting, { timeout: 10_000 }).toBe(0);
    const sent = office.pushes.flatMap(({ events }) => ordersOf(events));
    const again = ordersOf(failed);
    expect(again).toEqual(sold.slice(4, 6));
    // Those of the push that failed twice, all others once.
    expect(sent.toSorted()).toEqual([...sold, ...again].toSorted());
    expect(sent.lastIndexOf(again[0] ?? '')).toBeLessThan(sent.indexOf(sold.at(-1) ?? ''));
  },
);

test('a push that is refused whole is halved down to its one bad event, whatever is behind it', async () => {
  const bad = sold[5] ?? '';
  answering(async (_push, events) => {
    await awhile();
    return ordersOf(events).includes(bad) ? { status: 400, body: { detail: 'no' } } : stored(events);
  });
  till.sync.begin();
  expect(await till.sync.settled(5)).toMatchObject({ waiting: 0, refused: 1 });
  const { entries } = till.sync.list({ filter: 'refused', beforeSeq: null, limit: 10 });
  expect(entries.map(({ subjectId }) => subjectId)).toEqual([bad]);
});
