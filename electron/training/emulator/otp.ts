import { digitsFor } from './digits.ts';
import type { Scenario } from './scenario.ts';
import type { HeldOtp, HeldTransaction } from './transaction.ts';

const OTP_VALID_MS = 180_000;
const OTP_TRIES = 3;
const OTP_RESENDS = 2;

/** The one-time password that the bank sends when a card is typed in. */
export function firstOtp(scenario: Scenario, nowMs: number): HeldOtp {
  const validMs = scenario.otp?.validMs ?? OTP_VALID_MS;
  const left = { triesLeft: OTP_TRIES, resendsLeft: OTP_RESENDS };
  return { state: 'WAITING', number: 1, ...left, expiresAtMs: nowMs + validMs };
}

/** The one-time password that a payment waits for, or null. */
function awaited({ status, otp }: HeldTransaction): HeldOtp | null {
  const waits = status === 'PENDING' && (otp?.state === 'WAITING' || otp?.state === 'WRONG');
  return waits ? (otp ?? null) : null;
}

/** Whether nobody typed it in time. */
export function isOtpOver(held: HeldTransaction, nowMs: number): boolean {
  const otp = awaited(held);
  return otp !== null && nowMs >= otp.expiresAtMs;
}

/** A payment whose one-time password came too late: declined before any bank was asked. */
export function withoutOtp(held: HeldTransaction, nowMs: number): HeldTransaction {
  const { otp } = held;
  if (otp === undefined) return held;
  const over = { status: 'DECLINED', dueAtMs: null, decidedAtMs: nowMs, finalAtMs: nowMs } as const;
  return { ...held, ...over, otp: { ...otp, state: 'EXPIRED' } };
}

function wrong(held: HeldTransaction, otp: HeldOtp, nowMs: number): HeldTransaction {
  const triesLeft = otp.triesLeft - 1;
  const next = { ...held, otp: { ...otp, state: 'WRONG', triesLeft } } as const;
  return triesLeft > 0 ? next : { ...next, status: 'DECLINED', decidedAtMs: nowMs, finalAtMs: nowMs };
}

/** A payment whose customer proved who he is; from now on it goes as its scenario has it. */
function right(held: HeldTransaction, otp: HeldOtp, scenario: Scenario, nowMs: number): HeldTransaction {
  const { outcome } = scenario;
  const afterMs = outcome.kind === 'approve' ? (outcome.afterMs ?? 0) : 0;
  const dueAtMs = outcome.kind === 'pending-for-ever' ? null : nowMs + afterMs;
  return { ...held, dueAtMs, otp: { ...otp, state: 'PASSED' } };
}

/** What the desk of one-time passwords works with. */
type OtpDeps = {
  readonly look: (attemptId: string) => HeldTransaction | null;
  readonly keep: (held: HeldTransaction) => HeldTransaction;
  readonly scenarioNamed: (name: string) => Scenario;
  readonly now: () => number;
  readonly seed: number;
};

type OtpDesk = {
  submitOtp(attemptId: string, otp: string): HeldTransaction | null;
  resendOtp(attemptId: string): HeldTransaction | null;
  otpOf(attemptId: string): string | null;
};

/** The bank's one-time passwords: sent, compared, sent again. */
export function otpDesk({ look, keep, scenarioNamed, now, seed }: OtpDeps): OtpDesk {
  const digitsOf = (held: HeldTransaction, otp: HeldOtp): string =>
    digitsFor(seed, held.attemptId, `otp-${otp.number}`, 6);
  return {
    submitOtp(attemptId, given) {
      const held = look(attemptId);
      const otp = held === null ? null : awaited(held);
      if (held === null || otp === null) return null;
      const scenario = scenarioNamed(held.scenario);
      const isRight = given === digitsOf(held, otp) && scenario.otp?.alwaysWrong !== true;
      keep(isRight ? right(held, otp, scenario, now()) : wrong(held, otp, now()));
      return look(attemptId);
    },
    resendOtp(attemptId) {
      const held = look(attemptId);
      const otp = held === null ? null : awaited(held);
      if (held === null || otp === null || otp.resendsLeft === 0) return null;
      const { number, resendsLeft, triesLeft } = otp;
      const { expiresAtMs } = firstOtp(scenarioNamed(held.scenario), now());
      const again = { state: 'WAITING', number: number + 1, resendsLeft: resendsLeft - 1 } as const;
      return keep({ ...held, otp: { ...again, triesLeft, expiresAtMs } });
    },
    otpOf(attemptId) {
      const held = look(attemptId);
      const otp = held === null ? null : awaited(held);
      return held === null || otp === null ? null : digitsOf(held, otp);
    },
  };
}
