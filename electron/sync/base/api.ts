import {
  baseOrderReply,
  baseOrdersPage,
  basePaths,
  type BaseOrderReply,
  type BaseOrderRequest,
  type BaseOrdersPage,
} from '../../../shared/contract/base-contract.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Line, LineReply, LineRequest } from '../line.ts';
import { parsedJson } from '../parsed-json.ts';
import type { Office } from '../ports.ts';
import { trouble, troubleOf, type Trouble } from '../step.ts';

/** What came of a POST. Only `stored` and `refused` are answers; after `unknown` the order may be there, in whole, in part, or later. */
export type PostOutcome =
  | { readonly kind: 'stored'; readonly order: BaseOrderReply }
  | { readonly kind: 'refused'; readonly reason: string }
  /** The connection never stood: it did not arrive. */
  | { readonly kind: 'not-sent'; readonly trouble: Trouble }
  | { readonly kind: 'unknown'; readonly trouble: Trouble };

/** A page, or that the list has no such page. */
export type PageReply = BaseOrdersPage | 'no-such-page';

/** The calls of the base contract that a sender needs. */
export type BaseApi = {
  readonly page: (page: number) => Promise<Result<PageReply, Trouble>>;
  readonly post: (order: BaseOrderRequest) => Promise<PostOutcome>;
  /** True when the order is gone, whoever deleted it. */
  readonly remove: (id: number) => Promise<Result<true, Trouble>>;
  /** The till is being closed: no call succeeds any more, and none is worth another try. */
  readonly isOver: () => boolean;
};

function postOutcome(reply: LineReply, nowMs: number): PostOutcome {
  if (reply.status === 201) {
    const parsed = baseOrderReply.safeParse(parsedJson(reply.body));
    if (parsed.success) return { kind: 'stored', order: parsed.data };
  }
  const body = parsedJson(reply.body);
  if (reply.status === 400 && typeof body === 'object' && body !== null) {
    return { kind: 'refused', reason: JSON.stringify(body) };
  }
  return { kind: 'unknown', trouble: troubleOf(reply, nowMs) };
}

/** The base contract's calls at an office, through a line that keeps no connection. */
export function openBaseApi(office: Office, line: Line, now: () => number, signal: AbortSignal): BaseApi {
  const prefix = new URL(office.url).pathname.replace(/\/$/, '');
  const headers = {
    authorization: `Token ${office.token}`,
    accept: 'application/json',
    'cache-control': 'no-cache',
  };
  const call = (request: Omit<LineRequest, 'headers'>, more: Readonly<Record<string, string>> = {}) =>
    line.call({ ...request, path: `${prefix}${request.path}`, headers: { ...headers, ...more } }, signal);
  return {
    isOver: () => signal.aborted,
    async page(page) {
      const reply = await call({ method: 'GET', path: basePaths.newest(page), body: null });
      if (!reply.ok) return err(trouble(reply.error.problem, 'line'));
      const { status, body } = reply.value;
      if (status === 404 && page > 1) return ok('no-such-page');
      const parsed = status === 200 ? baseOrdersPage.safeParse(parsedJson(body)) : null;
      return parsed?.success === true ? ok(parsed.data) : err(troubleOf(reply.value, now()));
    },
    async post(order) {
      const body = JSON.stringify(order);
      const reply = await call(
        { method: 'POST', path: basePaths.orders, body },
        { 'content-type': 'application/json' },
      );
      if (reply.ok) return postOutcome(reply.value, now());
      const what = trouble(reply.error.problem, 'line');
      return { kind: reply.error.sent ? 'unknown' : 'not-sent', trouble: what };
    },
    async remove(id) {
      const reply = await call({ method: 'DELETE', path: basePaths.order(id), body: null });
      if (!reply.ok) return err(trouble(reply.error.problem, 'line'));
      const { status } = reply.value;
      return status === 204 || status === 200 || status === 404
        ? ok(true)
        : err(troubleOf(reply.value, now()));
    },
  };
}
