import { seededRandom } from '../../support/seeded-random.ts';
import { pairedRatio, percentile } from '../harness/figures.ts';
import { startServer, type ServerProcess } from '../harness/server-process.ts';
import { startSlowLine, type SlowLine } from '../harness/slow-line.ts';
import { atMost, rowOf } from '../harness/table.ts';
import type { BenchOptions, Work } from '../harness/work.ts';
import { tillOn } from '../data/seeded-store.ts';

type Sold = { readonly charged: readonly number[]; readonly waited: readonly number[] };

type Together = {
  readonly till: ServerProcess<{ readonly waiting: number }>;
  /** Opens and shuts the line between the till and its office; open, it is at the place that the till knows. */
  readonly open: () => Promise<void>;
  readonly shut: () => Promise<void>;
};

/** A till with so many orders waiting and an office that is away at first. */
async function withTill<T>(
  options: BenchOptions,
  { orders, waiting, name }: { readonly orders: number; readonly waiting: boolean; readonly name: string },
  work: (together: Together) => Promise<T>,
): Promise<T> {
  const central = await startServer<{ readonly url: string }>('office-central.ts', {});
  const { token } = await central.ask<{ readonly token: string }>({ shop: name });
  const first = await startSlowLine(central.said.url, 0);
  const { url } = first;
  await first.close();
  let line: SlowLine | null = null;
  const shut = async (): Promise<void> => {
    await line?.close();
    line = null;
  };
  const folder = await tillOn(options, orders, name, waiting);
  const till = await startServer<{ readonly waiting: number }>('selling-till.ts', { folder, url, token });
  try {
    const open = async (): Promise<void> => {
      line = await startSlowLine(central.said.url, 0, Number(new URL(url).port));
    };
    return await work({ till, open, shut });
  } finally {
    await shut();
    await till.stop();
    await central.stop();
  }
}

const p99s = (cycles: readonly Sold[]): number[] => cycles.map(({ charged }) => percentile(charged, 0.99));
const all = (cycles: readonly Sold[], of: keyof Sold): number[] => cycles.flatMap((sold) => sold[of]);

/** A sale's commit while the outbox is being emptied, against the same till with its office away. */
export const officeBeside: Work = {
  name: 'office-beside',
  title: 'The counter sells for cash while a full outbox is pushed',
  run: async (options) => {
    const orders = options.quick ? 2000 : 100_000;
    const sellMs = options.quick ? 2000 : 15_000;
    const cycles = options.quick ? 1 : 6;
    const away: Sold[] = [];
    const again: Sold[] = [];
    const pushing: Sold[] = [];
    const left = await withTill(options, { orders, waiting: true, name: 'beside' }, async (together) => {
      const { till, open, shut } = together;
      const sell = (): Promise<Sold> => till.ask<Sold>({ sellMs, everyMs: 50 });
      await sell();
      for (let cycle = 0; cycle < cycles; cycle += 1) {
        away.push(await sell());
        await open();
        pushing.push(await sell());
        await shut();
        again.push(await sell());
      }
      return (await till.ask<{ readonly waiting: number }>({})).waiting;
    });
    if (left === 0) throw new Error('the outbox was empty before the sales were over');
    return {
      rows: [
        rowOf('a sale’s commit, the outbox being pushed', all(pushing, 'charged'), {
          target: { of: 'ratio', limit: 1.5, side: 'at most' },
          compared: { label: 'p99 ÷ p99 without', ratio: pairedRatio(p99s(pushing), p99s(away)) },
        }),
        rowOf('· the office away', all(away, 'charged')),
        rowOf('a press waited for the main loop, being pushed', all(pushing, 'waited')),
        rowOf('· the office away', all(away, 'waited')),
      ],
      sameAgainstSame: pairedRatio(p99s(again), p99s(away)),
      runtime: 'Node, the whole till; central on PostgreSQL 18 from npm',
      notes: [
        `${orders.toLocaleString('en')} orders wait at first, ${left.toLocaleString('en')} at the end; twenty sales of five lines a second, each durable.`,
        'Sender, server and database share one machine and one disk.',
      ],
    };
  },
};

/** From the moment at which the office can be reached again to the acknowledgement of what waits. */
export const officeReturn: Work = {
  name: 'office-return',
  title: 'The office is there again: until the first order is acknowledged',
  run: async (options) => {
    const times = options.quick ? 2 : 40;
    const random = seededRandom(7);
    const series: number[] = [];
    await withTill(options, { orders: 500, waiting: false, name: 'return' }, async (together) => {
      const { till, open, shut } = together;
      for (let time = 0; time < times; time += 1) {
        const { waiting } = await till.ask<{ readonly waiting: number }>({});
        if (waiting === 0) throw new Error('the order left over a line that is shut');
        // Long enough for the pauses between the tries to have grown to their longest.
        await new Promise((resolve) => setTimeout(resolve, 3000 + random.below(2000)));
        const from = performance.timeOrigin + performance.now();
        await open();
        const { at } = await till.ask<{ readonly at: number }>({ empty: true });
        series.push(at - from);
        await shut();
      }
    });
    return {
      rows: [
        rowOf('the line is open → the order is acknowledged', series, { target: atMost('worst', 2000) }),
      ],
      sameAgainstSame: null,
      runtime: 'Node, the whole till with its own pauses; central on PostgreSQL 18 from npm',
      notes: ['The line is shut for three to five seconds each time; a connection to it is refused.'],
    };
  },
};
