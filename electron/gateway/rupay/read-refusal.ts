import type { RefusalCode } from '../../../shared/contract/gateway.ts';
import { assertNever, err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Answer, GatewayError } from '../gateway.ts';

/** What a refusal means for a call about one attempt. A refusal comes before anything is done, so most are certain. */
export function readRefusal(code: RefusalCode): Result<Answer, GatewayError> {
  switch (code) {
    case 'unauthorised':
    case 'forbidden':
    case 'bad-signature':
    case 'clock-skew':
    case 'key-expired':
    case 'session-expired':
      return err({ code: 'auth-failure', detail: code });
    case 'invalid-request':
      return err({ code: 'invalid-request', detail: code });
    // 'otp-not-asked': nobody waits for a one-time password any more, and the status tells what became of the payment.
    case 'idempotency-differs':
    case 'in-flight':
    case 'otp-not-asked':
      return err({ code: 'duplicate', detail: code });
    case 'tombstoned':
      return ok({ kind: 'cancelled' });
    case 'not-found':
      return ok({ kind: 'not-found' });
    case 'terminal-busy':
    case 'terminal-offline':
    case 'rate-limited':
      return err({ code: 'not-sent', reason: code });
    case 'unavailable':
    case 'host-error':
      return err({ code: 'unknown-outcome', reason: 'server-error' });
    default:
      return assertNever(code);
  }
}
