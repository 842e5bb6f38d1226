import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { rootFolder } from '../../support/repository.ts';
import { seededFolder, seededPath } from '../data/seeded-store.ts';
import { enginePath } from '../harness/engine-process.ts';
import { pairedRatio } from '../harness/figures.ts';
import { inRounds } from '../harness/rounds.ts';
import { rowOf, type Target } from '../harness/table.ts';
import type { Work } from '../harness/work.ts';

const target: Target = { of: 'ratio', limit: 1.6, side: 'at most' };

/** Bundles the store alone, beside the packages of the repository, so that its database is found. */
async function bundle(): Promise<string> {
  const outDir = join(rootFolder, 'test-results', 'bench', 'first-query');
  await build({
    configFile: false,
    logLevel: 'silent',
    root: rootFolder,
    build: {
      ssr: join(rootFolder, 'test/bench/engines/first-query-entry.ts'),
      outDir,
      emptyOutDir: true,
      minify: 'oxc',
      rolldownOptions: {
        external: ['better-sqlite3', /^node:/],
        output: { entryFileNames: 'first-query.js' },
      },
    },
    ssr: { noExternal: true },
  });
  return join(outDir, 'first-query.js');
}

async function nodeRun(args: readonly string[]): Promise<number> {
  const from = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error(`node ended with ${String(child.exitCode)}`);
  return performance.now() - from;
}

/** From nothing to the first prepared query of a large store. */
export const firstQuery: Work = {
  name: 'first-query',
  title: 'Process to first prepared query, at 1,000,000 orders',
  run: async (options) => {
    const orders = options.quick ? 10_000 : 1_000_000;
    mkdirSync(options.folder, { recursive: true });
    const path = join(options.folder, 'store.db');
    copyFileSync(seededPath(await seededFolder(options, orders)), path, constants.COPYFILE_FICLONE);
    const chunk = await bundle();
    const task = JSON.stringify({ chunk, path, compiled: join(options.folder, 'compiled') });
    const query = (): Promise<number> => nodeRun([enginePath('first-query.mjs'), task]);
    const empty = (): Promise<number> => nodeRun(['-e', '0']);
    await query();
    await query();
    const found = await inRounds(options.quick ? 3 : 25, { empty, again: empty, query });
    return {
      rows: [
        rowOf('node -e 0 (limit)', found.empty),
        rowOf('store opened durably, newest orders read', found.query, {
          target,
          compared: { label: '÷ node -e 0', ratio: pairedRatio(found.query, found.empty) },
        }),
      ],
      sameAgainstSame: pairedRatio(found.again, found.empty),
      runtime: 'Node, the bundled store, compiled code kept',
      notes: [
        'The store is opened as a till opens it: looked at, its version judged through the log, the start noted with an fsync.',
      ],
    };
  },
};
