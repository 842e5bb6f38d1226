import { runEngine } from '../harness/engine-process.ts';
import { pairedRatio, percentile } from '../harness/figures.ts';
import { rowOf, type Target } from '../harness/table.ts';
import type { Work } from '../harness/work.ts';

const atLeast = (limit: number): Target => ({ of: 'ratio', limit, side: 'at least' });
const below3: Target = { of: 'ratio', limit: 3, side: 'at most' };

/** Orders to the office's PostgreSQL, against what the database can take at all. */
export const centralPush: Work = {
  name: 'central-push',
  title: 'Orders pushed to central on PostgreSQL, in batches of 500 over 4 connections',
  run: async (options) => {
    const [orders, rounds] = options.quick ? [500, 1] : [10_000, 9];
    const { series, facts } = await runEngine('central-push.ts', { orders, rounds, folder: options.folder });
    const of = (name: string): readonly number[] => series[name] ?? [];
    const name = orders.toLocaleString('en');
    return {
      rows: [
        rowOf(`${name} orders pushed over HTTP`, of('push'), {
          target: atLeast(0.9),
          compared: { label: 'without HTTP ÷ ours', ratio: pairedRatio(of('direct'), of('push')) },
        }),
        rowOf('· the same statements without HTTP', of('direct')),
        rowOf('· the same rows by COPY', of('copy'), {
          target: atLeast(0.3),
          compared: { label: 'COPY ÷ ours', ratio: pairedRatio(of('copy'), of('push')) },
        }),
        rowOf('· pushed again: all are there', of('replay'), {
          target: atLeast(1),
          compared: { label: 'first ÷ again', ratio: pairedRatio(of('push'), of('replay')) },
        }),
      ],
      sameAgainstSame: pairedRatio(of('again'), of('push')),
      runtime: 'Node, PostgreSQL 18 from npm, fsync on',
      notes: [
        `${Math.round(facts['bytes'] ?? 0)} bytes an order on the wire, of orders with five lines in batches of 100, gzip level 1; the target is 350.`,
        'Client, server and database share one machine.',
      ],
    };
  },
};

/** The office's questions for a small chain and for a large one, shop by shop of one size. */
export const centralList: Work = {
  name: 'central-list',
  title: 'The office’s list, filter and day sums: 10 shops and 200 shops of 10,000 orders',
  run: async (options) => {
    const ordersPerShop = options.quick ? 200 : 10_000;
    const times = options.quick ? 20 : 1000;
    const small = await runEngine('central-list.ts', { shops: 10, ordersPerShop, times });
    const large = await runEngine('central-list.ts', {
      shops: options.quick ? 20 : 200,
      ordersPerShop,
      times,
    });
    const again = await runEngine('central-list.ts', { shops: 10, ordersPerShop, times });
    const p99 = (run: typeof small, name: string): number[] => [percentile(run.series[name] ?? [], 0.99)];
    const row = (what: string, name: string) =>
      rowOf(what, large.series[name] ?? [], {
        target: below3,
        compared: { label: 'p99 ÷ p99 of 10 shops', ratio: pairedRatio(p99(large, name), p99(small, name)) },
      });
    return {
      rows: [
        row('first page with its items and the count', 'list'),
        row('a day’s refunded orders', 'filter'),
        row('sums of all days', 'days'),
        row('one order', 'one'),
      ],
      sameAgainstSame: pairedRatio(
        [percentile(again.series['list'] ?? [], 0.5)],
        [percentile(small.series['list'] ?? [], 0.5)],
      ),
      runtime: 'Node, PostgreSQL 18 from npm',
      notes: ['The statements of the list as the API asks them, without HTTP; nothing else runs meanwhile.'],
    };
  },
};
