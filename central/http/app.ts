import cors from '@fastify/cors';
import { fastify, type FastifyInstance, type FastifyError } from 'fastify';
import { MAX_BULK_BYTES, centralPaths } from '../../shared/contract/central-api.ts';
import type { Surroundings } from '../clock.ts';
import type { StatusClient } from '../gateway/status-client.ts';
import type { Log } from '../log.ts';
import type { Db } from '../store/db.ts';
import { noteSeen } from '../store/shops.ts';
import type { Caller } from '../store/tokens.ts';
import { addAdminPage } from './admin/page.ts';
import { addAdminRoutes } from './admin/routes.ts';
import { detail, notFound, type Answer } from './answers.ts';
import { about, getTillEvents, postBulk } from './bulk.ts';
import { bodyTooLarge, readJsonBodies, UnreadableBody } from './body.ts';
import { createDoor } from './door.ts';
import { deleteCart, deleteCartItem, getCart, patchCartItem, postCart, postCartItem } from './cart.ts';
import { getCatalogueChanges } from './catalogue.ts';
import { deleteOrder, putOrder } from './change-order.ts';
import { postFromCart } from './create-from-cart.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { addOps } from './ops.ts';
import { getOrder, listOrdersHandler, postOrder } from './orders.ts';
import { getRefunds, postRefund } from './refunds.ts';
import { postVerify } from './verify.ts';
import { addRoutes, callerOf, send, type Route } from './routes.ts';
import { createThrottle } from './throttle.ts';

export type CentralOptions = {
  readonly db: Db;
  readonly surroundings: Surroundings;
  readonly log: Log;
  /** Who is asked about payments; null where none is set up. */
  readonly gateway: StatusClient | null;
  /** Proxies whose X-Forwarded-* headers are believed; empty believes nobody. */
  readonly trustedProxies: readonly string[];
  /** Other sites whose pages may call the API. */
  readonly corsOrigins: readonly string[];
  /** How many calls a till may make: at once, and a minute. */
  readonly perTill: { readonly burst: number; readonly perMinute: number };
  /** Certificate and key, PEM; null serves plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** What opens /metrics from other machines; null opens it to this machine alone. */
  readonly metricsToken?: string | null;
  /** Where the admin page was built; absent serves none. */
  readonly adminFolder?: string;
  /** Tells browsers to stay with HTTPS; behind a proxy that serves it, too. */
  readonly hsts: boolean;
};

const SMALL_BODY = 1024 * 1024;
const SEEN_EVERY_MS = 10_000;

function orderRoutes(deps: CentralOptions & { readonly metrics: Metrics }): readonly Route[] {
  const change = { PUT: putOrder(deps), PATCH: putOrder(deps), DELETE: deleteOrder(deps) };
  return [
    { path: centralPaths.about, handlers: { GET: about(deps) } },
    { path: centralPaths.orders, handlers: { GET: listOrdersHandler(deps), POST: postOrder(deps) } },
    { path: centralPaths.bulk, handlers: { POST: postBulk(deps) }, maxBytes: MAX_BULK_BYTES },
    { path: centralPaths.verifyPayment, handlers: { POST: postVerify(deps) } },
    { path: '/api/v1/orders/create_from_cart/', handlers: { POST: postFromCart(deps) } },
    { path: '/api/v1/orders/:id/', handlers: { GET: getOrder(deps), ...change } },
    { path: '/api/v1/orders/:id/refunds/', handlers: { GET: getRefunds(deps), POST: postRefund(deps) } },
    {
      path: '/api/v1/cart/',
      handlers: { GET: getCart(deps), POST: postCart(deps), DELETE: deleteCart(deps) },
    },
    { path: '/api/v1/cart/items/', handlers: { POST: postCartItem(deps) } },
    {
      path: '/api/v1/cart/items/:id/',
      handlers: { PATCH: patchCartItem(deps), DELETE: deleteCartItem(deps) },
    },
    { path: '/api/v1/till/events/', handlers: { GET: getTillEvents(deps) } },
    { path: '/api/v1/catalogue/changes/', handlers: { GET: getCatalogueChanges(deps) } },
  ];
}

