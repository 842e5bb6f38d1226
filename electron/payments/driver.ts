import type { Slip } from '../../shared/contract/gateway.ts';
import type { CardSecret } from '../../shared/domain/card-secret.ts';
import type { AttemptId } from '../../shared/domain/ids.ts';
import { isFinalUnpaid, isReversalDue, isUndecided } from '../../shared/domain/payment-attempt.ts';
import type { AttemptEffect, AttemptEvent } from '../../shared/domain/payment-events.ts';
import { assertNever } from '../../shared/domain/result.ts';
import type { Answer, AttemptRef, Gateway, GatewayError } from '../gateway/index.ts';
import type { Result } from '../../shared/domain/result.ts';
import { findAttempt, type AttemptRecord } from '../store/repositories/attempts.ts';
import { saleEvent, statusEvent } from './answer-events.ts';
import { announce, applyEvent, type AppliedEvent } from './apply-event.ts';
import { machineOf } from './attempt-mapping.ts';
import { giveBack } from './give-back.ts';
import { noteOtp, sendKeyedSale } from './keyed-sale.ts';
import { createKeepers, type CallKind, type Keeper, type Keepers } from './keeper.ts';
import type { PaymentDeps } from './ports.ts';
import { atSameAccount } from './same-account.ts';
import { pauseAfter } from './settings.ts';

/** The parts that every step of the driver works with. */
export type Driver = {
  readonly deps: PaymentDeps;
  readonly keepers: Keepers;
  readonly signal: AbortSignal;
  /** Applies an event and carries out what follows from it; null when nothing was written or accepted. */
  apply(attemptId: AttemptId, event: AttemptEvent, slip?: Slip | null): AppliedEvent | null;
  /** Sends an attempt that is CREATED on disk, once the caller has had its answer. */
  begin(attemptId: AttemptId): void;
  /** Cards that were typed in and are not sent yet: here, in memory, and nowhere else. */
  readonly cards: Map<AttemptId, CardSecret>;
  /** Plans the look after an end "not paid" that the last run may not have lived to. */
  lookAgain(attemptId: AttemptId): void;
  /** Carries out what the machine asked for; the state that asks for it is on disk. */
  carryOut(record: AttemptRecord, effects: readonly AttemptEffect[]): void;
  /** Asks the gateway now, or joins the question that is under way. */
  askNow(attemptId: AttemptId): Promise<void>;
  /** Resolves when no call is under way. */
  settled(): Promise<void>;
};

/** What names an attempt to the gateway; a void or refund is about the amount that was approved. */
export function refOf(record: AttemptRecord): AttemptRef {
  const { attemptId, amountPaise, gatewayHandle } = record;
  return { attemptId, amountPaise, handle: gatewayHandle };
}

/** The gateway that an attempt was made at, or null while another account is set up. */
function gatewayOf(driver: Driver, record: AttemptRecord): Gateway | null {
  return atSameAccount(driver.deps.gateway(), record);
}

/** The card of an attempt, which is in nobody's hands after this. */
function takeCard(driver: Driver, attemptId: AttemptId): CardSecret | null {
  const card = driver.cards.get(attemptId) ?? null;
  driver.cards.delete(attemptId);
  return card;
}

/** Runs a call of a kind unless one is under way; whoever asks meanwhile waits for the same one. */
export function once(
  driver: Driver,
  attemptId: AttemptId,
  kind: CallKind,
  work: (keeper: Keeper) => Promise<void>,
): Promise<void> {
  const keeper = driver.keepers.of(attemptId);
  const running = keeper.busy.get(kind);
  if (running !== undefined) return running;
  const started = work(keeper)
    .catch((error: unknown) => {
      // A bug here must not take the till down; the attempt stays as it is on disk and is asked about again.
      driver.deps.report('payment-call-failed', { attemptId, kind, error: String(error) });
      planNext(driver, attemptId);
    })
    .finally(() => {
      keeper.busy.delete(kind);
      if (keeper.settled && keeper.busy.size === 0) driver.keepers.forget(attemptId);
    });
  keeper.busy.set(kind, started);
  return started;
}

const notSetUp: Result<Answer, GatewayError> = {
  ok: false,
  error: { code: 'not-sent', reason: 'not-set-up' },
};

