import type { Request } from '../../shared/contract/ipc.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { PosEvent } from '../../shared/contract/events.ts';
import type { ReadBack } from '../../shared/contract/read-back.ts';
import type { LastDocument, LostBill, TillRestored } from '../../shared/contract/till-origin.ts';
import type { Shop } from '../../shared/contract/till.ts';
import { addDays, calendarDate, type BusinessDate } from '../../shared/domain/business-date.ts';
import { financialYearOf } from '../../shared/domain/financial-year.ts';
import { isId, type OrderId } from '../../shared/domain/ids.ts';
import { isInvoiceNumber } from '../../shared/domain/invoice-number.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { Gateway } from '../gateway/index.ts';
import type { People } from '../people/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Report } from '../platform/ports.ts';
import { faultError } from '../store/fault-error.ts';
import type { Writer } from '../store/handles.ts';
import { insertAudit } from '../store/repositories/audit.ts';
import { findOrder } from '../store/repositories/orders.ts';
import { hasGatewayAttempts } from '../store/repositories/store-standing.ts';
import { lastOfEach } from './last-of-each.ts';
import { lettersAfter } from './next-series.ts';
import type { AskDay, HeldElsewhere } from './ports.ts';
import { findReadBack, saveReadBack } from './keep-read-back.ts';
import { findFloor, findRestored, raiseFloor, saveRestored } from './settle-origin.ts';

export type RestoredDeps = {
  readonly db: Writer;
  readonly gateway: () => Gateway | null;
  readonly askDay: AskDay;
  readonly elsewhere: HeldElsewhere;
  readonly people: Pick<People, 'authorise' | 'setup'>;
  readonly shop: () => Shop;
  readonly clock: Pick<Clock, 'now'>;
  readonly emit: (event: PosEvent) => void;
  readonly report: Report;
};

/** What a till that was put back must do before it sells. */
export type RestoredDesk = {
  /** Null when the till was never put back. */
  view(): TillRestored | null;
  /** True while no charge and no refund may begin. */
  blocks(): boolean;
  /** Asks the gateway for every day since the backup, once more if it could not be reached; nothing when all is asked. Never rejects. */
  ask(): Promise<void>;
  /** Takes what people say: whether the original goes on, the last number on paper, a manager's word to go on without the gateway. */
  settle(request: Request<'settleRestored'>): Promise<Result<TillRestored, PosError>>;
  /** Reads back what the office holds, by a manager's leave, on a till that was put back or on any other. */
  readBack(request: Request<'readBack'>): Promise<Result<ReadBack, PosError>>;
  /** What came of the last reading back; null before the first. */
  lastReadBack(): ReadBack | null;
  close(): void;
};

const ASK_AGAIN_MS = 30_000;
/** More days than this are not asked in one go: the gateway keeps no older lists. */
const DAYS_MAX = 120;

/** The days from one to another, both included, the last so many. */
function daysBetween(from: string, to: BusinessDate): BusinessDate[] {
  const days: BusinessDate[] = [];
  for (let date = to; date >= from && days.length < DAYS_MAX; date = addDays(date, -1)) days.unshift(date);
  return days;
}

/** The letter and year of a number of ours; null for another text. */
function seriesOf(number: string): { readonly letter: string; readonly financialYear: string } | null {
  const match = /^T?[A-Z0-9]{2}C?(?:-([A-SU-Z]))?\/(\d{4})\/\d+$/.exec(number);
  return match === null || !isInvoiceNumber(number)
    ? null
    : { letter: match[1] ?? 'A', financialYear: match[2] ?? '' };
}

/** Raises the floor past the letters of documents that were used elsewhere. Called inside a transaction. */
function passLetters(
  deps: RestoredDeps,
  used: readonly { readonly letter: string; readonly financialYear: string }[],
): void {
  const { db, clock, shop } = deps;
  const now = clock.now();
  const financialYear = financialYearOf(calendarDate(now, shop().zone)).short;
  const letters = used
    .filter((one) => one.financialYear >= financialYear)
    .map(({ letter }) => lettersAfter(letter, 1));
  const letter = letters.reduce((most, one) => (one > most ? one : most), findFloor(db));
  raiseFloor(db, { financialYear, letter }, now);
}

