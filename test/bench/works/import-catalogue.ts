import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../../support/repository.ts';
import { runEngine } from '../harness/engine-process.ts';
import { inRounds, pooled } from '../harness/rounds.ts';
import { atMost, rowOf } from '../harness/table.ts';
import type { Work } from '../harness/work.ts';

const file = join(rootFolder, '..', 'shared', 'data', 'grocery-products.csv');
const engine = 'import-catalogue.ts';

/** A file system in memory, which shows what our own code holds up when no disk does; where there is none, the system's folder. */
const memory: Record<string, string> = existsSync('/dev/shm') ? { TMPDIR: '/dev/shm' } : {};

/** The import of the 20,000-row grocery file through the reading thread and the writer's slices, beside a busy counter. */
export const importCatalogue: Work = {
  name: 'import',
  title: 'Import of 20,000 rows while the counter sells for cash',
  run: async ({ quick }) => {
    const runtime = 'Node';
    if (!existsSync(file)) {
      const notes = ['The file shared/data/grocery-products.csv is not beside the repository: not measured.'];
      return { rows: [], sameAgainstSame: null, runtime, notes };
    }
    const sales = { saleEveryMs: 40, aloneMs: quick ? 500 : 2000 };
    const found = await inRounds(quick ? 1 : 9, {
      undisturbed: () => runEngine(engine, { ...sales, file, saleEveryMs: 3_600_000 }),
      selling: () => runEngine(engine, { ...sales, file }),
      inMemory: () => runEngine(engine, { ...sales, file }, memory),
      alone: () => runEngine(engine, { ...sales, file: null }),
    });
    const fact = (name: string, of: keyof typeof found = 'selling'): number[] =>
      found[of].map(({ facts }) => facts[name] ?? Number.NaN);
    const [rowsRead, added, refused] = ['rows', 'added', 'refused'].map((name) => fact(name)[0]);
    return {
      rows: [
        rowOf('import, nothing else going on', fact('importMs', 'undisturbed'), {
          target: atMost('p50', 3000),
        }),
        rowOf('import, 25 cash sales a second beside it', fact('importMs'), { target: atMost('p50', 3000) }),
        rowOf('the same, the store in memory', fact('importMs', 'inMemory'), { target: atMost('p50', 3000) }),
        rowOf('longest task in main, nothing else', fact('longestTaskMs', 'undisturbed'), {
          target: atMost('worst', 50),
        }),
        rowOf('longest task in main, with the sales', fact('longestTaskMs'), { target: atMost('worst', 50) }),
        rowOf('the same, the store in memory', fact('longestTaskMs', 'inMemory'), {
          target: atMost('worst', 50),
        }),
        rowOf('longest task in main, sales alone', fact('longestTaskMs', 'alone')),
        rowOf('a sale waited for the writer, importing', pooled(found.selling, 'waited'), {
          target: atMost('worst', 10),
        }),
        rowOf('the same, the store in memory', pooled(found.inMemory, 'waited'), {
          target: atMost('worst', 10),
        }),
        rowOf('a sale waited for the writer, sales alone', pooled(found.alone, 'waited')),
        rowOf('that sale’s own commit, importing', pooled(found.selling, 'committed')),
        rowOf('that sale’s own commit, sales alone', pooled(found.alone, 'committed')),
      ],
      sameAgainstSame: null,
      runtime,
      notes: [
        `Of ${rowsRead ?? 0} rows read, ${added ?? 0} became products and ${refused ?? 0} went into the report.`,
        'Presses of Charge come from another thread at moments of its own; “waited” is from the press until the main loop takes it up, so it holds the slice that the sale met.',
        '“Longest task” is what monitorEventLoopDelay saw at 1 ms, which it counts in. On a disk that others use, an fsync that waits is part of it; the rows in memory are our own code alone.',
      ],
    };
  },
};
