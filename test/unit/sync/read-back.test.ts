import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha256Hex } from '../../../electron/platform/message-signature.ts';
import { listSendableOutbox } from '../../../electron/store/repositories/outbox.ts';
import type { ReadBack } from '../../../shared/contract/read-back.ts';
import { startBaseServer, type BaseServer } from '../../support/base-contract/start-base-server.ts';
import { readLedger } from '../../support/ledger.ts';
import { storeViolations } from '../../support/ledger-invariants.ts';
import { about, startOffice, type Office } from '../../support/scripted-office.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { temporaryFolders } from '../../support/store-fixtures.ts';
import { openSyncTill, sellOne } from '../../support/sync-till.ts';

type Facts = Record<string, unknown>;
type Payload = { order: Facts; lines: [Facts]; tenders: Facts[] };
type HeldEvent = { id: string; kind: string; at: number; sha256: string; payload: Payload };

let office: Office;
const { newFolder, removeAll } = temporaryFolders();
/** What the office holds, and after how many events it breaks off. */
let held: HeldEvent[] = [];
let breaksAfter = Infinity;

beforeEach(async () => {
  office = await startOffice();
  breaksAfter = Infinity;
  office.answer = (path) => {
    if (path.includes('/about/')) return { status: 200, body: about };
    const query = new URL(path, office.url).searchParams;
    const after = Number(query.get('after') ?? 0);
    if (after >= breaksAfter) return { status: 502, body: 'Bad Gateway' };
    // Two a page, so that few events are many pages.
    const events = held.slice(after, after + 2);
    return { status: 200, body: { events, next: after + 2 < held.length ? String(after + 2) : null } };
  };
});
afterEach(() => {
  office.server.closeAllConnections();
  office.server.close();
  removeAll();
});

/** Sells so many bills and takes what their till tells of them. */
async function sold(count: number, seed: number): Promise<HeldEvent[]> {
  const till = openSyncTill(newFolder());
  const random = seededRandom(seed);
  for (let made = 0; made < count; made += 1) sellOne(till.store, random);
  const events = listSendableOutbox(till.store.reader, 0, count).map(
    ({ outboxId: id, kind, createdAt: at, payload, payloadHash: sha256 }): HeldEvent => {
      return { id, kind, at, sha256, payload: JSON.parse(payload.toString()) as Payload };
    },
  );
  await till.close();
  return events;
}

/** The event with another payload, told as if a till had written it. */
function changed(event: HeldEvent | undefined, change: (payload: Payload) => void): HeldEvent {
  if (event === undefined) throw new Error('there is an event to change');
  const payload = structuredClone(event.payload);
  change(payload);
  const { id, kind, at } = event;
  return { id, kind, at, payload, sha256: sha256Hex(JSON.stringify(payload)) };
}

const wish = { tillCode: '1', fromMs: 0, zone: 'Asia/Kolkata', write: true };

async function readBack(folder: string, url = office.url): Promise<ReadBack | null> {
  const till = openSyncTill(folder, { url, token: 'secret-token' });
  let part: ReadBack | null = null;
  const answer = await till.sync.readBack(wish, (sofar) => {
    part = sofar;
  });
  await till.close();
  expect(
    storeViolations(readLedger(`${folder}/store.db`)).filter((rule) => !rule.startsWith('series')),
  ).toEqual([]);
  if (answer === null) return null;
  return answer.ok ? answer.value.readBack : part;
}

const number = (event: HeldEvent | undefined): unknown => event?.payload.order['invoiceNumber'];

describe('what an office gives back', () => {
  test('is refused with a reason where it is damaged, in another form or not the sum of its lines, and the rest comes', async () => {
    const events = await sold(6, 1);
    const [damaged, short, wrong, strange, ...good] = events;
    const lie = changed(damaged, (payload) => {
      payload.order['buyerName'] = 'Somebody else';
    });
    held = [
      { ...lie, sha256: damaged?.sha256 ?? '' },
      changed(short, (payload) => {
        delete payload.lines[0]['category'];
        delete payload.order['document'];
      }),
      changed(wrong, (payload) => {
        payload.lines[0]['totalPaise'] = 1;
      }),
      changed(strange, (payload) => {
        payload.order['invoiceNumber'] = 'A1/2627/000009';
      }),
      ...good,
    ];
    const folder = newFolder();
    expect(await readBack(folder)).toMatchObject({
      outcome: 'done',
      bills: 2,
      there: 0,
      refusedCount: 4,
      refused: [
        { what: number(damaged), reason: 'damaged' },
        { what: number(short), reason: 'form' },
        { what: number(wrong), reason: 'sums' },
        { what: 'A1/2627/000009', reason: 'form' },
      ],
    });
  });

  test('never takes a number or the place of a bill that is here; what differs is named and left', async () => {
    const mine = await sold(3, 2);
    const others = await sold(3, 3);
    held = mine;
    const folder = newFolder();
    expect(await readBack(folder)).toMatchObject({ bills: 3 });
    const before = readLedger(`${folder}/store.db`).orders;
    const altered = changed(mine[0], (payload) => {
      for (const tender of payload.tenders) tender['kind'] = 'upi-qr';
    });
    held = [altered, ...mine.slice(1), ...others];
    expect(await readBack(folder)).toMatchObject({
      bills: 0,
      there: 3,
      differs: [{ what: number(mine[0]), fields: ['tenders'] }],
      refused: others.map((event) => ({ what: number(event), reason: 'number-taken' })),
    });
    expect(readLedger(`${folder}/store.db`).orders).toEqual(before);
  });

  test('keeps what came when the line breaks, says so, and goes on the next time', async () => {
    held = await sold(7, 4);
    breaksAfter = 4;
    const folder = newFolder();
    expect(await readBack(folder)).toMatchObject({ outcome: 'part', bills: 4 });
    breaksAfter = Infinity;
    expect(await readBack(folder)).toMatchObject({ outcome: 'done', bills: 3, there: 4 });
    expect(storeViolations(readLedger(`${folder}/store.db`))).toEqual([]);
  });

  test('of another till under the same token is left alone', async () => {
    held = (await sold(2, 5)).map((event) =>
      changed(event, (payload) => {
        payload.order['tillCode'] = 'Z9';
      }),
    );
    expect(await readBack(newFolder())).toMatchObject({ bills: 0, there: 0, refusedCount: 0 });
  });
});

describe('a server with only the base contract', () => {
  let base: BaseServer;
  beforeEach(async () => {
    base = await startBaseServer({ 'secret-token': 'shop' });
  });
  afterEach(async () => {
    await base.close();
  });

  test('is said to hold no bills that can be made again', async () => {
    expect(await readBack(newFolder(), base.url)).toMatchObject({ outcome: 'base', bills: 0, there: 0 });
  });
});