/** Whether a record still keeps the till from selling. */
function isDue(record: TillRestored | null, tillCode: string): boolean {
  if (record === null) return false;
  if (record.check === 'due' || record.original === null) return true;
  return record.original === 'goes-on' && record.tillCode === tillCode;
}

function save(deps: RestoredDeps, record: TillRestored, also?: () => void): Result<TillRestored, PosError> {
  const { db, clock, emit } = deps;
  const saved = db.transaction<null, never>(() => {
    saveRestored(db, record, clock.now());
    also?.();
    return ok(null);
  });
  if (!saved.ok) return err(faultError(saved.error));
  emit({ topic: 'backup', id: '', version: clock.now() });
  return ok(record);
}

/** Takes over what the office holds: numbers that are used are passed, and bills that are lost here all the same are named. */
function keepHeld(
  deps: RestoredDeps,
  asked: TillRestored,
  held: { readonly lastDocuments: readonly LastDocument[]; readonly bills: readonly LostBill[] },
): boolean {
  const { lastDocuments, bills } = held;
  const lostBills = bills.filter(
    ({ orderId }) => isId<OrderId>(orderId) && (findOrder(deps.db, orderId)?.invoiceNumber ?? null) === null,
  );
  const lastKnown = lastOfEach([...asked.lastKnown, ...lastDocuments]);
  const current = findRestored(deps.db) ?? asked;
  return save(deps, { ...current, lostBills, lastKnown }, () => passLetters(deps, lastDocuments)).ok;
}

/**
 * Asks whoever else holds anything of this till and writes back what is lost here; null when that is done or nothing is set up there. Bills come back only where
 * this till goes on for the one that made them: those of a till that was copied and goes on belong to that one.
 */
async function askElsewhere(deps: RestoredDeps): Promise<PosError | null> {
  const record = findRestored(deps.db);
  const { zone, tillCode: own } = deps.shop();
  const { tillCode, lastSaleAt, original } = record ?? { tillCode: own, lastSaleAt: null, original: 'gone' };
  const wish = { tillCode, fromMs: lastSaleAt ?? 0, zone, write: original === 'gone' };
  const held = await deps.elsewhere.readBack(wish, (sofar) => saveReadBack(deps, sofar));
  if (held === null) return null;
  if (!held.ok) return held.error;
  const { readBack } = held.value;
  if (readBack !== null) saveReadBack(deps, readBack);
  if (record !== null && !keepHeld(deps, record, held.value)) return posError('store-unavailable');
  return null;
}

/** Why the gateway can't be asked, or null when it told of every day. */
async function askDays(deps: RestoredDeps, record: TillRestored): Promise<string | null> {
  const { db, clock, shop } = deps;
  if (deps.gateway() === null) return hasGatewayAttempts(db) ? 'gateway-not-set-up' : null;
  const days: TillRestored['days'][number][] = [];
  for (const date of daysBetween(record.askFrom, calendarDate(clock.now(), shop().zone))) {
    const asked = await deps.askDay(date);
    if (!asked.ok) return asked.error.code;
    const { businessDate, matched, differences } = asked.value;
    days.push({ businessDate, matched, differences });
  }
  const current = findRestored(db) ?? record;
  return save(deps, { ...current, days }).ok ? null : 'store-unavailable';
}

/** Why the office could not be asked, as the record keeps it: its address or token is of no use on this PC, or it does not answer. */
function officeRefusal({ code }: PosError): string {
  return code === 'sync-not-set-up' || code === 'sync-token-refused'
    ? 'office-not-set-up'
    : 'office-unreachable';
}

