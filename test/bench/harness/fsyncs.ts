import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { findCommand } from '../../support/machine.ts';
import { enginePath } from './engine-process.ts';

const SYNCS = 'fsync,fdatasync,msync,sync_file_range';

const SYNC_CALL = /\b(?:fsync|fdatasync|msync|sync_file_range)\(/;

/** A command in front of another one that writes down each fsync of it and of its children to a file; null where there is no strace. */
export function syncTrace(file: string): readonly [string, ...string[]] | null {
  if (findCommand('strace') === undefined) return null;
  return ['strace', '-f', '-qq', '-e', `trace=${SYNCS}`, '-e', 'signal=none', '-o', file];
}

/** How many fsyncs were written down so far. */
export function syncsIn(file: string): number {
  if (!existsSync(file)) return 0;
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => SYNC_CALL.test(line)).length;
}

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
  return run.stderr.split('\n').filter((line) => SYNC_CALL.test(line)).length;
}

/** How many fsyncs one sale of an engine costs, opening and closing left out; null where there is no strace. */
export function countFsyncs(engine: string, task: object, sales: number): number | null {
  if (findCommand('strace') === undefined) return null;
  // The first run makes the store, which is not a sale's business.
  syncsOf(engine, { ...task, sales: 1 });
  const without = syncsOf(engine, { ...task, sales: 0 });
  return (syncsOf(engine, { ...task, sales }) - without) / sales;
}
