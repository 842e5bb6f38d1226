import type { Request } from '../../shared/contract/ipc.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { PosEvent } from '../../shared/contract/events.ts';
import type { LastDocument, TillRestored } from '../../shared/contract/till-origin.ts';
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
import { lettersAfter } from './next-series.ts';
import type { AskDay, HeldElsewhere } from './ports.ts';
import { findFloor, findRestored, raiseFloor, saveRestored } from './settle-origin.ts';

export type RestoredDeps = {
  readonly db: Writer;
  readonly gateway: () => Gateway | null;
  readonly askDay: AskDay;
  readonly elsewhere: HeldElsewhere;
  readonly people: Pick<People, 'authorise'>;
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

/** Asks whoever else holds anything of the till; false when that could not be asked now. */
async function askElsewhere(deps: RestoredDeps, record: TillRestored): Promise<boolean> {
  const held = await deps.elsewhere.holdings(record.tillCode, record.lastSaleAt ?? 0);
  if (held === null) return true;
  if (!held.ok) return false;
  const { lastDocuments, bills } = held.value;
  const lostBills = bills.filter(
    ({ orderId }) => isId<OrderId>(orderId) && findOrder(deps.db, orderId) === null,
  );
  const known = (number: LastDocument): boolean =>
    record.lastKnown.some((one) => one.number === number.number);
  const lastKnown = [...record.lastKnown, ...lastDocuments.filter((document) => !known(document))];
  const current = findRestored(deps.db) ?? record;
  return save(deps, { ...current, lostBills, lastKnown }, () => passLetters(deps, lastDocuments)).ok;
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

async function askOnce(deps: RestoredDeps): Promise<boolean> {
  const record = findRestored(deps.db);
  if (record === null || record.check === 'asked') return true;
  const refusal = (await askElsewhere(deps, record)) ? await askDays(deps, record) : 'office-unreachable';
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

/** The desk of an open till. Reads one row when asked whether the till may sell. */
export function createRestoredDesk(deps: RestoredDeps): RestoredDesk {
  let timer: NodeJS.Timeout | null = null;
  let asking: Promise<void> | null = null;
  let isClosed = false;
  const run = async (): Promise<void> => {
    const done = await askOnce(deps).catch((thrown: unknown) => {
      deps.report('restored-till-bug', { detail: String(thrown) });
      return false;
    });
    asking = null;
    if (done || isClosed) return;
    timer = setTimeout(() => void ask(), ASK_AGAIN_MS).unref();
  };
  const ask = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    asking ??= run();
    return asking;
  };
  return {
    view: () => findRestored(deps.db),
    blocks: () => isDue(findRestored(deps.db), deps.shop().tillCode),
    ask,
    settle: (request) => settle(deps, request),
    close: () => {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
