import { spawnSync } from 'node:child_process';
import { findCommand } from '../../support/machine.ts';
import { enginePath } from './engine-process.ts';

const SYNCS = 'fsync,fdatasync,msync,sync_file_range';

function syncsOf(engine: string, task: object): number {
  const args = [
    '-f',
    '-qq',
    '-e',
    `trace=${SYNCS}`,
    '-e',
    'signal=none',
    process.execPath,
    enginePath(engine),
  ];
  const run = spawnSync('strace', [...args, JSON.stringify(task)], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`strace ended with ${String(run.status)}: ${run.stderr.slice(-400)}`);
  return run.stderr.split('\n').filter((line) => /\b(?:fsync|fdatasync|msync|sync_file_range)\(/.test(line))
    .length;
}

/** How many fsyncs one sale of an engine costs, opening and closing left out; null where there is no strace. */
export function countFsyncs(engine: string, task: object, sales: number): number | null {
  if (findCommand('strace') === undefined) return null;
  // The first run makes the store, which is not a sale's business.
  syncsOf(engine, { ...task, sales: 1 });
  const without = syncsOf(engine, { ...task, sales: 0 });
  return (syncsOf(engine, { ...task, sales }) - without) / sales;
}
