import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { decode, encode } from './codec.ts';

/** What a second instance tells the first. */
export interface SecondInstance {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly data: unknown;
}

interface Held {
  readonly database: DatabaseSync;
  readonly watcher: FSWatcher;
}

let held: Held | undefined;
let messageCount = 0;

/**
 * Takes the lock of a data folder without waiting. The operating system holds it through SQLite's file lock and frees it with the
 * process, even a killed one. Returns undefined when another process has it.
 */
function takeLock(folder: string): DatabaseSync | undefined {
  const database = new DatabaseSync(join(folder, 'electron-standin-lock'), { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return database;
  } catch {
    database.close();
    return undefined;
  }
}

function readMessages(folder: string, hear: (message: SecondInstance) => void): void {
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.message'))
    .toSorted()) {
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    rmSync(path, { force: true });
    hear(decode(text) as SecondInstance);
  }
}

/** Electron's lock of one instance per data folder. The loser's words are given to the holder's `hear`. */
export function requestLock(
  userData: string,
  message: SecondInstance,
  hear: (message: SecondInstance) => void,
): boolean {
  if (held) return true;
  const folder = join(userData, 'electron-standin-messages');
  mkdirSync(folder, { recursive: true });
  const database = takeLock(userData);
  if (!database) {
    messageCount += 1;
    const path = join(folder, `${process.hrtime.bigint()}-${process.pid}-${messageCount}`);
    writeFileSync(`${path}.draft`, encode(message));
    renameSync(`${path}.draft`, `${path}.message`);
    return false;
  }
  // Words meant for an earlier holder are not for this one.
  readMessages(folder, () => undefined);
  const watcher = watch(folder, () => readMessages(folder, hear));
  watcher.unref();
  held = { database, watcher };
  return true;
}

/** Gives the lock back. */
export function releaseLock(): void {
  held?.watcher.close();
  held?.database.close();
  held = undefined;
}

/** Does this process hold the lock? */
export function hasLock(): boolean {
  return held !== undefined;
}
