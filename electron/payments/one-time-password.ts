import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { AttemptId } from '../../shared/domain/ids.ts';
import { isUndecided } from '../../shared/domain/payment-attempt.ts';
import { assertNever, err, ok, type Result } from '../../shared/domain/result.ts';
import type { Answer, Gateway, GatewayError, NotSupported } from '../gateway/index.ts';
import { findAttempt } from '../store/repositories/attempts.ts';
import { statusEvent } from './answer-events.ts';
import { announce } from './apply-event.ts';
import { machineOf } from './attempt-mapping.ts';
import { once, refOf, type Driver } from './driver.ts';
import { noteOtp } from './keyed-sale.ts';
import { atSameAccount } from './same-account.ts';

type OtpResult = Result<Answer, GatewayError | NotSupported>;

/** Takes what the gateway said about a password: an answer like a status, doubt as doubt, and a refusal as nothing done. */
async function take(
  driver: Driver,
  attemptId: AttemptId,
  result: OtpResult,
): Promise<Result<null, PosError>> {
  const keeper = driver.keepers.of(attemptId);
  const record = findAttempt(driver.deps.db, attemptId);
  if (record === null || driver.signal.aborted) return ok(null);
  if (result.ok) {
    const changed = noteOtp(keeper, result);
    const facts = { windowOver: false, tombstoned: false };
    const answer = statusEvent(machineOf(record), result, facts);
    const applied = answer === null ? null : driver.apply(attemptId, answer.event, answer.slip);
    if (changed && applied?.changed !== true) announce(driver.deps, record);
    return ok(null);
  }
  const { error } = result;
  switch (error.code) {
    case 'not-sent':
    case 'auth-failure':
    case 'invalid-request':
      return err(posError('otp-not-sent'));
    case 'not-supported':
      return err(posError('otp-not-asked'));
    case 'duplicate':
      // Nobody waits for a password any more: the status tells why.
      await driver.askNow(attemptId);
      return ok(null);
    case 'unknown-outcome':
      // It may have been taken. Until the status tells, nobody is asked to type another one.
      keeper.otp = null;
      if (driver.apply(attemptId, { type: 'lost', reason: error.reason })?.changed !== true) {
        announce(driver.deps, record);
        await driver.askNow(attemptId);
      }
      return ok(null);
    default:
      return assertNever(error);
  }
}

/** Makes one call about the password that the bank waits for; a second one meanwhile joins the first. `otp-not-asked` where none is waited for. */
async function callOnceAbout(
  driver: Driver,
  attemptId: AttemptId,
  call: (gateway: Gateway, ref: ReturnType<typeof refOf>) => Promise<OtpResult>,
): Promise<Result<null, PosError>> {
  const record = findAttempt(driver.deps.db, attemptId);
  if (record === null) return err(posError('not-found'));
  const isOpen = record.kind === 'card-keyed' && isUndecided(machineOf(record));
  if (!isOpen || driver.keepers.of(attemptId).otp === null) return err(posError('otp-not-asked'));
  const gateway = atSameAccount(driver.deps.gateway(), record);
  if (gateway === null) return err(posError('gateway-not-set-up'));
  let outcome: Result<null, PosError> = ok(null);
  await once(driver, attemptId, 'otp', async () => {
    outcome = await take(driver, attemptId, await call(gateway, refOf(record)));
  });
  return outcome;
}

/** Sends the customer's one-time password. It is kept nowhere; what it came to is on the attempt. `otp-not-asked`, `otp-not-sent`. */
export function submitOtp(
  driver: Driver,
  attemptId: AttemptId,
  otp: string,
): Promise<Result<null, PosError>> {
  return callOnceAbout(driver, attemptId, (gateway, ref) =>
    gateway.submitOtp({ ...ref, otp }, driver.signal),
  );
}

/** Has another one-time password sent. `otp-not-asked`, `otp-not-sent`. */
export function resendOtp(driver: Driver, attemptId: AttemptId): Promise<Result<null, PosError>> {
  return callOnceAbout(driver, attemptId, (gateway, ref) => gateway.resendOtp(ref, driver.signal));
}