/** Sends the sale, once. The attempt is SENDING on disk. */
function runSale(driver: Driver, record: AttemptRecord): Promise<void> {
  const { attemptId, orderId, amountPaise, kind } = record;
  return once(driver, attemptId, 'sale', async (keeper) => {
    const gateway = gatewayOf(driver, record);
    const card = takeCard(driver, attemptId);
    const send = (to: Gateway): Promise<Result<Answer, GatewayError>> =>
      kind === 'card-keyed'
        ? sendKeyedSale(to, record, card, driver.signal)
        : to.sale({ attemptId, orderId, amountPaise }, driver.signal);
    const result = gateway === null ? notSetUp : await send(gateway);
    card?.forget();
    if (driver.signal.aborted) return;
    noteOtp(keeper, result);
    const { event, slip } = saleEvent(machineOf(record), result);
    if (driver.apply(attemptId, event, slip) === null) planNext(driver, attemptId);
  });
}

/** Asks for the status and writes what it teaches; tells whether the gateway does not know the attempt. */
async function ask(
  driver: Driver,
  gateway: Gateway,
  keeper: Keeper,
  before: AttemptRecord,
): Promise<boolean> {
  const { deps, keepers } = driver;
  const { attemptId } = keeper;
  const result = await gateway.status(refOf(before), driver.signal);
  if (driver.signal.aborted) return false;
  const record = findAttempt(deps.db, attemptId) ?? before;
  const otpChanged = noteOtp(keeper, result);
  const facts = { windowOver: keepers.isWindowOver(attemptId), tombstoned: keeper.tombstoned };
  const answer = statusEvent(machineOf(record), result, facts);
  // Another look at what ended unpaid is over once it was answered and what it taught is on disk, or is no news.
  const taught = answer === null ? null : driver.apply(attemptId, answer.event, answer.slip);
  if (taught !== null && keeper.secondLook === 'asked') keeper.secondLook = 'answered';
  if (otpChanged && taught?.changed !== true) announce(deps, record);
  return answer?.event.type === 'not-found';
}

/** The window's end makes a pending payment unknown, and an unknown one lets go of its terminal. True when it is over. */
function endWindow(driver: Driver, attemptId: AttemptId): boolean {
  if (!driver.keepers.isWindowOver(attemptId)) return false;
  const record = findAttempt(driver.deps.db, attemptId);
  if (record === null || !isUndecided(machineOf(record))) return false;
  if (!record.terminalReleased) driver.apply(attemptId, { type: 'window-over' });
  if (record.state === 'PENDING') driver.apply(attemptId, { type: 'window-over' });
  return true;
}

/** A UPI QR whose time is over goes from the screen; whether it was paid is asked about, because money may still come. */
function endQr(driver: Driver, attemptId: AttemptId): void {
  const record = findAttempt(driver.deps.db, attemptId);
  if (record?.kind !== 'upi-qr' || record.state !== 'PENDING') return;
  if (driver.keepers.ageMs(attemptId) < driver.deps.settings.qrMs) return;
  driver.apply(attemptId, { type: 'lost', reason: 'qr-expired' });
}

/** Sends a cancel. Only a gateway that remembers cancels can make "not found" final by it. */
async function sendCancel(
  driver: Driver,
  gateway: Gateway,
  keeper: Keeper,
  record: AttemptRecord,
): Promise<void> {
  const result = await gateway.cancel(refOf(record), driver.signal);
  if (result.ok && result.value.kind !== 'not-found') keeper.cancelHeard = true;
  const isCancelled = result.ok && result.value.kind === 'cancelled';
  if (isCancelled && gateway.promises.cancel === 'answers') keeper.tombstoned = true;
}

/** Asks for the status; what comes next is planned from the state that results. */
function runStatus(driver: Driver, attemptId: AttemptId): Promise<void> {
  return once(driver, attemptId, 'status', async (keeper) => {
    const record = findAttempt(driver.deps.db, attemptId);
    if (record === null) return;
    const gateway = gatewayOf(driver, record);
    keeper.failures += 1;
    const notFound = gateway !== null && (await ask(driver, gateway, keeper, record));
    if (driver.signal.aborted) return;
    endQr(driver, attemptId);
    const windowOver = endWindow(driver, attemptId);
    // Only a cancel that the gateway keeps makes "not found" final (FIELD 4.7).
    if (notFound && windowOver && !keeper.tombstoned) await sendCancel(driver, gateway, keeper, record);
    planNext(driver, attemptId);
  });
}

