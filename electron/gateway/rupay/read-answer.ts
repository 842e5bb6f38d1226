import { err, type Result } from '../../../shared/domain/result.ts';
import type { Answer, GatewayError } from '../gateway.ts';
import { readRefusal } from './read-refusal.ts';
import { readTransaction, type Asked } from './read-transaction.ts';
import type { RupaySettings, SignedReply } from './signed-call.ts';

/** Reads the answer of a call about one attempt, which is always the gateway's picture of it, or its refusal. */
export function readAnswer(
  reply: Result<SignedReply, GatewayError>,
  asked: Asked,
  settings: RupaySettings,
): Result<Answer, GatewayError> {
  if (!reply.ok) return reply;
  if (reply.value.kind === 'body') return readTransaction(reply.value.json, asked, settings);
  const { attemptId, code } = reply.value;
  return attemptId !== null && attemptId !== asked.attemptId
    ? err({ code: 'unknown-outcome', reason: 'attempt-mismatch' })
    : readRefusal(code);
}
