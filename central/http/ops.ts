import { timingSafeEqual, createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Surroundings } from '../clock.ts';
import type { Db } from '../store/db.ts';
import { neededSchemaVersion, schemaVersion } from '../store/run-migrations.ts';
import { tillGauges } from '../store/shops.ts';
import { answer, detail } from './answers.ts';
import type { Metrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { send } from './routes.ts';

export type OpsDeps = {
  readonly db: Db;
  readonly surroundings: Surroundings;
  readonly metrics: Metrics;
  /** What opens /metrics from other machines; null opens it to this machine alone. */
  readonly metricsToken: string | null;
  /** True once the program was told to end. */
  readonly isStopping: () => boolean;
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function mayRead(request: FastifyRequest, token: string | null): boolean {
  if (token === null) return ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip);
  const given = (request.headers.authorization ?? '').replace(/^bearer\s+/i, '');
  return timingSafeEqual(digest(given), digest(token));
}

async function isReady({ db, isStopping }: OpsDeps): Promise<boolean> {
  if (isStopping()) return false;
  try {
    return (await schemaVersion(db)) === neededSchemaVersion;
  } catch {
    return false;
  }
}

/** What machines ask: whether it lives, whether it can work, its counters, and its description. None of them takes a till's token. */
export function addOps(app: FastifyInstance, deps: OpsDeps): void {
  app.get('/healthz', async (_request, reply) => send(reply, answer(200, { status: 'ok' })));
  app.get('/readyz', async (_request, reply) => {
    const ready = await isReady(deps);
    return send(reply, answer(ready ? 200 : 503, { status: ready ? 'ready' : 'not ready' }));
  });
  app.get('/metrics', async (request, reply) => {
    if (!mayRead(request, deps.metricsToken)) return send(reply, detail(403, 'Not for this caller.'));
    const gauges = await tillGauges(deps.db, deps.surroundings.now());
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(deps.metrics.text(gauges));
  });
  app.get('/openapi.json', async (_request, reply) => send(reply, answer(200, openApiDocument)));
}
