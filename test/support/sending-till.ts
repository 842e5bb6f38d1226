/**
 * A till in a process of its own that sells for cash and sends to the office at the same time, until somebody kills it:
 * `node sending-till.ts '{"folder": …, "url": …}'`. It says `open N` with how many wait from lives before, `sold ID` once a sale is on disk,
 * and `idle` when it has sold its share and nothing waits.
 */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reader } from '../../electron/store/handles.ts';
import { findOrderBySeq } from '../../electron/store/repositories/orders.ts';
import type { InstallationId } from '../../shared/domain/ids.ts';
import { seededRandom } from './seeded-random.ts';
import { openSyncTill, sellOne, shortPauses } from './sync-till.ts';

/** What the process is started with. */
export type SendingTillOptions = {
  readonly folder: string;
  readonly url: string;
  readonly token: string;
  /** The same in every life, or each would open an invoice series of its own. */
  readonly installationId: InstallationId;
  readonly seed: number;
  /** How many orders the store has when this life has sold its share. */
  readonly orders: number;
  /** The most events of one push. */
  readonly eventsMost: number;
  /** Looks through everything over there for doubles before it is idle (base contract). */
  readonly audits: boolean;
};

/** A program that was killed takes a while to be there again; nobody gains from thousands of calls meanwhile. */
const pauses = { ...shortPauses, lineMaxMs: 40, serverMaxMs: 60 };

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

function countOrders(reader: Reader): number {
  let seq = 1;
  while (findOrderBySeq(reader, seq) !== null) seq += 1;
  return seq - 1;
}

async function run(options: SendingTillOptions): Promise<void> {
  const { folder, url, token, seed, orders, eventsMost, audits } = options;
  const random = seededRandom(seed);
  const { store, sync } = openSyncTill(folder, { url, token, eventsMost, pauses });
  say(`open ${sync.status().waiting}`);
  sync.begin();
  for (let count = countOrders(store.reader); count < orders; count += 1) {
    const { order } = sellOne(store, random, options.installationId);
    say(`sold ${order.orderId}`);
    sync.nudge();
    await sleep(random.below(4));
  }
  while (sync.status().waiting > 0) await sleep(2);
  if (audits) await sync.audit();
  say('idle');
  // Nothing more happens here: whoever started it ends it.
  await sleep(2 ** 30);
}

await run(JSON.parse(process.argv[2] ?? '{}') as SendingTillOptions);