async function askOnce(deps: RestoredDeps, readOffice: () => Promise<PosError | null>): Promise<boolean> {
  const record = findRestored(deps.db);
  if (record === null || record.check === 'asked') return true;
  const elsewhere = await readOffice();
  const refusal = elsewhere === null ? await askDays(deps, record) : officeRefusal(elsewhere);
  const current = findRestored(deps.db) ?? record;
  deps.report('restored-till-asked', { refusal: refusal ?? 'none', days: current.days.length });
  if (refusal === null) return save(deps, { ...current, check: 'asked', refusal: null }).ok;
  if (current.refusal !== refusal) save(deps, { ...current, refusal });
  return false;
}

async function settle(
  deps: RestoredDeps,
  { signed, original, lastNumber }: Request<'settleRestored'>,
): Promise<Result<TillRestored, PosError>> {
  const { db, clock } = deps;
  const record = findRestored(db);
  if (record === null) return err(posError('not-found'));
  const used = lastNumber === null ? null : seriesOf(lastNumber.trim().toUpperCase());
  if (lastNumber !== null && used === null) return err(posError('series-invalid'));
  // What a till that sells already was shown may be put away; before that it stays.
  const seen = !isDue(record, deps.shop().tillCode);
  let next: TillRestored = { ...record, original: original ?? record.original, seen };
  if (signed !== null && record.check === 'due') {
    const subject = { kind: 'till', id: record.tillCode };
    const allowed = await deps.people.authorise('sell-unasked', signed.manager, subject);
    if (!allowed.ok) return allowed;
    const current = findRestored(db) ?? record;
    next = { ...next, days: current.days, check: current.check === 'asked' ? 'asked' : 'signed' };
  }
  return save(deps, next, () => {
    if (used !== null) passLetters(deps, [used]);
    const detail = JSON.stringify({ original, lastNumber, signed: signed?.reason ?? null });
    const entry = { at: clock.now(), personId: null, action: 'till-restored-settled', subjectKind: 'till' };
    insertAudit(db, { ...entry, subjectId: record.tillCode, detail });
  });
}

/** Reads the office back because a manager asks for it. A till that has no manager yet has nobody whose leave could be asked. */
async function readBackNow(
  deps: RestoredDeps,
  { manager }: Request<'readBack'>,
  readOffice: () => Promise<PosError | null>,
): Promise<Result<ReadBack, PosError>> {
  const subject = { kind: 'till', id: deps.shop().tillCode };
  if (deps.people.setup().hasPin) {
    const allowed = await deps.people.authorise('read-back', manager, subject);
    if (!allowed.ok) return allowed;
  }
  const failed = await readOffice();
  if (failed !== null) return err(failed);
  const view = findReadBack(deps.db);
  return view === null ? err(posError('sync-not-set-up')) : ok(view);
}

/** Lets several that want the same share one run of it. */
function shared<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  return () => {
    running ??= work().finally(() => {
      running = null;
    });
    return running;
  };
}

/** The desk of an open till. Reads one row when asked whether the till may sell. */
export function createRestoredDesk(deps: RestoredDeps): RestoredDesk {
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;
  const readOffice = shared(() => askElsewhere(deps));
  const run = shared(async () => {
    const done = await askOnce(deps, readOffice).catch((thrown: unknown) => {
      deps.report('restored-till-bug', { detail: String(thrown) });
      return false;
    });
    if (done || isClosed) return;
    timer = setTimeout(() => void ask(), ASK_AGAIN_MS).unref();
  });
  const ask = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    return run();
  };
  return {
    view: () => findRestored(deps.db),
    blocks: () => isDue(findRestored(deps.db), deps.shop().tillCode),
    ask,
    settle: async (request) => {
      const before = findRestored(deps.db)?.original;
      const settled = await settle(deps, request);
      // Now it is known that the bills are this till's own.
      if (settled.ok && before === null && settled.value.original === 'gone') void readOffice();
      return settled;
    },
    readBack: (request) => readBackNow(deps, request, readOffice),
    lastReadBack: () => findReadBack(deps.db),
    close: () => {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
