import { razorpayPosReply } from '../../../shared/contract/razorpay-pos.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Answer, GatewayError } from '../gateway.ts';
import { unknownOutcome } from '../weigh-approval.ts';

const malformed = (detail: string): GatewayError => ({ code: 'invalid-request', detail });
const stranger = (detail: string): GatewayError => ({ code: 'auth-failure', detail });

/**
 * Published error codes of pay that come before anything is pushed to the device. EZETAP_0000384, a fault of the push itself, is not among
 * them: the device may have got it.
 */
const refusals: ReadonlyMap<string, GatewayError> = new Map<string, GatewayError>([
  ['EZETAP_0000623', { code: 'not-sent', reason: 'terminal-busy' }],
  ['EZETAP_0000385', { code: 'not-sent', reason: 'terminal-offline' }],
  ['EZETAP_0000381', { code: 'not-sent', reason: 'terminal-offline' }],
  ['EZETAP_0000382', stranger('device not found')],
  ['EZETAP_0000148', stranger('device of another organisation')],
  ['EZETAP_0000039', malformed('amount unsupported')],
  ['EZETAP_0000050', malformed('amount above the limit')],
  ['EZETAP_0000162', malformed('amount below the limit')],
  ['EZETAP_0000387', malformed('reference missing')],
  ['EZETAP_6000001', malformed('payment mode unknown')],
]);

/**
 * Reads the answer to pay. Success with a reference is a sale that waits for the customer; a refusal is believed only with a published code and
 * only without a reference; anything else is unknown.
 */
export function readPay(json: unknown): Result<Answer, GatewayError> {
  const parsed = razorpayPosReply.safeParse(json);
  if (!parsed.success) return unknownOutcome('unparseable');
  const { success, errorCode, p2pRequestId: handle } = parsed.data;
  if (success && errorCode === null)
    return handle === null ? unknownOutcome('no-handle') : ok({ kind: 'pending', handle });
  const refusal = refusals.get(errorCode ?? '');
  if (success || refusal === undefined || handle !== null) return unknownOutcome('unexpected-status');
  return err(refusal);
}
