import { backupStampSchema } from '../../shared/contract/backup.ts';
import { seriesLetterSchema } from '../../shared/contract/config.ts';
import {
  storeIdentitySchema,
  tillRestoredSchema,
  type RestoredWhy,
  type StoreIdentity,
  type TillMark,
  type TillRestored,
} from '../../shared/contract/till-origin.ts';
import { calendarDate } from '../../shared/domain/business-date.ts';
import { financialYearOf } from '../../shared/domain/financial-year.ts';
import type { InstallationId } from '../../shared/domain/ids.ts';
import { ok, type Result } from '../../shared/domain/result.ts';
import type { Ids } from '../platform/ids.ts';
import type { MarkFile } from '../platform/till-mark.ts';
import type { StoreFault } from '../store/faults.ts';
import type { Reader, Writer } from '../store/handles.ts';
import { insertAudit } from '../store/repositories/audit.ts';
import { listSeries } from '../store/repositories/invoice-series.ts';
import { insertNotice } from '../store/repositories/notices.ts';
import { findSetting, saveSetting } from '../store/repositories/settings.ts';
import { forgetSetting, readStanding, type StoreStanding } from '../store/repositories/store-standing.ts';
import { judgeOrigin } from './judge-origin.ts';
import { lastOfEach } from './last-of-each.ts';
import { floorAfter, type SeriesFloor } from './next-series.ts';

const IDENTITY = 'store-identity';
const RESTORED = 'till-restored';
const STAMP = 'backup-stamp';
const FLOOR = 'series-from';
const FLOOR_YEAR = 'series-from-year';

/** What a store's origin is settled with, when it was opened and before anything is sold. */
export type OriginDeps = {
  readonly db: Writer;
  readonly mark: MarkFile;
  /** The id of this data folder at this place on this machine. */
  readonly installationId: InstallationId;
  readonly ids: Ids;
  /** UTC milliseconds. */
  readonly now: number;
  /** The shop's zone. */
  readonly zone: string;
  readonly gstin: string | null;
  readonly tillCode: string;
};

/** What became of it: under which id the series of numbers run, and what follows when the till was put back. */
export type Origin = { readonly seriesId: InstallationId; readonly restored: TillRestored | null };

/** The marks of other tills on this machine that write the same numbers: the same taxpayer and the same till code. */
function sameTill({ gstin, tillCode }: OriginDeps, others: readonly TillMark[]): TillMark[] {
  return others.filter((mark) => mark.tillCode === tillCode && mark.gstin === gstin);
}

function floorOf(deps: OriginDeps, standing: StoreStanding, mark: TillMark | null): SeriesFloor {
  const known = [mark, ...sameTill(deps, deps.mark.others())].filter((one) => one !== null);
  const financialYear = financialYearOf(calendarDate(deps.now, deps.zone)).short;
  const floor = floorAfter(financialYear, [
    { highest: standing.highest, isSure: true },
    ...known.map(({ highest, closed }) => ({ highest, isSure: closed })),
  ]);
  // A store that took the place of a lost one has a floor from its beginning.
  const had = findFloor(deps.db);
  return had > floor.letter ? { financialYear, letter: had } : floor;
}

/** What follows from a till that was put back, to be worked off before it sells. */
function recordOf(
  deps: OriginDeps,
  why: RestoredWhy,
  standing: StoreStanding,
  madeAt: number | null,
): TillRestored {
  const mark = deps.mark.read();
  const since = Math.min(madeAt ?? deps.now, standing.lastSaleAt ?? madeAt ?? deps.now, deps.now);
  return {
    at: deps.now,
    why,
    tillCode: deps.tillCode,
    backupMadeAt: madeAt,
    lastSaleAt: standing.lastSaleAt,
    // Where it was sold the mark is ahead; another PC knows what the data says.
    lastKnown: lastOfEach([...(mark?.lastDocuments ?? []), ...standing.lastDocuments]),
    lastHere: [...standing.lastDocuments],
    askFrom: calendarDate(since, deps.zone),
    check: 'due',
    refusal: null,
    original: why === 'copied' ? null : 'gone',
    days: [],
    lostBills: [],
    seen: false,
  };
}

/** Takes a store for this till's own. A new one in the place of one that was lost, or beside another of the same code, begins past their numbers. */
function adopt(
  deps: OriginDeps,
  identity: StoreIdentity,
  standing: StoreStanding,
  mark: TillMark | null,
): Result<null, StoreFault> {
  return deps.db.transaction<null, never>(() => {
    saveSetting(deps.db, IDENTITY, identity, deps.now);
    if (standing.highest === null) passOthers(deps, standing, mark);
    return ok(null);
  });
}

/** Raises the floor of a store without a series past all that this machine knows of its numbers. Called inside a transaction. */
function passOthers(deps: OriginDeps, standing: StoreStanding, mark: TillMark | null): void {
  const floor = floorOf(deps, standing, mark);
  if (floor.letter > findFloor(deps.db)) raiseFloor(deps.db, floor, deps.now);
}

/**
 * The shop got its name, GSTIN and till code: a store that has sold nothing yet begins past the numbers of every other till on this machine that writes
 * the same. Where nothing is known nothing is written.
 */
