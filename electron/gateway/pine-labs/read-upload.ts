import { pineLabsReply, type PineLabsReply } from '../../../shared/contract/pine-labs.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Answer, GatewayError } from '../gateway.ts';
import { unknownOutcome } from '../weigh-approval.ts';

/** A response message as it is compared. */
export function wordOf(reply: PineLabsReply): string {
  return reply.ResponseMessage.trim().toUpperCase();
}

/** Refusals that public integrations have seen, each before anything was shown on the terminal. */
const refusals: ReadonlyMap<string, GatewayError> = new Map<string, GatewayError>([
  ['PLEASE APPROVE OPEN TXN FIRST', { code: 'not-sent', reason: 'terminal-busy' }],
  ['TXN ALREADY COMPLETED', { code: 'duplicate', detail: 'txn already completed' }],
  ['INVALID INPUT', { code: 'invalid-request', detail: 'invalid input' }],
  ['INVALID MERCHANT', { code: 'auth-failure', detail: 'invalid merchant' }],
  ['INVALID STORE', { code: 'auth-failure', detail: 'invalid store' }],
  ['INVALID SOURCE IMEI/DEVICE', { code: 'auth-failure', detail: 'invalid source imei/device' }],
]);

/**
 * Reads the answer to UploadBilledTransaction. Code 0 with a reference is a sale that waits for the customer; a refusal is
 * believed only in words that are known and only without a reference; anything else is unknown.
 */
export function readUpload(json: unknown): Result<Answer, GatewayError> {
  const parsed = pineLabsReply.safeParse(json);
  if (!parsed.success) return unknownOutcome('unparseable');
  const { ResponseCode: code, PlutusTransactionReferenceID: handle } = parsed.data;
  if (code === 0) return handle === null ? unknownOutcome('no-handle') : ok({ kind: 'pending', handle });
  const refusal = refusals.get(wordOf(parsed.data));
  if (refusal === undefined || handle !== null) return unknownOutcome('unexpected-status');
  return err(refusal);
}
