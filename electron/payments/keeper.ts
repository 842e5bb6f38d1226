import type { AttemptId } from '../../shared/domain/ids.ts';
import { isWindowOver } from '../../shared/domain/payment-window.ts';
import type { OtpWait } from '../gateway/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Later } from './ports.ts';

/** A call about an attempt; of each kind at most one is under way. */
export type CallKind = 'sale' | 'otp' | 'status' | 'cancel' | 'void' | 'refund';

/** What the driver knows of an attempt beside the disk; all of it may be lost. */
export type Keeper = {
  readonly attemptId: AttemptId;
  /** When the processing window began, by the monotonic clock; it begins again after a restart (FIELD 4.10). */
  readonly windowStartMs: number;
  readonly busy: Map<CallKind, Promise<void>>;
  /** Questions, voids or refunds in a row that taught nothing. */
  failures: number;
  /** The gateway answered a cancel, whatever it said: only a lost one is sent again. */
  cancelHeard: boolean;
  /** The gateway confirmed a cancel: should it not know the attempt, it never will. */
  tombstoned: boolean;
  /** The look after a final "not paid": one that was answered is not repeated. */
  secondLook: 'none' | 'planned' | 'asked' | 'answered';
  /** The one-time password that the bank waits for, as it last said. */
  otp: OtpWait | null;
  /** The bank has asked for one: its time is the customer's, and the processing window begins after it. */
  otpAsked: boolean;
  /** Nothing more is planned; the keeper goes when its last call ends. */
  settled: boolean;
};

/** The keepers of all attempts that are not settled, with their planned work. */
export type Keepers = {
  of(attemptId: AttemptId): Keeper;
  /** Whether an attempt is kept now. */
  knows(attemptId: AttemptId): boolean;
  isWindowOver(attemptId: AttemptId): boolean;
  /** The one-time password that an attempt waits for, or null. */
  otpOf(attemptId: AttemptId): OtpWait | null;
  /** How long the attempt is kept by now, by the monotonic clock; 0 for one that isn't. */
  ageMs(attemptId: AttemptId): number;
  /** Plans work for an attempt in place of what was planned for it. */
  plan(attemptId: AttemptId, delayMs: number, work: () => void): void;
  /** Takes planned work back. */
  unplan(attemptId: AttemptId): void;
  forget(attemptId: AttemptId): void;
  /** The calls that are under way, of all attempts. */
  underWay(): Promise<void>[];
  close(): void;
};

/** Starts with nobody to keep. */
export function createKeepers(
  clock: Clock,
  later: Later,
  windowMsOf: (attemptId: AttemptId) => number,
  guarded: (attemptId: AttemptId, work: () => void) => void,
): Keepers {
  const keepers = new Map<AttemptId, Keeper>();
  const plans = new Map<AttemptId, () => void>();
  const unplan = (attemptId: AttemptId): void => {
    plans.get(attemptId)?.();
    plans.delete(attemptId);
  };
  const of = (attemptId: AttemptId): Keeper => {
    const known = keepers.get(attemptId);
    if (known !== undefined) return known;
    const made: Keeper = {
      attemptId,
      windowStartMs: clock.monotonic(),
      busy: new Map(),
      failures: 0,
      cancelHeard: false,
      tombstoned: false,
      secondLook: 'none',
      otp: null,
      otpAsked: false,
      settled: false,
    };
    keepers.set(attemptId, made);
    return made;
  };
  return {
    of,
    unplan,
    knows: (attemptId) => keepers.has(attemptId),
    isWindowOver: (attemptId) => {
      const keeper = keepers.get(attemptId);
      return (
        keeper !== undefined && isWindowOver(keeper.windowStartMs, clock.monotonic(), windowMsOf(attemptId))
      );
    },
    otpOf: (attemptId) => keepers.get(attemptId)?.otp ?? null,
    ageMs(attemptId) {
      const keeper = keepers.get(attemptId);
      return keeper === undefined ? 0 : clock.monotonic() - keeper.windowStartMs;
    },
    plan(attemptId, delayMs, work) {
      unplan(attemptId);
      const cancel = later(delayMs, () => {
        plans.delete(attemptId);
        guarded(attemptId, work);
      });
      plans.set(attemptId, cancel);
    },
    forget(attemptId) {
      unplan(attemptId);
      keepers.delete(attemptId);
    },
    underWay: () => [...keepers.values()].flatMap((keeper) => [...keeper.busy.values()]),
    close() {
      for (const cancel of plans.values()) cancel();
      plans.clear();
      keepers.clear();
    },
  };
}
