import { baseErrorReply } from '../../../shared/contract/gateway.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { GatewayError, UnknownReason } from '../gateway.ts';
import { callOnce } from '../http-call.ts';
import type { RupayDeps, RupaySettings } from './signed-call.ts';

export type BaseRequest = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** The key or the session that opens the door. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>> | null;
};

/** What a base call came to: the JSON of a 2xx, whose meaning is yet to be read, or the gateway's own refusal. */
export type BaseReply =
  | { readonly kind: 'body'; readonly json: unknown }
  | { readonly kind: 'refused'; readonly status: number };

export type BaseCall = (
  request: BaseRequest,
  signal?: AbortSignal,
) => Promise<Result<BaseReply, GatewayError>>;

function unknownOutcome(reason: UnknownReason): Result<never, GatewayError> {
  return err({ code: 'unknown-outcome', reason });
}

/** The JSON of a body, or undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Makes one base call: no signature, no key against repetition. A 4xx is the gateway's refusal only in its own words, `{message}`; a proxy's
 * page is none. Everything else but a 2xx with JSON leaves the outcome unknown.
 */
export function baseCalls(settings: RupaySettings, deps: RupayDeps): BaseCall {
  return async ({ method, path, headers, body }, signal) => {
    const url = new URL(settings.baseUrl + path);
    const transport = deps.transport ?? callOnce;
    const reply = await transport(
      {
        method,
        origin: url.origin,
        path: url.pathname + url.search,
        headers: {
          accept: 'application/json',
          ...(body === null ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === null ? null : JSON.stringify(body),
      },
      settings.call,
      signal,
    );
    if (!reply.ok) return reply;
    const { status } = reply.value;
    if (status >= 300 && status < 400) return unknownOutcome('redirect');
    if (status >= 500) return unknownOutcome('server-error');
    const json = parseJson(reply.value.body);
    if (status >= 400)
      return baseErrorReply.safeParse(json).success
        ? ok({ kind: 'refused', status })
        : unknownOutcome('unexpected-status');
    return json === undefined ? unknownOutcome('unparseable') : ok({ kind: 'body', json });
  };
}
