import { posError, type PosError } from '../../shared/contract/errors.ts';
import {
  managerLockSchema,
  type ManagerLock,
  type ManagerProof,
  type ManagerSetup,
} from '../../shared/contract/people.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import { faultError } from '../store/fault-error.ts';
import type { StoreFault } from '../store/faults.ts';
import type { Writer } from '../store/handles.ts';
import { insertAudit } from '../store/repositories/audit.ts';
import { findPinHolder, insertPerson, setPinHash, type PinHolder } from '../store/repositories/people.ts';
import { findSetting, saveSetting } from '../store/repositories/settings.ts';
import { afterWrongPin, FREE_TRIES, noLock, remainingMs } from './lock-out.ts';
import { hashPin, pinMatches } from './pin-hash.ts';

/** What only a manager may do. */
export type ManagerAction =
  | 'refund-in-cash'
  | 'supersede-attempt'
  | 'resolve-attempt'
  | 'refund-by-hand'
  | 'close-day'
  | 'change-pin'
  | 'switch-keyed-card'
  | 'restore-backup'
  | 'sell-unasked'
  | 'read-back'
  | 'resend-order'
  | 'save-office';

/** What it is done to, for the audit. */
export type Subject = { readonly kind: string; readonly id: string };

declare const authorisedBrand: unique symbol;

/** A manager's leave for one action: only `authorise` makes it, so that nothing that needs one can be called without. */
export type Authorised<A extends ManagerAction = ManagerAction> = {
  readonly [authorisedBrand]: true;
  readonly action: A;
  readonly personId: PersonId;
};

/** The one door for what only a manager may do. */
export type People = {
  setup(): ManagerSetup;
  /** The first PIN, which makes the owner; then a change, with the PIN before it. */
  setPin(request: {
    readonly currentPin: string | null;
    readonly newPin: string;
  }): Promise<Result<ManagerSetup, PosError>>;
  /** Checks a PIN, one at a time. Success and failure are audited; the PIN is kept nowhere. */
  authorise<A extends ManagerAction>(
    action: A,
    proof: ManagerProof | null,
    subject: Subject,
  ): Promise<Result<Authorised<A>, PosError>>;
};

export type PeopleDeps = { readonly db: Writer; readonly clock: Clock; readonly ids: Ids };

const LOCK_KEY = 'manager-lock';

function lockOf({ db }: PeopleDeps): ManagerLock {
  return findSetting(db, LOCK_KEY, managerLockSchema) ?? noLock;
}

/** Writes the lock and an audit entry, together. */
function note(
  { db, clock }: PeopleDeps,
  lock: ManagerLock,
  entry: { action: string; person: PersonId | null; subject: Subject; detail: unknown } | null,
): Result<null, StoreFault> {
  return db.transaction(() => {
    const at = clock.now();
    saveSetting(db, LOCK_KEY, lock, at);
    if (entry !== null) {
      const { action, person: personId, subject } = entry;
      const about = { subjectKind: subject.kind, subjectId: subject.id };
      insertAudit(db, { at, personId, action, ...about, detail: JSON.stringify(entry.detail) });
    }
    return ok(null);
  });
}

const secondsOf = (ms: number): number => Math.ceil(ms / 1000);

/** What a wrong PIN is answered with. */
function wrongPin(lock: ManagerLock, atMs: number): PosError {
  const left = FREE_TRIES - lock.failures;
  return left > 0
    ? posError('manager-pin-wrong', { triesLeft: left })
    : posError('manager-locked', { seconds: secondsOf(remainingMs(lock, atMs)) });
}

/** Checks a PIN against its holder. A try is counted on disk before it is checked, so that a kill in between gives none away. */
async function check<A extends ManagerAction>(
  deps: PeopleDeps,
  holder: PinHolder,
  pin: string,
  what: { readonly action: A; readonly subject: Subject },
): Promise<Result<Authorised<A>, PosError>> {
  const { action, subject } = what;
  const { personId } = holder;
  const before = lockOf(deps);
  const waitMs = remainingMs(before, deps.clock.now());
  const refused = { action: 'manager-refused', person: null, subject };
  if (waitMs > 0) {
    const noted = note(deps, before, { ...refused, detail: { action, because: 'locked' } });
    return err(
      noted.ok ? posError('manager-locked', { seconds: secondsOf(waitMs) }) : faultError(noted.error),
    );
  }
  const counted = afterWrongPin(before, deps.clock.now());
  const kept = note(deps, counted, null);
  if (!kept.ok) return err(faultError(kept.error));
  if (!(await pinMatches(pin, holder.pinHash))) {
    const detail = { action, because: 'wrong-pin', failures: counted.failures };
    const noted = note(deps, counted, { ...refused, detail });
    return err(noted.ok ? wrongPin(counted, deps.clock.now()) : faultError(noted.error));
  }
  const noted = note(deps, noLock, {
    action: 'manager-authorised',
    person: personId,
    subject,
    detail: { action },
  });
  // The brand's only constructor.
  return noted.ok ? ok({ action, personId } as Authorised<A>) : err(faultError(noted.error));
}

async function savePin(
  deps: PeopleDeps,
  personId: PersonId | null,
  newPin: string,
): Promise<Result<null, PosError>> {
  const { db, clock, ids } = deps;
  const hash = await hashPin(newPin);
  const saved = db.transaction<null, never>(() => {
    const at = clock.now();
    const owner = personId ?? ids.next<PersonId>();
    if (personId === null) insertPerson(db, { personId: owner, name: '', role: 'owner', active: true }, at);
    setPinHash(db, owner, hash, at);
    saveSetting(db, LOCK_KEY, noLock, at);
    const action = personId === null ? 'manager-pin-set' : 'manager-pin-changed';
    insertAudit(db, { at, personId: owner, action, subjectKind: 'person', subjectId: owner, detail: null });
    return ok(null);
  });
  return saved.ok ? saved : err(faultError(saved.error));
}

/** Joins the parts. Checks run one after the other, so that parallel guesses are counted too. */
export function createPeople(deps: PeopleDeps): People {
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const run = turn.then(work);
    turn = run.catch(() => undefined);
    return run;
  };
  const setup = (): ManagerSetup => {
    const lock = lockOf(deps);
    const leftMs = remainingMs(lock, deps.clock.now());
    const lockedUntil = leftMs === 0 ? null : deps.clock.now() + leftMs;
    return { hasPin: findPinHolder(deps.db) !== null, lockedUntil };
  };
  const authorise = async <A extends ManagerAction>(
    action: A,
    proof: ManagerProof | null,
    subject: Subject,
  ): Promise<Result<Authorised<A>, PosError>> => {
    const holder = findPinHolder(deps.db);
    if (holder === null) return err(posError('manager-not-set-up'));
    if (proof === null) return err(posError('manager-needed'));
    return check(deps, holder, proof.pin, { action, subject });
  };
  return {
    setup,
    authorise: (action, proof, subject) => inTurn(() => authorise(action, proof, subject)),
    setPin: ({ currentPin, newPin }) =>
      inTurn(async () => {
        const holder = findPinHolder(deps.db);
        if (holder !== null) {
          const proof = currentPin === null ? null : { pin: currentPin };
          const allowed = await authorise('change-pin', proof, { kind: 'person', id: holder.personId });
          if (!allowed.ok) return allowed;
        }
        const saved = await savePin(deps, holder?.personId ?? null, newPin);
        return saved.ok ? ok(setup()) : saved;
      }),
  };
}
