import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { runEngine } from '../harness/engine-process.ts';
import { pairedRatio, type Samples } from '../harness/figures.ts';
import { syncsIn, syncTrace } from '../harness/fsyncs.ts';
import { ensurePeers } from '../harness/peers.ts';
import { inRounds } from '../harness/rounds.ts';
import { startServer, type ServerProcess } from '../harness/server-process.ts';
import { startSlowLine } from '../harness/slow-line.ts';
import { rowOf, type Row } from '../harness/table.ts';
import type { BenchOptions, Work } from '../harness/work.ts';
import { seededFolder, seededPath, tillOn } from '../data/seeded-store.ts';

type CentralSaid = { readonly url: string; readonly database: string };
type Offices = {
  readonly central: ServerProcess<CentralSaid>;
  readonly pouch: ServerProcess<{ readonly url: string }>;
};
type Shop = { readonly token: string; readonly orders: number; readonly copyMs: number | null };

/** PouchDB's own default is 100; its best is looked for anew in each run. */
const BATCHES = [100, 500, 1000, 2500];

const settings = {
  loopback: { roundTripMs: 0, limit: 4, where: 'on loopback' },
  far: { roundTripMs: 50, limit: 3, where: '50 ms away' },
} as const;

type Bench = {
  readonly options: BenchOptions;
  readonly orders: number;
  readonly offices: Offices;
  /** The documents of PouchDB, made once. */
  readonly documents: string;
  shops: number;
  /** How long COPY took of what the office had of each outbox. */
  readonly copies: number[];
};

async function through<T>(url: string, roundTripMs: number, work: (url: string) => Promise<T>): Promise<T> {
  if (roundTripMs === 0) return work(url);
  const line = await startSlowLine(url, roundTripMs);
  try {
    return await work(line.url);
  } finally {
    await line.close();
  }
}

/** A shop of which nobody has anything yet, and a till of it with a full outbox. */
async function newTill(bench: Bench): Promise<{ readonly shop: string; readonly folder: string }> {
  bench.shops += 1;
  const shop = `shop-${bench.shops}`;
  return { shop, folder: await tillOn(bench.options, bench.orders, shop, true) };
}

/** The till's outbox to a shop that has nothing yet; the time from the end of the till's start to the last acknowledgement. */
async function sendOurs(bench: Bench, roundTripMs: number): Promise<number> {
  const { orders, offices } = bench;
  const { shop, folder } = await newTill(bench);
  const { token } = await offices.central.ask<Shop>({ shop });
  const { series } = await through(offices.central.said.url, roundTripMs, (url) =>
    runEngine('send-galla.ts', { folder, url, token }),
  );
  const { orders: arrived } = await offices.central.ask<Shop>({ shop });
  if (arrived < orders * 0.9) throw new Error(`${arrived} of ${orders} orders arrived`);
  return series['sent']?.[0] ?? Number.NaN;
}

/** The same outbox straight into the database, and then what the database has of it by COPY. */
async function sendDirect(bench: Bench): Promise<number> {
  const { options, offices, copies } = bench;
  const { shop, folder } = await newTill(bench);
  const { database } = offices.central.said;
  const { series } = await runEngine('send-direct.ts', { folder, database, shop });
  const { copyMs } = await offices.central.ask<Shop>({ shop, copyIn: join(options.folder, 'copy') });
  copies.push(copyMs ?? Number.NaN);
  return series['sent']?.[0] ?? Number.NaN;
}

async function sendPouch(bench: Bench, roundTripMs: number, batch: number): Promise<number> {
  const { options, documents, offices } = bench;
  bench.shops += 1;
  const shop = `shop-${bench.shops}`;
  const folder = join(options.folder, `pouch-${shop}`);
  cpSync(documents, folder, { recursive: true });
  await offices.pouch.ask<Shop>({ shop });
  const { series } = await through(offices.pouch.said.url, roundTripMs, (url) =>
    runEngine('send-pouch.ts', { folder, url: `${url}/${shop}`, batch }),
  );
  return series['sent']?.[0] ?? Number.NaN;
}

/** The batch with which PouchDB is quickest over a line. */
async function bestBatch(bench: Bench, roundTripMs: number): Promise<number> {
  if (bench.options.quick) return 500;
  const tried: { readonly batch: number; readonly ms: number }[] = [];
  for (const batch of BATCHES) tried.push({ batch, ms: await sendPouch(bench, roundTripMs, batch) });
  return tried.toSorted((a, b) => a.ms - b.ms)[0]?.batch ?? 500;
}

