import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { Caller } from '../store/tokens.ts';
import { methodNotAllowed, notFound, type Answer } from './answers.ts';
import type { Door } from './door.ts';
import type { ApiRequest, Handler } from './request.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const satisfies readonly HTTPMethods[];
type Method = (typeof methods)[number];

/** One address of the API: its handlers by method, and how large a body it takes. */
export type Route = {
  readonly path: string;
  readonly handlers: Readonly<Partial<Record<Method, Handler>>>;
  readonly maxBytes?: number;
};

/** Sends an answer as JSON. */
export async function send(reply: FastifyReply, { status, body, headers }: Answer): Promise<FastifyReply> {
  for (const [name, value] of Object.entries(headers ?? {})) reply.header(name, value);
  reply.code(status);
  return body === undefined
    ? reply.send()
    : reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
}

/** The query of a call; of a name that comes twice the last one holds. */
export function queryOf(request: FastifyRequest): Readonly<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(request.url.split('?')[1] ?? ''));
}

function paramsOf(request: FastifyRequest): ApiRequest['params'] {
  const { params } = request;
  const entries = typeof params === 'object' && params !== null ? Object.entries(params) : [];
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
}

function apiRequest(request: FastifyRequest, caller: Caller): ApiRequest {
  return {
    caller,
    params: paramsOf(request),
    query: queryOf(request),
    body: request.body,
    get bodySha256() {
      return createHash('sha256')
        .update(JSON.stringify(request.body ?? null))
        .digest('hex');
    },
    headers: request.headers,
    origin: `${request.protocol}://${request.host}`,
  };
}

export type RouteDeps = {
  readonly door: Door;
  /** Called when a till came in. */
  readonly seen: (caller: Caller) => void;
};

/** Calls that are let in, kept between the hook that opens the door and the handler. */
const callers = new WeakMap<FastifyRequest, Caller>();

/** Who made this call, for the log; null before the door or at addresses without one. */
export function callerOf(request: FastifyRequest): Caller | null {
  return callers.get(request) ?? null;
}

/**
 * Adds addresses to the API. The token is looked at first, before the method and before a byte of the body is read, as the base contract does.
 */
export function addRoutes(app: FastifyInstance, routes: readonly Route[], deps: RouteDeps): void {
  for (const { path, handlers, maxBytes } of routes) {
    const allowed = methods.filter((method) => handlers[method] !== undefined);
    for (const method of methods) {
      const handler = handlers[method];
      app.route({
        method,
        url: path,
        ...(maxBytes === undefined ? {} : { bodyLimit: maxBytes }),
        onRequest: async (request, reply) => {
          const entered = await deps.door.enter(request.headers.authorization, request.ip);
          if (!entered.ok) return send(reply, entered.error);
          callers.set(request, entered.value);
          deps.seen(entered.value);
          return handler === undefined ? send(reply, methodNotAllowed(method, allowed)) : undefined;
        },
        handler: async (request, reply) => {
          const caller = callers.get(request);
          if (caller === undefined || handler === undefined) return send(reply, notFound());
          return send(reply, await handler(apiRequest(request, caller)));
        },
      });
    }
  }
}
