import {
  gatewayHeaders,
  gatewayPaths,
  healthReply,
  baseErrorReply,
} from '../../../shared/contract/gateway.ts';
import type { Result } from '../../../shared/domain/result.ts';
import { err, ok } from '../../../shared/domain/result.ts';
import type { GatewayError } from '../gateway.ts';
import { callOnce } from '../http-call.ts';
import { parseJson } from './base-call.ts';
import { callSigned, type RupayDeps, type RupaySettings } from './signed-call.ts';

/** What a gateway speaks: the base calls alone, or our extension too. */
export type RupayProtocol = 'base' | 'extension';

/** Statuses by which a server says that it has no such call. */
const noSuchCall: readonly number[] = [404, 405, 501];

/**
 * Asks a gateway what it speaks, by the one call of the extension that is about nothing. A signed answer, a refusal by its door among
 * them, is the extension. "No such call" in the base protocol's own words is the base; a proxy's page, an error or silence says nothing.
 */
export async function askProtocol(
  settings: RupaySettings,
  deps: RupayDeps,
  signal?: AbortSignal,
): Promise<Result<RupayProtocol, GatewayError>> {
  const transport = deps.transport ?? callOnce;
  const seen: { status: number; body: string; signed: boolean } = { status: 0, body: '', signed: false };
  const reply = await callSigned(
    { method: 'GET', path: gatewayPaths.health, attemptId: '', idempotencyKey: '', body: null },
    settings,
    {
      ...deps,
      async transport(request, options, stop) {
        const answer = await transport(request, options, stop);
        if (answer.ok) {
          const { status, body, headers } = answer.value;
          Object.assign(seen, { status, body, signed: headers[gatewayHeaders.signature] !== undefined });
        }
        return answer;
      },
    },
    signal,
  );
  if (reply.ok) {
    const isHealth = reply.value.kind === 'body' && healthReply.safeParse(reply.value.json).success;
    if (isHealth || reply.value.kind === 'refusal') return ok('extension');
    return err({ code: 'unknown-outcome', reason: 'unparseable' });
  }
  const inBaseWords = !seen.signed && baseErrorReply.safeParse(parseJson(seen.body)).success;
  return noSuchCall.includes(seen.status) && inBaseWords ? ok('base') : reply;
}
