import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { assert } from '../../../shared/domain/result.ts';
import { syncFolder, writeFileDurably } from '../../platform/disk.ts';

/** The names of a swap, in the store's own folder. */
type Swap = { readonly incoming: string; readonly aside: string };

function planPath(path: string): string {
  return `${path}.swap.json`;
}

/** Where a store that waits to take another's place is made. */
export function incomingPath(path: string): string {
  return `${path}.incoming`;
}

function readPlan(path: string): Swap | null {
  try {
    const value: unknown = JSON.parse(readFileSync(planPath(path), 'utf8'));
    if (typeof value !== 'object' || value === null || !('incoming' in value) || !('aside' in value))
      return null;
    // Base names only: whatever the plan says, nothing outside the folder is touched.
    return { incoming: basename(String(value.incoming)), aside: basename(String(value.aside)) };
  } catch {
    return null;
  }
}

const companions = ['-wal', '-shm', '-journal'] as const;

/** Does what is left of a plan; each step may have been done already. */
function carryOut(path: string, { incoming, aside }: Swap): void {
  const folder = dirname(path);
  const from = join(folder, incoming);
  // Once the new file has its name, a log beside it is its own.
  if (existsSync(from)) {
    for (const companion of companions) {
      if (existsSync(`${path}${companion}`))
        renameSync(`${path}${companion}`, join(folder, `${aside}${companion}`));
    }
    if (existsSync(path)) renameSync(path, join(folder, aside));
    syncFolder(folder);
    renameSync(from, path);
    syncFolder(folder);
  }
  rmSync(planPath(path), { force: true });
  syncFolder(folder);
}

/**
 * Puts a complete store, on disk at `incomingPath`, in the place of the one at `path`, which is kept under another name with its log. Nobody may have either
 * open. A kill at any moment leaves the old store, or a plan that `finishSwap` carries out at the next start: never none, never a mixture.
 * @returns where the old store is now
 */
export function swapIn(path: string, at: number): string {
  const from = incomingPath(path);
  assert(existsSync(from), 'there is a store to put in place');
  for (const companion of companions) assert(!existsSync(`${from}${companion}`), 'the new store has no log');
  const aside = `${basename(path)}.before-restore-${at}`;
  assert(!existsSync(join(dirname(path), aside)), 'nothing is overwritten');
  const plan: Swap = { incoming: basename(from), aside };
  writeFileDurably(planPath(path), JSON.stringify(plan));
  carryOut(path, plan);
  return join(dirname(path), aside);
}

/** A plan that a kill cut off while it was written is none. */
function clearHalfPlans(path: string): void {
  const half = `.${basename(planPath(path))}.`;
  for (const name of existsSync(dirname(path)) ? readdirSync(dirname(path)) : []) {
    if (name.startsWith(half)) rmSync(join(dirname(path), name), { force: true });
  }
}

/** Finishes a swap that a kill cut off; removes a store that was being made for one that never began. To be called before a store is opened. */
export function finishSwap(path: string): void {
  clearHalfPlans(path);
  const plan = readPlan(path);
  if (plan !== null) carryOut(path, plan);
  else if (existsSync(incomingPath(path))) {
    for (const companion of ['', ...companions]) rmSync(`${incomingPath(path)}${companion}`, { force: true });
  }
}
