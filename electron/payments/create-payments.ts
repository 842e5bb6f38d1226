import type { AttemptView, VerifyPaymentReply } from '../../shared/contract/sale.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { CardSecret } from '../../shared/domain/card-secret.ts';
import type { AttemptId } from '../../shared/domain/ids.ts';
import { isPaid } from '../../shared/domain/payment-attempt.ts';
import type { AttemptEffect } from '../../shared/domain/payment-events.ts';
import { transition } from '../../shared/domain/payment.ts';
import { assert, err, ok, type Result } from '../../shared/domain/result.ts';
import type { Authorised } from '../people/index.ts';
import type { StoreFault } from '../store/faults.ts';
import {
  findAttempt,
  listAttempts,
  listEndedUnpaid,
  listUnfinishedAttempts,
  type AttemptRecord,
} from '../store/repositories/attempts.ts';
import type { AttemptStep } from '../store/units/complete-sale.ts';
import { announce, raiseExceptions } from './apply-event.ts';
import { machineOf, progressOf } from './attempt-mapping.ts';
import { viewOf } from './attempt-view.ts';
import { createDriver, type Driver } from './driver.ts';
import { refundedByHand, resolve, supersede, type HandRefund, type Resolution } from './manager-acts.ts';
import type { PaymentDeps } from './ports.ts';
import { pauseAfter } from './settings.ts';
import { resendOtp, submitOtp } from './one-time-password.ts';
import { recoverPayments } from './recover.ts';
import { verify } from './verify.ts';

/** The payments of the till: the only part that talks to the gateway about money. */
export type Payments = {
  /** Sends an attempt that is CREATED on disk, as soon as the caller has had its turn; everything after comes by events. */
  start(attemptId: AttemptId, card?: CardSecret): void;
  /** The one-time password of a typed card; what it came to is on the attempt. `otp-not-asked`, `otp-not-sent`. */
  submitOtp(attemptId: AttemptId, otp: string): Promise<Result<AttemptView, PosError>>;
  /** Has another one-time password sent. */
  resendOtp(attemptId: AttemptId): Promise<Result<AttemptView, PosError>>;
  /** Takes the slip of another machine for an attempt that is CREATED on disk: its tender, or its whole sale. False: not on disk. */
  takeSlip(attemptId: AttemptId, slip: { readonly rrn: string; readonly authCode: string }): boolean;
  /** A durable wish to cancel; what became of it comes by events. */
  cancel(attemptId: AttemptId): Result<AttemptView, PosError>;
  /** Asks the gateway now and answers with what is then known. */
  askNow(attemptId: AttemptId): Promise<Result<AttemptView, PosError>>;
  /** Compares with what the gateway says now; a difference goes on the exception list. */
  verify(attemptId: AttemptId): Promise<Result<VerifyPaymentReply, PosError>>;
  /** With a manager's leave: another tender may be taken for the order of an unknown payment. */
  supersede(attemptId: AttemptId, by: Authorised<'supersede-attempt'>): Result<AttemptView, PosError>;
  /** With a manager's leave: how an unknown payment ended, once its window is over. */
  resolve(word: Resolution, by: Authorised<'resolve-attempt'>): Result<AttemptView, PosError>;
  /** With a manager's leave: the money of a typed slip was given back on its own machine. */
  refundedByHand(word: HandRefund, by: Authorised<'refund-by-hand'>): Result<AttemptView, PosError>;
  /** At a start, once, before anything is charged: moves what the last run left and goes on asking in the background. What the disk could not take is tried again by itself. */
  recover(): Result<readonly AttemptRecord[], StoreFault>;
  /** What is open, unknown, or has money on its way back: shown until it is settled. */
  listOpen(): AttemptView[];
  view(record: AttemptRecord): AttemptView;
  /** The steps that give an order's approvals up, for abandonOrder; `carryOn` starts the voids once they are on disk, and lists what only a person can give back. */
  giveUpSteps(orderSeq: number): AttemptStep[];
  carryOn(attemptId: AttemptId): void;
  /** Ends the calls and the waiting; what was under way is unknown at the next start. Resolves when nothing more is written. */
  close(): Promise<void>;
};

/** What ended unpaid so long before a start is looked at once more after it, by a clock that may have been set; never more than so many. */
const SECOND_LOOK_DAYS_MS = 2 * 86_400_000;
const MOST_SECOND_LOOKS = 100;

/** Starts the work that an attempt's state asks for, as at a start, and returns what it asks for. */
function resume(driver: Driver, record: AttemptRecord): readonly AttemptEffect[] {
  driver.keepers.of(record.attemptId);
  const decided = transition(machineOf(record), { type: 'restarted' });
  assert(decided.ok && !decided.value.changed, 'what is resumed was recovered before');
  driver.carryOut(record, decided.value.effects);
  return decided.value.effects;
}