/** Asks to cancel, then for the status: only that says what happened (FIELD 4.7). */
function runCancel(driver: Driver, attemptId: AttemptId): Promise<void> {
  return once(driver, attemptId, 'cancel', async (keeper) => {
    const record = findAttempt(driver.deps.db, attemptId);
    const gateway = record === null ? null : gatewayOf(driver, record);
    if (gateway !== null && record !== null) await sendCancel(driver, gateway, keeper, record);
    if (!driver.signal.aborted) await runStatus(driver, attemptId);
  });
}

/** Voids or refunds; tried again under the same id until it is certain. */
function runGiveBack(driver: Driver, attemptId: AttemptId, kind: 'void' | 'refund'): Promise<void> {
  return once(driver, attemptId, kind, async (keeper) => {
    const { deps } = driver;
    const record = findAttempt(deps.db, attemptId);
    if (record === null || !isReversalDue(machineOf(record))) return;
    const gateway = gatewayOf(driver, record);
    const event = gateway === null ? null : await giveBack(gateway, record, driver.signal);
    if (driver.signal.aborted) return;
    keeper.failures += 1;
    const applied = event === null ? null : driver.apply(attemptId, event);
    // A new state plans its own work; the same one is tried again.
    if (
      applied === null ||
      applied.record.state === record.state ||
      event?.type === 'void-lost' ||
      event?.type === 'refund-lost'
    ) {
      planNext(driver, attemptId);
    }
  });
}

/** Plans the next step of an attempt from where it stands on disk. */
function planNext(driver: Driver, attemptId: AttemptId): void {
  const { deps, keepers } = driver;
  const record = findAttempt(deps.db, attemptId);
  if (record === null || driver.signal.aborted) return;
  const keeper = keepers.of(attemptId);
  keeper.settled = false;
  const attempt = machineOf(record);
  const { pollMs, askMs, askMaxMs, giveBackMs, giveBackMaxMs } = deps.settings;
  if (isReversalDue(attempt)) {
    const kind = attempt.state.startsWith('VOID') ? 'void' : 'refund';
    keepers.plan(attemptId, pauseAfter(keeper.failures, giveBackMs, giveBackMaxMs), () => {
      void runGiveBack(driver, attemptId, kind);
    });
  } else if (attempt.state === 'PENDING' || attempt.state === 'UNKNOWN' || attempt.state === 'SENDING') {
    const isWished = (attempt.cancelRequested || attempt.unwanted) && !keeper.cancelHeard;
    const delayMs = attempt.state === 'PENDING' ? pollMs : pauseAfter(keeper.failures, askMs, askMaxMs);
    keepers.plan(attemptId, delayMs, () => {
      void (isWished ? runCancel(driver, attemptId) : runStatus(driver, attemptId));
    });
  } else if (attempt.state === 'CREATED') {
    keepers.plan(attemptId, pauseAfter(keeper.failures, askMs, askMaxMs), () =>
      giveUpUnsent(driver, attemptId),
    );
  } else if (!planSecondLook(driver, keeper, record)) letGo(driver, keeper);
}

/**
 * An attempt that couldn't be marked as SENDING was not sent, and isn't sent late either: the cashier has gone on by then. It is given up as soon as
 * the disk takes that.
 */
function giveUpUnsent(driver: Driver, attemptId: AttemptId): void {
  driver.keepers.of(attemptId).failures += 1;
  takeCard(driver, attemptId)?.forget();
  const given = driver.apply(attemptId, { type: 'not-sent', reason: 'disk-full' });
  if (given === null) planNext(driver, attemptId);
}

/** Marks an attempt as SENDING and sends it; a UPI QR was made offline, so it is only shown and asked about. */
function beginSale(driver: Driver, attemptId: AttemptId): void {
  const isQr = findAttempt(driver.deps.db, attemptId)?.kind === 'upi-qr';
  const sent = driver.apply(attemptId, { type: isQr ? 'shown' : 'send' });
  if (sent === null && findAttempt(driver.deps.db, attemptId)?.state === 'CREATED')
    giveUpUnsent(driver, attemptId);
}