/** Notes that a till called, at most every ten seconds, and never in the way of its call. */
function seenNoter({ db, surroundings, log }: CentralOptions): (caller: Caller) => void {
  const noted = new Map<string, number>();
  return ({ shopId, tillId }) => {
    const at = surroundings.now();
    const key = `${shopId}:${tillId}`;
    if (at - (noted.get(key) ?? 0) < SEEN_EVERY_MS) return;
    noted.set(key, at);
    noteSeen(db, shopId, tillId, at).catch((error: unknown) => log.warn('till-not-noted', error));
  };
}

function answerFor(error: FastifyError | Error, contentType: string, log: Log): Answer {
  if (error instanceof UnreadableBody) return error.answer;
  const code = 'code' in error ? error.code : '';
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return bodyTooLarge;
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH')
    return detail(400, 'The body is not as long as it says.');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return detail(415, `Unsupported media type "${contentType.slice(0, 100)}" in request.`);
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status !== undefined && status >= 400 && status < 500) return detail(status, 'Bad request.');
  log.error('request-failed', error);
  return detail(500, 'Internal server error.');
}

function addHeaders(app: FastifyInstance, { hsts, tls }: CentralOptions): void {
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('cache-control', 'no-store');
    reply.header('referrer-policy', 'no-referrer');
    if (hsts || tls !== null)
      reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
  });
}

function addLog(app: FastifyInstance, log: Log, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const caller = callerOf(request);
    // Addresses that are not there share one name: a stranger must not be able to make up new counters.
    const route = request.routeOptions.url ?? 'unknown';
    metrics.request(route, request.method, reply.statusCode, reply.elapsedTime);
    log.request({
      id: request.id,
      method: request.method,
      // The pattern, never the address itself: a query may hold what belongs in no log.
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      shop: caller?.shopCode ?? null,
      till: caller?.tillCode ?? null,
    });
  });
}

/** The central order API, ready to listen. */
export async function createApp(options: CentralOptions): Promise<FastifyInstance> {
  const { log, tls, trustedProxies, surroundings, db } = options;
  const base: FastifyInstance = fastify({
    logger: false,
    bodyLimit: SMALL_BODY,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    requestTimeout: 60_000,
    connectionTimeout: 75_000,
    forceCloseConnections: 'idle',
    ...(tls === null ? {} : { https: { cert: tls.cert, key: tls.key } }),
  });
  readJsonBodies(base);
  addHeaders(base, options);
  const metrics = createMetrics();
  addLog(base, log, metrics);
  await base.register(cors, { origin: [...options.corsOrigins], credentials: false, strictPreflight: false });
  base.setErrorHandler((error: FastifyError | Error, request, reply) =>
    send(reply, answerFor(error, request.headers['content-type'] ?? '', log)),
  );
  base.setNotFoundHandler((_request, reply) => send(reply, notFound()));
  const door = createDoor(db, {
    perTill: createThrottle(options.perTill, surroundings.now),
    wrongTokens: createThrottle({ burst: 60, perMinute: 60 }, surroundings.now),
  });
  let stopping = false;
  base.addHook('preClose', async () => {
    stopping = true;
  });
  const { metricsToken = null } = options;
  addOps(base, { db, surroundings, metrics, metricsToken, isStopping: () => stopping });
  const logins = createThrottle({ burst: 10, perMinute: 10 }, surroundings.now);
  addAdminRoutes(base, { db, surroundings, logins, secure: tls !== null || options.hsts });
  if (options.adminFolder !== undefined) await addAdminPage(base, options.adminFolder);
  addRoutes(base, orderRoutes({ ...options, metrics }), { door, seen: seenNoter(options) });
  return base;
}
