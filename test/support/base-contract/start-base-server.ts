/**
 * A server that offers the base contract and nothing more, on loopback: it has no idempotency, ignores filters, shows 20 orders a page, and
 * fails as the field's servers do.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createOrderBook, fieldErrors, shownOrder, type OrderBook } from './order-book.ts';

/** What goes wrong with one POST: an error page before or in the middle of the write, a reply that is lost, an order that appears later. */
export type BaseFault =
  | 'none'
  | 'error-before'
  | 'error-half'
  | 'error-after'
  | 'lost-reply'
  | 'late'
  | 'very-late';

/** Faults of the server itself, to pick from; a very late order, which is not among them, comes after every quiet period, and only the audit can find it. */
export const serverFaults: readonly BaseFault[] = [
  'error-before',
  'error-half',
  'error-half',
  'error-after',
  'lost-reply',
  'late',
  'late',
];

export type BaseServer = {
  readonly url: string;
  readonly book: OrderBook;
  /** Requests seen, as `POST /path`. */
  readonly requests: string[];
  /** The next POSTs go wrong as it says. */
  faultOf: () => BaseFault;
  /** Tokens that are let in, by account. */
  readonly tokens: Map<string, string>;
  /** Waits until every late order is there. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const PAGE = 20;
export const LATE_MS = 40;
const VERY_LATE_MS = 400;

type Inside = { readonly server: BaseServer; readonly late: Set<Promise<void>> };

function json(reply: ServerResponse, status: number, body: unknown, headers = {}): void {
  reply.writeHead(status, { 'content-type': 'application/json', ...headers });
  reply.end(status === 204 ? undefined : JSON.stringify(body));
}

function htmlError(reply: ServerResponse): void {
  reply.writeHead(500, { 'content-type': 'text/html; charset=utf-8' });
  reply.end('<!doctype html><html><body><h1>Server Error (500)</h1></body></html>');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Authorization: Token <key>, whatever the case of the word. */
function userOf(server: BaseServer, request: IncomingMessage, reply: ServerResponse): string | null {
  const header = request.headers.authorization ?? '';
  const [, key] = /^token\s+(\S+)$/i.exec(header) ?? [];
  const user = key === undefined ? undefined : server.tokens.get(key);
  if (user !== undefined) return user;
  const detail = key === undefined ? 'Authentication credentials were not provided.' : 'Invalid token.';
  json(reply, 401, { detail }, { 'www-authenticate': 'Token' });
  return null;
}

function later(inside: Inside, delayMs: number, work: () => void): void {
  const done = new Promise<void>((resolve) => {
    setTimeout(() => {
      work();
      inside.late.delete(done);
      resolve();
    }, delayMs);
  });
  inside.late.add(done);
}

function postOrder(
  inside: Inside,
  user: string,
  request: IncomingMessage,
  reply: ServerResponse,
  text: string,
): void {
  const { book } = inside.server;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    json(reply, 400, { detail: 'JSON parse error - Expecting value: line 1 column 1 (char 0)' });
    return;
  }
  const errors = fieldErrors(body);
  if (errors !== null) {
    json(reply, 400, errors);
    return;
  }
  const order = body as Record<string, unknown>;
  const lines = Array.isArray(order['order_items']) ? order['order_items'].length : 0;
  const fault = inside.server.faultOf();
  switch (fault) {
    case 'error-before':
      htmlError(reply);
      return;
    case 'error-half':
      book.store(user, order, Math.floor(lines / 2));
      htmlError(reply);
      return;
    case 'error-after':
      book.store(user, order);
      htmlError(reply);
      return;
    case 'lost-reply':
      book.store(user, order);
      request.socket.destroy();
      return;
    case 'late':
    case 'very-late':
      later(inside, fault === 'late' ? LATE_MS : VERY_LATE_MS, () => book.store(user, order));
      request.socket.destroy();
      return;
    case 'none':
      json(reply, 201, shownOrder(book.store(user, order)));
      return;
    default:
      throw new Error(`no such fault: ${String(fault)}`);
  }
}

function listOrders(server: BaseServer, user: string, url: URL, reply: ServerResponse): void {
  const newestFirst = server.book.ofUser(user).toSorted((a, b) => b.id - a.id);
  const all = url.searchParams.get('ordering') === 'id' ? newestFirst.toReversed() : newestFirst;
  const page = Number(url.searchParams.get('page') ?? '1');
  const pages = Math.max(1, Math.ceil(all.length / PAGE));
  if (!Number.isInteger(page) || page < 1 || page > pages) {
    json(reply, 404, { detail: 'Invalid page.' });
    return;
  }
  const link = (to: number): string => {
    const there = new URL(url);
    there.searchParams.set('page', String(to));
    return there.href;
  };
  json(reply, 200, {
    count: all.length,
    next: page < pages ? link(page + 1) : null,
    previous: page > 1 ? link(page - 1) : null,
    results: all.slice((page - 1) * PAGE, page * PAGE).map(shownOrder),
  });
}

function oneOrder(
  server: BaseServer,
  user: string,
  id: number,
  call: { readonly method: string; readonly text: string },
  reply: ServerResponse,
): void {
  const order = server.book.orders.get(id);
  if (order?.user !== user) {
    json(reply, 404, { detail: 'Not found.' });
    return;
  }
  if (call.method === 'DELETE') {
    server.book.orders.delete(id);
    json(reply, 204, null);
    return;
  }
  if (call.method === 'PUT' || call.method === 'PATCH') Object.assign(order.fields, JSON.parse(call.text));
  json(reply, 200, shownOrder(order));
}

async function answer(inside: Inside, request: IncomingMessage, reply: ServerResponse): Promise<void> {
  const { server } = inside;
  const method = request.method ?? 'GET';
  const url = new URL(request.url ?? '/', server.url);
  server.requests.push(`${method} ${url.pathname}`);
  const text = await bodyOf(request);
  const user = userOf(server, request, reply);
  if (user === null) return;
  const [, id] = /^\/api\/v1\/orders\/(\d+)\/$/.exec(url.pathname) ?? [];
  if (id !== undefined) return oneOrder(server, user, Number(id), { method, text }, reply);
  if (url.pathname === '/api/v1/orders') {
    reply.writeHead(301, { location: '/api/v1/orders/' });
    reply.end();
    return;
  }
  if (url.pathname !== '/api/v1/orders/') return json(reply, 404, { detail: 'Not found.' });
  if (method === 'POST') return postOrder(inside, user, request, reply, text);
  if (method === 'GET') return listOrders(server, user, url, reply);
  json(reply, 405, { detail: `Method "${method}" not allowed.` });
}

/** Starts one on a free port. */
export async function startBaseServer(tokens: Readonly<Record<string, string>>): Promise<BaseServer> {
  const http = createServer((request, reply) => {
    answer(inside, request, reply).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const { port } = http.address() as AddressInfo;
  const late = new Set<Promise<void>>();
  const server: BaseServer = {
    url: `http://127.0.0.1:${port}`,
    book: createOrderBook(() => Date.now()),
    requests: [],
    faultOf: () => 'none',
    tokens: new Map(Object.entries(tokens)),
    settled: async () => {
      while (late.size > 0) await Promise.all(late);
    },
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  const inside: Inside = { server, late };
  return server;
}
