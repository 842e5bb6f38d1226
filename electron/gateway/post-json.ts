import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { GatewayError } from './gateway.ts';
import { callOnce, type CallOptions } from './http-call.ts';

/**
 * Posts JSON to a provider whose every answer is status 200 with JSON, once, on a connection of its own. Their documents say nothing of
 * other statuses, and a proxy in between may send any of them after the sale was taken: whatever else comes leaves the outcome
 * unknown.
 */
export async function postJson(
  baseUrl: string,
  path: string,
  body: Readonly<Record<string, unknown>>,
  options: CallOptions,
  signal?: AbortSignal,
): Promise<Result<unknown, GatewayError>> {
  const url = new URL(baseUrl + path);
  const reply = await callOnce(
    {
      method: 'POST',
      origin: url.origin,
      path: url.pathname,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    },
    options,
    signal,
  );
  if (!reply.ok) return reply;
  const { status } = reply.value;
  if (status >= 300 && status < 400) return err({ code: 'unknown-outcome', reason: 'redirect' });
  if (status >= 500) return err({ code: 'unknown-outcome', reason: 'server-error' });
  if (status !== 200) return err({ code: 'unknown-outcome', reason: 'unexpected-status' });
  try {
    return ok(JSON.parse(reply.value.body));
  } catch {
    return err({ code: 'unknown-outcome', reason: 'unparseable' });
  }
}