async function rowsOver(bench: Bench, name: keyof typeof settings) {
  const { roundTripMs, limit, where } = settings[name];
  const batch = await bestBatch(bench, roundTripMs);
  const ours = (): Promise<number> => sendOurs(bench, roundTripMs);
  const found = await inRounds(bench.options.quick ? 1 : 7, {
    ours,
    again: ours,
    pouch: () => sendPouch(bench, roundTripMs, batch),
  });
  const rows: Row[] = [
    rowOf(`the outbox of ${bench.orders.toLocaleString('en')} orders, ${where}`, found.ours, {
      target: { of: 'ratio', limit, side: 'at least' },
      compared: { label: 'PouchDB ÷ ours', ratio: pairedRatio(found.pouch, found.ours) },
    }),
    rowOf(`· PouchDB’s replication in batches of ${batch}, ${where}`, found.pouch),
  ];
  return { rows, same: pairedRatio(found.again, found.ours) };
}

/** The same outbox without HTTP, and by COPY, each in rounds with one over HTTP. */
async function rowsWithout(bench: Bench): Promise<Row[]> {
  const found = await inRounds(bench.options.quick ? 1 : 7, {
    ours: () => sendOurs(bench, 0),
    direct: () => sendDirect(bench),
  });
  const against = (label: string, samples: Samples, limit: number) => ({
    target: { of: 'ratio', limit, side: 'at least' } as const,
    compared: { label: `${label} ÷ over HTTP`, ratio: pairedRatio(samples, found.ours) },
  });
  return [
    rowOf(
      '· the same outbox straight into the database',
      found.direct,
      against('straight', found.direct, 0.9),
    ),
    rowOf('· what the office has of it by COPY', bench.copies, against('COPY', bench.copies, 0.3)),
  ];
}

/** How often each office waits for its disk for one outbox, and once more with the sender's own waits. */
async function countSyncs(bench: Bench): Promise<string> {
  const { options } = bench;
  const files = {
    central: join(options.folder, 'central.trace'),
    pouch: join(options.folder, 'pouch.trace'),
  };
  const [central, pouch] = [syncTrace(files.central), syncTrace(files.pouch)];
  if (central === null || pouch === null) return 'There is no strace here: fsyncs were not counted.';
  const offices = {
    central: await startServer<CentralSaid>('office-central.ts', {}, central),
    pouch: await startServer<{ readonly url: string }>(
      'office-pouch.ts',
      { folder: join(options.folder, 'pouch-traced') },
      pouch,
    ),
  };
  const traced = { ...bench, offices, shops: bench.shops + 1000 };
  const counted = async (file: string, send: () => Promise<number>): Promise<number> => {
    const before = syncsIn(file);
    await send();
    return syncsIn(file) - before;
  };
  const ours = await counted(files.central, () => sendOurs(traced, 0));
  const theirs = await counted(files.pouch, () => sendPouch(traced, 0, 500));
  await Promise.all([offices.central.stop(), offices.pouch.stop()]);
  return (
    `For one such outbox central makes ${ours} fsyncs and acknowledges nothing before its own; PouchDB’s server makes ${theirs}, ` +
    'when LevelDB begins a new file, and acknowledges what is not on disk: a power cut there loses it.'
  );
}

/** The till's outbox to its office, against a document store's replication. */
export const officeSend: Work = {
  name: 'office-send',
  title: 'A till’s outbox to the office on PostgreSQL, against PouchDB’s replication',
  run: async (options) => {
    if (!ensurePeers(options.say, ['pouchdb-node', 'express-pouchdb']))
      throw new Error('PouchDB could not be installed');
    const orders = options.quick ? 500 : 10_000;
    const documents = join(options.folder, 'documents');
    const store = seededPath(await seededFolder(options, orders, true));
    await runEngine('send-pouch.ts', { folder: documents, store, batch: 0 });
    const offices = {
      central: await startServer<CentralSaid>('office-central.ts', {}),
      pouch: await startServer<{ readonly url: string }>('office-pouch.ts', {
        folder: join(options.folder, 'pouch'),
      }),
    };
    const bench: Bench = { options, orders, offices, documents, shops: 0, copies: [] };
    try {
      const near = await rowsOver(bench, 'loopback');
      const without = await rowsWithout(bench);
      const far = await rowsOver(bench, 'far');
      return {
        rows: [...near.rows, ...without, ...far.rows],
        sameAgainstSame: near.same,
        runtime:
          'Node: the whole till, central with PostgreSQL 18 from npm (fsync on); pouchdb-node on LevelDB with express-pouchdb',
        notes: [
          'Ours is from the end of the till’s start to the last acknowledgement, each made durable in the till’s SQLite; PouchDB’s is its replication alone. Both send the same texts.',
          await countSyncs(bench),
          'Sender, server and database share one machine.',
        ],
      };
    } finally {
      await Promise.all([offices.central.stop(), offices.pouch.stop()]);
    }
  },
};