/** Nothing more is to be done about a settled attempt; a call that is under way still ends by itself. */
function letGo(driver: Driver, keeper: Keeper): void {
  keeper.settled = true;
  driver.keepers.unplan(keeper.attemptId);
  if (keeper.busy.size === 0) driver.keepers.forget(keeper.attemptId);
}

/**
 * An attempt that ended unpaid after the gateway had it is looked at once more, until the gateway answers: an approval may come late. True when
 * it is planned.
 */
function planSecondLook(driver: Driver, keeper: Keeper, record: AttemptRecord): boolean {
  const { deps, keepers } = driver;
  const mayComeLate =
    record.state !== 'NOT_SENT' ||
    record.cancelRequested ||
    keeper.tombstoned ||
    record.gatewayHandle !== null ||
    record.reason === 'not-found';
  if (!isFinalUnpaid(record.state) || keeper.secondLook === 'answered' || !mayComeLate) return false;
  if (keeper.secondLook === 'planned') return true;
  const { secondLookMs, askMs, askMaxMs } = deps.settings;
  const delayMs = keeper.secondLook === 'none' ? secondLookMs : pauseAfter(keeper.failures, askMs, askMaxMs);
  keeper.secondLook = 'planned';
  keepers.plan(record.attemptId, delayMs, () => {
    keeper.secondLook = 'asked';
    void runStatus(driver, record.attemptId);
  });
  return true;
}

/** Starts the work that one effect asks for. */
function carryOne(driver: Driver, record: AttemptRecord, effect: AttemptEffect): void {
  const { attemptId } = record;
  switch (effect.type) {
    // These were written with the change itself.
    case 'commit-approval':
    case 'withdraw-tender':
    case 'raise-exception':
      return;
    case 'send-sale':
      void runSale(driver, record);
      return;
    case 'ask-status':
      return planNext(driver, attemptId);
    case 'send-cancel':
      driver.keepers.unplan(attemptId);
      void runCancel(driver, attemptId);
      return;
    case 'send-void':
      driver.keepers.of(attemptId).failures = 0;
      void runGiveBack(driver, attemptId, 'void');
      return;
    case 'send-refund':
      driver.keepers.of(attemptId).failures = 0;
      void runGiveBack(driver, attemptId, 'refund');
      break;
    default:
      assertNever(effect);
  }
}

/** Joins the driver's parts. It does nothing until an effect is carried out or something is asked. */
export function createDriver(deps: PaymentDeps, signal: AbortSignal): Driver {
  const { windowMs, qrMs } = deps.settings;
  // Whoever scanned a QR in its last second is still being paid for: its window begins when its time on the screen ends. So with an OTP.
  const windowMsOf = (attemptId: AttemptId): number => {
    const isCustomers = findAttempt(deps.db, attemptId)?.kind === 'upi-qr' || keepers.of(attemptId).otpAsked;
    return isCustomers ? qrMs + windowMs : windowMs;
  };
  const keepers = createKeepers(deps.clock, deps.later, windowMsOf, (attemptId, work) => {
    try {
      work();
    } catch (error) {
      // As in `once`: a bug must not take the till down; the attempt is on disk as it was.
      deps.report('payment-work-failed', { attemptId, error: String(error) });
    }
  });
  const driver: Driver = {
    deps,
    keepers,
    signal,
    cards: new Map(),
    apply(attemptId, event, slip = null) {
      const applied = applyEvent(deps, attemptId, event, slip);
      if (!applied.ok) {
        deps.report('attempt-event-refused', { attemptId, event: event.type, code: applied.error.code });
        return null;
      }
      if (applied.value.changed) keepers.of(attemptId).failures = 0;
      driver.carryOut(applied.value.record, applied.value.effects);
      if (applied.value.changed && applied.value.effects.length === 0) planNext(driver, attemptId);
      return applied.value;
    },
    carryOut(record, effects) {
      for (const effect of effects) carryOne(driver, record, effect);
    },
    lookAgain: (attemptId) => planNext(driver, attemptId),
    begin(attemptId) {
      keepers.plan(attemptId, 0, () => beginSale(driver, attemptId));
    },
    askNow: (attemptId) => runStatus(driver, attemptId),
    async settled() {
      await Promise.all(keepers.underWay());
    },
  };
  return driver;
}
