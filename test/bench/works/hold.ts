import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../../support/repository.ts';
import { runEngine } from '../harness/engine-process.ts';
import { inRounds, pooled } from '../harness/rounds.ts';
import { atMost, rowOf, type Row } from '../harness/table.ts';
import type { Work } from '../harness/work.ts';
import { tillOn } from '../data/seeded-store.ts';

const file = join(rootFolder, '..', 'shared', 'data', 'grocery-products.csv');
const phases = ['sales alone', 'backup', 'import', 'review of a year'] as const;

/** The counter sells while everything else goes on. */
export const hold: Work = {
  name: 'hold',
  title: 'The counter sells for cash during a backup, an import and a report',
  run: async (options) => {
    const runtime = 'Node, the whole till with its worker threads';
    if (!existsSync(file)) {
      const notes = ['The file shared/data/grocery-products.csv is not beside the repository: not measured.'];
      return { rows: [], sameAgainstSame: null, runtime, notes };
    }
    const orders = options.quick ? 2000 : 100_000;
    const { hold: rounds } = await inRounds(options.quick ? 1 : 9, {
      hold: async (round: number) =>
        runEngine('hold.ts', {
          folder: await tillOn(options, orders, `hold-${round}`),
          file,
          saleEveryMs: 100,
          aloneMs: options.quick ? 500 : 3000,
        }),
    });
    const rows = phases.flatMap((phase): Row[] => [
      rowOf(`longest task in main, ${phase}`, pooled(rounds, `longest task, ${phase}`), {
        target: atMost('worst', 50),
      }),
      rowOf(`· a press waited for the main loop`, pooled(rounds, `waited, ${phase}`)),
      rowOf(`· Charge, pressed to answered`, pooled(rounds, `charged, ${phase}`), {
        target: atMost('worst', 50),
      }),
      rowOf(
        `· took`,
        rounds.map(({ facts }) => facts[`took, ${phase}`] ?? Number.NaN),
      ),
    ]);
    return {
      rows,
      sameAgainstSame: null,
      runtime,
      notes: [
        `${orders.toLocaleString('en')} orders; ten presses of Charge a second from another thread, each a sale of five lines made durable. ` +
          'The backup is checked whole before it counts; the import is of 20,000 rows.',
        'Every time holds the fsyncs of the sales, and so the waiting for a disk that the backup writes to at the same moment; compare with the sales alone.',
      ],
    };
  },
};