/** The steps by which an order's approvals become unwanted. */
function giveUpSteps(deps: PaymentDeps, orderSeq: number): AttemptStep[] {
  return listAttempts(deps.db, orderSeq).flatMap((record) => {
    const attempt = machineOf(record);
    const decided = transition(attempt, { type: 'unwanted' });
    if (!isPaid(attempt) || !decided.ok) return [];
    const next = progressOf(record, decided.value.attempt, null, deps.clock.now());
    return [{ previous: record, next, event: 'unwanted' }];
  });
}

/** Takes what a slip says for an attempt that is on disk; false when it could not be written. */
function takeSlip(
  driver: Driver,
  attemptId: AttemptId,
  { rrn, authCode }: { readonly rrn: string; readonly authCode: string },
): boolean {
  const record = findAttempt(driver.deps.db, attemptId);
  assert(record?.kind === 'card-manual', 'a slip belongs to an attempt on another machine');
  const approval = { amountPaise: record.amountPaise, rrn, authCode, transactionId: null };
  return driver.apply(attemptId, { type: 'slip-typed', approval }) !== null;
}

/**
 * Takes up what the last run left. Where the disk can't take it (it is full), it is tried again, calmly, until it can: nobody else would ask
 * about those payments before the next start.
 */
function recoverOrRetry(
  driver: Driver,
  deps: PaymentDeps,
  failures: number,
): ReturnType<typeof recoverPayments> {
  const { keepers, signal } = driver;
  const left = recoverPayments(deps, (attemptId) => failures > 0 && keepers.knows(attemptId));
  if (left.ok) {
    for (const record of left.value) resume(driver, record);
    if (failures > 0) for (const record of left.value) announce(deps, record);
    return left;
  }
  const { askMs, askMaxMs } = deps.settings;
  deps.report('recovery-postponed', { code: left.error.code, count: failures + 1 });
  deps.later(pauseAfter(failures, askMs, askMaxMs), () => {
    if (!signal.aborted) recoverOrRetry(driver, deps, failures + 1);
  });
  return left;
}

/** Makes the driver. Nothing happens until `recover` or `start`. */
export function createPayments(deps: PaymentDeps): Payments {
  const stop = new AbortController();
  const driver = createDriver(deps, stop.signal);
  const view = (record: AttemptRecord): AttemptView =>
    viewOf(record, {
      zone: deps.zone(),
      windowOver: driver.keepers.isWindowOver(record.attemptId),
      qrMs: deps.settings.qrMs,
      upi: deps.upi(),
      otp: driver.keepers.otpOf(record.attemptId),
    });
  const current = (attemptId: AttemptId): Result<AttemptView, PosError> => {
    const record = findAttempt(deps.db, attemptId);
    return record === null ? err(posError('not-found')) : ok(view(record));
  };
  const after = (done: Result<null, PosError>, attemptId: AttemptId): Result<AttemptView, PosError> =>
    done.ok ? current(attemptId) : done;
  return {
    view,
    submitOtp: async (attemptId, otp) => after(await submitOtp(driver, attemptId, otp), attemptId),
    resendOtp: async (attemptId) => after(await resendOtp(driver, attemptId), attemptId),
    start(attemptId, card) {
      driver.keepers.of(attemptId);
      if (card !== undefined) driver.cards.set(attemptId, card);
      driver.begin(attemptId);
    },
    takeSlip: (attemptId, slip) => takeSlip(driver, attemptId, slip),
    cancel(attemptId) {
      driver.apply(attemptId, { type: 'cancel-requested' });
      return current(attemptId);
    },
    async askNow(attemptId) {
      const record = findAttempt(deps.db, attemptId);
      if (record === null) return err(posError('not-found'));
      // Refunds of ours explain an answer about a paid attempt; to the machine alone it would be a contradiction.
      await (isPaid(machineOf(record)) ? verify(driver, record) : driver.askNow(attemptId));
      return current(attemptId);
    },
    async verify(attemptId) {
      const record = findAttempt(deps.db, attemptId);
      if (record === null) return err(posError('not-found'));
      const verdict = await verify(driver, record);
      const attempt = current(attemptId);
      return attempt.ok ? ok({ verdict, attempt: attempt.value }) : attempt;
    },
    supersede: (attemptId, by) => after(supersede(driver, attemptId, by), attemptId),
    resolve: (word, by) => after(resolve(driver, word, by), word.attemptId),
    refundedByHand: (word, by) => after(refundedByHand(driver, word, by), word.attemptId),
    recover() {
      const left = recoverOrRetry(driver, deps, 0);
      const since = deps.clock.now() - SECOND_LOOK_DAYS_MS;
      for (const attemptId of listEndedUnpaid(deps.db, since, MOST_SECOND_LOOKS)) driver.lookAgain(attemptId);
      return left;
    },
    listOpen: () => listUnfinishedAttempts(deps.db).map(view),
    giveUpSteps: (orderSeq) => giveUpSteps(deps, orderSeq),
    carryOn(attemptId) {
      const record = findAttempt(deps.db, attemptId);
      if (record !== null) raiseExceptions(deps, record, resume(driver, record));
    },
    async close() {
      stop.abort();
      await driver.settled();
      driver.cards.clear();
      driver.keepers.close();
    },
  };
}