export function passOtherTills(deps: OriginDeps): Result<null, StoreFault> {
  const standing = readStanding(deps.db);
  if (standing.highest !== null || sameTill(deps, deps.mark.others()).length === 0) return ok(null);
  return deps.db.transaction<null, never>(() => {
    passOthers(deps, standing, null);
    return ok(null);
  });
}

/** Lets no series of this year begin before a letter. Called inside a transaction. */
export function raiseFloor(db: Writer, floor: SeriesFloor, now: number): void {
  saveSetting(db, FLOOR, floor.letter, now);
  saveSetting(db, FLOOR_YEAR, floor.financialYear, now);
}

/** The letter that the next series begins at the earliest. */
export function findFloor(db: Writer): string {
  return findSetting(db, FLOOR, seriesLetterSchema) ?? 'A';
}

/** Begins anew: another identity, another series past all that is known, and a record of what is to be done. One transaction. */
function beginAnew(
  deps: OriginDeps,
  identity: StoreIdentity,
  record: TillRestored,
  floor: SeriesFloor,
): Result<null, StoreFault> {
  const { db, now } = deps;
  return db.transaction<null, never>(() => {
    saveSetting(db, IDENTITY, identity, now);
    saveSetting(db, RESTORED, record, now);
    raiseFloor(db, floor, now);
    forgetSetting(db, STAMP);
    const none = { invoiceNumber: null, amountPaise: null, orderId: null };
    insertNotice(db, { ...none, id: identity.seriesId, at: now, code: 'till-restored' });
    const detail = JSON.stringify({ why: record.why, lastKnown: record.lastKnown, from: floor });
    const entry = {
      at: now,
      personId: null,
      action: 'till-restored',
      subjectKind: 'till',
      subjectId: identity.storeId,
    };
    insertAudit(db, { ...entry, detail });
    return ok(null);
  });
}

const FOLLOWS_MAX = 8;

/** The stores in whose place one is put: itself as it was, those before it, and the one that this machine had last. */
function placesTaken(identity: StoreIdentity | null, mark: TillMark | null): string[] {
  const before = identity === null ? [] : [identity.storeId, ...identity.follows];
  const all = mark === null ? before : [mark.storeId, ...before];
  return [...new Set(all)].slice(0, FOLLOWS_MAX);
}

/** Which store this is, and in whose place it was put; null before it was settled. */
export function findIdentity(db: Reader): StoreIdentity | null {
  return findSetting(db, IDENTITY, storeIdentitySchema);
}

/**
 * Settles whether the store that was opened is the one that this till had, before anything is sold. One that was put back, copied or exchanged gets an
 * identity and a series of numbers of its own, past every number that is known to have been used, and a record of what must be done before it sells. Nothing of
 * it is lost when the machine stops in between: the next start judges the same again, and at worst passes over a letter.
 */
export function settleOrigin(deps: OriginDeps): Result<Origin, StoreFault> {
  const { db, installationId, ids } = deps;
  const identity = findIdentity(db);
  const stamp = findSetting(db, STAMP, backupStampSchema);
  const standing = readStanding(db);
  const mark = deps.mark.read();
  const seriesOwners = listSeries(db).map((series) => series.installationId);
  const why = judgeOrigin({
    ...standing,
    installationId,
    identity,
    isBackup: stamp !== null,
    seriesOwners,
    mark,
  });
  if (why !== null) {
    const seriesId = ids.next<InstallationId>();
    const record = recordOf(deps, why, standing, stamp?.madeAt ?? null);
    const begun = beginAnew(
      deps,
      { storeId: ids.next(), installationId, seriesId, follows: placesTaken(identity, mark) },
      record,
      floorOf(deps, standing, mark),
    );
    return begun.ok ? ok({ seriesId, restored: record }) : begun;
  }
  const restored = findSetting(db, RESTORED, tillRestoredSchema);
  if (identity !== null) return ok({ seriesId: identity.seriesId as InstallationId, restored });
  const follows = placesTaken(null, mark);
  const own = { storeId: ids.next(), installationId, seriesId: installationId, follows };
  const adopted = adopt(deps, own, standing, mark);
  return adopted.ok ? ok({ seriesId: installationId, restored }) : adopted;
}

/** The mark of a store as it stands now; null in one that has no identity yet. */
export function markOf(
  db: Writer,
  shop: { readonly gstin: string | null; readonly tillCode: string },
  at: number,
  closed: boolean,
): TillMark | null {
  const identity = findIdentity(db);
  if (identity === null) return null;
  const { orderSeq, auditSeq, highest, lastDocuments } = readStanding(db);
  return {
    storeId: identity.storeId,
    orderSeq,
    auditSeq,
    highest,
    lastDocuments: [...lastDocuments],
    gstin: shop.gstin,
    tillCode: shop.tillCode,
    closed,
    at,
  };
}

/** What is still to be done after a restore; null when the till was never put back. */
export function findRestored(db: Writer): TillRestored | null {
  return findSetting(db, RESTORED, tillRestoredSchema);
}

/** Keeps what was done of it. Called inside a transaction. */
export function saveRestored(db: Writer, record: TillRestored, at: number): void {
  saveSetting(db, RESTORED, record, at);
}
