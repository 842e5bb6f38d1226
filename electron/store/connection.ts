import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { Clock } from '../platform/clock.ts';
import { createFile } from './create-file.ts';
import { APPLICATION_ID, connectToRead, connectToWrite, pragmaNumber } from './durable-connection.ts';
import { faultOf, type StoreFault } from './faults.ts';
import { createLogCopier } from './log-copier.ts';
import { rememberFiles } from './files-in-place.ts';
import { readerOf, writerOf, type Reader, type Writer } from './handles.ts';
import { createIdleWork } from './idle-work.ts';
import { migrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { keepCopies, putBack } from './put-back.ts';
import { reserveAt } from './reserve.ts';
import { newestVersion, StepFailed } from './run-migrations.ts';
import { inspectFile, mayWrite, problem, problemOfSystem, type StoreOpenProblem } from './store-file.ts';
import { upgradeFile } from './upgrade-file.ts';

export type { StoreOpenProblem } from './store-file.ts';

/** An open store: the one writer of its file, and a reader of its own. */
export type Store = {
  readonly path: string;
  readonly writer: Writer;
  readonly reader: Reader;
  /** The last run ended without `close`: a crash, a kill, a power cut. */
  readonly stoppedUncleanly: boolean;
  /** True when a new charge may begin: enough of the disk is free (FIELD 4.3). */
  readonly hasRoom: () => boolean;
  /** Does a slice of a few milliseconds of the upkeep that otherwise waits for a quiet moment; true when there is more. */
  readonly idleSlice: () => boolean;
  /** False once the file or its log was deleted, moved away, replaced or overwritten under the open store; nothing is written any more then. */
  readonly isInPlace: () => boolean;
  /** Puts a file with everything the open store holds back in its place; close the store then and open it again. */
  readonly putBack: () => Result<null, StoreOpenProblem>;
  /** Marks the stop as clean, copies the log into the file and closes it. */
  readonly close: () => void;
};

export type StoreOptions = {
  readonly path: string;
  readonly clock: Pick<Clock, 'now'>;
  /** Told again and again while the file or its log isn't in its place any more. */
  readonly moved?: () => void;
  /** How long after the last commit the upkeep begins. */
  readonly quietMs?: number;
  /** How far the log may grow while the counter is busy; as far as is good for a counter unless a test says otherwise. */
  readonly busyBytesMax?: number;
  /** Where the thread that copies the log lies; without it the main thread copies it, as in a program that ends soon. */
  readonly workerUrl?: (name: string) => URL;
  /** The steps of the schema; all of them unless a test says otherwise. */
  readonly steps?: readonly Migration[];
};

const QUIET_MS = 1500;

/** How often an open store looks whether its files are in place, beside the look before every transaction. */
const LOOK_MS = 1000;

const moved: StoreFault = { code: 'moved', detail: 'the file or its log is not the one that was opened' };

const problemCodes: Readonly<Record<StoreFault['code'], StoreOpenProblem['code']>> = {
  'disk-full': 'disk-full',
  'io-error': 'unreadable',
  'read-only': 'read-only',
  locked: 'locked',
  corrupt: 'corrupt',
  moved: 'missing',
};

function problemOf(thrown: unknown, path: string): StoreOpenProblem {
  const fault = faultOf(thrown);
  if (fault !== null) return problem(problemCodes[fault.code], path, fault.detail);
  if (thrown instanceof StepFailed) return problem('unreadable', path, thrown.message);
  if (thrown instanceof Database.SqliteError)
    return problem('unreadable', path, `${thrown.code}: ${thrown.message}`);
  return problemOfSystem(thrown, path);
}

/** Reads the version through the log too, which the header of the file alone doesn't show, and changes nothing. */
function judgeVersion(db: Database.Database, path: string, newest: number): StoreOpenProblem | null {
  const version = pragmaNumber(db, 'user_version');
  if (pragmaNumber(db, 'application_id') !== APPLICATION_ID) {
    return problem('unreadable', path, 'the file of another program');
  }
  if (version > newest) return problem('newer', path, `version ${version}, this program knows ${newest}`);
  return version === 0 ? problem('corrupt', path, 'the file has no version') : null;
}

/** A light look at what every start needs; the thorough checks take seconds and belong to a worker. */
function readLightly(db: Database.Database): void {
  db.prepare('SELECT count(*) FROM settings').get();
  db.prepare('SELECT * FROM orders ORDER BY seq DESC LIMIT 1').get();
}

const BEGIN_RUN = `INSERT INTO last_run (id, opened_at, closed_at) VALUES (1, @at, NULL)
  ON CONFLICT (id) DO UPDATE SET opened_at = excluded.opened_at, closed_at = NULL`;
const END_RUN = 'UPDATE last_run SET closed_at = @at WHERE id = 1';
const UNCLEAN = 'SELECT count(*) FROM last_run WHERE closed_at IS NULL';

/** Tells whether the last run stopped uncleanly, and notes that this one has begun. */
function beginRun(db: Database.Database, at: number): boolean {
  const unclean = db.prepare(UNCLEAN).pluck().get() === 1;
  db.prepare(BEGIN_RUN).run({ at });
  return unclean;
}

/** A disk that was made read-only under the open file answers every write with an error of its own, which SQLite only calls one of input and output. */
function explained(fault: StoreFault, path: string): StoreFault {
  return fault.code === 'io-error' && !mayWrite(path) ? { ...fault, code: 'read-only' } : fault;
}

/** The connections of a store: the one that writes, and the one that reads. */
type Connections = { readonly db: Database.Database; readonly readDb: Database.Database };

function storeOn({ db, readDb }: Connections, options: StoreOptions, stoppedUncleanly: boolean): Store {
  const { path, clock } = options;
  const quietMs = options.quietMs ?? QUIET_MS;
  const files = rememberFiles(path);
  const copier = options.workerUrl === undefined ? null : createLogCopier(path, files, options.workerUrl);
  const idle = createIdleWork({ db, files, copier, busyBytesMax: options.busyBytesMax }, quietMs);
  const reserve = reserveAt(`${path}.reserve`, dirname(path));
  // What a crash left in the log, and the reserve that the first charge would otherwise wait for, are seen to in the first quiet moment.
  idle.committed();
  const firstQuiet = setTimeout(() => void reserve.prepare(), quietMs).unref();
  const faulted = (fault: StoreFault): void => {
    if (fault.code === 'disk-full') reserve.release();
    if (fault.code === 'moved') options.moved?.();
  };
  let wasInPlace = true;
  const look = setInterval(() => {
    // What lasts for two looks is no passing state of somebody's copying; a sale does not wait for the second.
    const isInPlace = files.areInPlace();
    if (!isInPlace && !wasInPlace) options.moved?.();
    wasInPlace = isInPlace;
  }, LOOK_MS).unref();
  let isRescued = false;
  const rescue = (): Result<null, StoreOpenProblem> => {
    copier?.close();
    try {
      putBack(db, path, clock.now());
      isRescued = true;
      return ok(null);
    } catch (thrown) {
      // Neither the disk nor SQLite: the copy was not what it had to be.
      const isUnsound = thrown instanceof Error && !('code' in thrown);
      return err(isUnsound ? problem('corrupt', path, thrown.message) : problemOf(thrown, path));
    }
  };
  return {
    path,
    writer: writerOf(db, {
      committed: idle.committed,
      copied: copier?.ended ?? (() => Promise.resolve()),
      explain: (fault) => explained(fault, path),
      hindrance: () => (files.areInPlace() ? null : moved),
      faulted,
    }),
    reader: readerOf(readDb),
    stoppedUncleanly,
    // Where nothing lies in its place a full disk is not what is wrong.
    hasRoom: () => !files.areInPlace() || reserve.hasRoom(),
    idleSlice: idle.slice,
    isInPlace: files.areInPlace,
    putBack: rescue,
    close: () => {
      clearTimeout(firstQuiet);
      clearInterval(look);
      idle.stop();
      copier?.close();
      if (!isRescued && !files.areInPlace() && !rescue().ok) keepCopies(path, clock.now());
      readDb.close();
      try {
        if (!files.areInPlace()) return;
        db.prepare(END_RUN).run({ at: clock.now() });
        db.pragma('wal_checkpoint(TRUNCATE)');
      } catch (thrown) {
        // A disk that can't be written keeps the log: the next start reads it and says the stop wasn't clean.
        if (faultOf(thrown) === null) throw thrown;
      } finally {
        db.close();
      }
    },
  };
}

function openChecked(readDb: Database.Database, options: StoreOptions, steps: readonly Migration[]): Store {
  const { path, clock } = options;
  const db = connectToWrite(path);
  try {
    upgradeFile(db, path, steps, clock.now());
    readLightly(db);
    return storeOn({ db, readDb }, options, beginRun(db, clock.now()));
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

/**
 * Opens the store in a file that exists, brings it to the newest version after a backup, and notes that a run has begun. Anything in the way is a value, and
 * then the file is as it was. Not for a file that this process has open already.
 */
export function openStore(options: StoreOptions): Result<Store, StoreOpenProblem> {
  const { path, steps = migrations } = options;
  const newest = newestVersion(steps);
  const inspected = inspectFile(path, newest);
  if (!inspected.ok) return inspected;
  let readDb: Database.Database | null = null;
  try {
    // What judges the file goes on as its reader: opening another would read the whole schema again.
    readDb = connectToRead(path);
    const judged = judgeVersion(readDb, path, newest);
    if (judged === null) return ok(openChecked(readDb, options, steps));
    readDb.close();
    return err(judged);
  } catch (thrown) {
    readDb?.close();
    return err(problemOf(thrown, path));
  }
}

/**
 * Makes a new, empty store and opens it; where a file is already, opens that and makes nothing. `seriesFrom` is the first letter of its series
 * of numbers, A unless it takes the place of a lost store.
 */
export function createStore(
  options: StoreOptions & { readonly seriesFrom?: string },
): Result<Store, StoreOpenProblem> {
  const { path, clock, steps = migrations, seriesFrom } = options;
  try {
    if (!existsSync(path)) createFile(path, steps, clock.now(), seriesFrom);
  } catch (thrown) {
    return err(problemOf(thrown, path));
  }
  return openStore(options);
}

/** A reader of its own connection, for a worker; `close` ends it. */
export type OpenReader = { readonly reader: Reader; readonly close: () => void };

/** Opens a reader on a store that another thread or process may have open. */
export function openReader(path: string): Result<OpenReader, StoreOpenProblem> {
  try {
    const db = connectToRead(path);
    return ok({ reader: readerOf(db), close: () => db.close() });
  } catch (thrown) {
    return err(problemOf(thrown, path));
  }
}
