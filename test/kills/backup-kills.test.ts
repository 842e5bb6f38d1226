import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyBackup } from '../../electron/backup/open-backup.ts';
import { finishSwap } from '../../electron/store/backup/swap.ts';
import { createStore } from '../../electron/store/connection.ts';
import { fillStore, sellBills } from '../support/busy-store.ts';
import { must } from '../support/catalogue.ts';
import { readLedger } from '../support/ledger.ts';
import { fixedClock, hashOf, temporaryFolder } from '../support/store-fixtures.ts';

const LIMIT_MS = 240_000;

let root = '';
let remove = (): void => undefined;
let storePath = '';
let stick = '';

beforeEach(async () => {
  ({ folder: root, remove } = temporaryFolder());
  storePath = join(root, 'till', 'training', 'store.db');
  stick = join(root, 'stick');
  const store = must(createStore({ path: storePath, clock: fixedClock }));
  await fillStore(store, 20);
  store.close();
  mkdirSync(stick);
}, LIMIT_MS);
afterEach(() => remove());

type Ran = { readonly status: number | null; readonly line: Record<string, unknown> };

/** Runs a command under strace, which does to its system calls what `inject` says (strace(1), "tampering") and writes down all of them where it is told to. */
function run(
  name: 'backup' | 'restore',
  args: readonly string[],
  inject: string | null,
  trace = '/dev/null',
): Ran {
  const script = new URL(`../../electron/commands/${name}.ts`, import.meta.url).pathname;
  const command = [process.execPath, script, ...args, '--data', join(root, 'till')];
  const traced =
    inject === null
      ? command
      : ['strace', '-f', '-qq', '-y', '-o', trace, '-e', `inject=${inject}`, ...command];
  const [program = '', ...rest] = traced;
  const ran = spawnSync(program, rest, {
    encoding: 'utf8',
    env: { ...process.env, GALLA_BACKUP_PASSPHRASE: '', GALLA_INSTALLATION_DIR: join(root, 'installation') },
  });
  const last = ran.stdout.trim().split('\n').at(-1) ?? '';
  return {
    status: ran.status,
    line: last.startsWith('{') ? (JSON.parse(last) as Record<string, unknown>) : {},
  };
}

const backUp = (inject: string | null): Ran => run('backup', ['--to', stick], inject);
const published = (): string[] => readdirSync(stick).filter((name) => name.endsWith('.gallabackup'));

describe('a backup', () => {
  test(
    'that is killed at any of its writes leaves the store as it was, and no file that is not good',
    () => {
      const before = hashOf(storePath);
      const moments = [
        'pwrite64:signal=KILL:when=1',
        'pwrite64:signal=KILL:when=40',
        'fsync,fdatasync:signal=KILL:when=2',
      ];
      for (const moment of [...moments, 'rename:signal=KILL:when=1', 'rename:signal=KILL:when=2']) {
        expect(backUp(moment).line, moment).toEqual({});
        expect(hashOf(storePath), moment).toBe(before);
        for (const name of published()) {
          expect(
            verifyBackup({ path: join(stick, name), passphrase: null }, root).ok,
            `${moment}: ${name}`,
          ).toBe(true);
        }
      }
      expect(backUp(null)).toMatchObject({ status: 0, line: { bills: 20 } });
      expect(readdirSync(stick).filter((name) => name.includes('unfinished'))).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    'is brought to the disk piece by piece while it is written, so that no sale waits for all of it',
    () => {
      const trace = join(root, 'trace');
      const ran = run('backup', ['--to', stick], 'pwrite64:delay_enter=3000', trace);
      expect(ran).toMatchObject({ status: 0, line: { bills: 20 } });
      const synced = readFileSync(trace, 'utf8').match(/fdatasync\(\d+<[^>]*unfinished[^>]*>/g) ?? [];
      expect(synced.length).toBeGreaterThan(2);
    },
    LIMIT_MS,
  );

  test(
    'onto a disk that fills up is not made, says so, and leaves nothing',
    () => {
      for (const from of [1, 25]) {
        const ran = backUp(`pwrite64:error=ENOSPC:when=${from}+`);
        expect(ran).toMatchObject({ status: 5, line: { error: 'disk-full' } });
        expect(readdirSync(stick)).toEqual([]);
      }
      expect(readLedger(storePath).orders).toHaveLength(20);
    },
    LIMIT_MS,
  );
});

describe('a restore', () => {
  test(
    'that is killed at any moment leaves the store as it was, or restored whole',
    () => {
      const file = String(backUp(null).line['file']);
      const store = must(createStore({ path: storePath, clock: fixedClock }));
      sellBills(store, 10, 20);
      store.close();
      const sound = join(root, 'sound.db');
      copyFileSync(storePath, sound);
      const outcomes = new Set<number>();
      const renames = [1, 2, 3, 4, 5, 6].map((at) => `rename:signal=KILL:when=${at}`);
      const syncs = [1, 3, 6, 9].map((at) => `fsync,fdatasync:signal=KILL:when=${at}`);
      for (const moment of ['pwrite64:signal=KILL:when=3', ...renames, ...syncs]) {
        run('restore', [file], moment);
        // What the next start does first.
        finishSwap(storePath);
        const ledger = readLedger(storePath);
        expect(ledger.damage, moment).toEqual([]);
        outcomes.add(ledger.orders.length);
        expect([20, 30], moment).toContain(ledger.orders.length);
        const beside = readdirSync(dirname(storePath)).filter((name) => /incoming|swap/.test(name));
        expect(beside, moment).toEqual([]);
        if (ledger.orders.length === 20) {
          const kept = readdirSync(dirname(storePath)).filter((name) => /before-restore-\d+$/.test(name));
          expect(kept.length, moment).toBeGreaterThan(0);
        }
        for (const name of readdirSync(dirname(storePath))) rmSync(join(dirname(storePath), name));
        copyFileSync(sound, storePath);
      }
      expect([...outcomes].toSorted((a, b) => a - b)).toEqual([20, 30]);
      expect(existsSync(file)).toBe(true);
    },
    LIMIT_MS,
  );
});
