/** Central as a machine that runs: its health, its description, its settings, and how it ends. */
import { spawn } from 'node:child_process';
import { get } from 'node:https';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readSettings } from '../../central/settings.ts';
import { runMigrations } from '../../central/store/run-migrations.ts';
import { makeCertificate } from '../support/certificate.ts';
import { rootFolder } from '../support/repository.ts';
import { record } from '../support/central/json.ts';
import { saleEvent } from '../support/central/sale-events.ts';
import { callApi, startCentral, type TestCentral } from '../support/central/start-central.ts';

let central: TestCentral;
beforeAll(async () => {
  central = await startCentral({ corsOrigins: ['https://office.example'], hsts: true });
});
afterAll(() => central.stop());

const orders = '/api/v1/orders/';
const order = {
  customer_info: { name: 'A', email: 'a@shop.example' },
  order_items: [{ product: 1, quantity: 1 }],
};

describe('what machines ask', () => {
  test('it lives, it is ready, and it counts', async () => {
    expect((await callApi(central.url, null, 'GET', '/healthz')).json).toEqual({ status: 'ok' });
    expect((await callApi(central.url, null, 'GET', '/readyz')).json).toEqual({ status: 'ready' });
    await central.call('POST', '/api/v1/orders/bulk/', { form: 1, waiting: 12, events: [saleEvent()] });
    const { text, status } = await callApi(central.url, null, 'GET', '/metrics');
    expect(status).toBe(200);
    expect(text).toContain('galla_central_events_total{outcome="stored"} 1');
    expect(text).toContain('galla_central_events_waiting_at_tills 12');
    expect(text).toMatch(
      /galla_central_request_seconds_bucket\{route="\/api\/v1\/orders\/bulk\/",le="\+Inf"\} 1/,
    );
  });

  test('the counters are for who has their token', async () => {
    const other = await startCentral({ metricsToken: 'for-the-monitoring' });
    try {
      expect((await callApi(other.url, null, 'GET', '/metrics')).status).toBe(403);
      const headers = { authorization: 'Bearer for-the-monitoring' };
      expect((await callApi(other.url, null, 'GET', '/metrics', undefined, headers)).status).toBe(200);
    } finally {
      await other.stop();
    }
  });

  test('a page of a listed office may call, any other may not', async () => {
    const from = (origin: string) =>
      callApi(central.url, null, 'OPTIONS', orders, undefined, {
        origin,
        'access-control-request-method': 'GET',
      });
    expect((await from('https://office.example')).headers.get('access-control-allow-origin')).toBe(
      'https://office.example',
    );
    expect((await from('https://thief.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  test('browsers are told to stay with HTTPS', async () => {
    const reply = await central.call('GET', orders);
    expect(reply.headers.get('strict-transport-security')).toContain('max-age=31536000');
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('the way to it', () => {
  test('it serves HTTPS itself when it has a certificate', async () => {
    const tls = makeCertificate('127.0.0.1', Date.now() - 60_000, Date.now() + 3_600_000);
    const secure = await startCentral({ tls });
    try {
      const url = secure.url.replace('http:', 'https:');
      const status = await new Promise((resolve, reject) => {
        get(`${url}/healthz`, { ca: tls.cert, agent: false }, (reply) => {
          reply.resume();
          resolve(`${String(reply.statusCode)} ${String(reply.headers['strict-transport-security'])}`);
        }).on('error', reject);
      });
      expect(status).toMatch(/^200 max-age=\d+/);
      await expect(callApi(secure.url, null, 'GET', '/healthz')).rejects.toThrow();
    } finally {
      await secure.stop();
    }
  });

  test('a listed proxy says by which address it was called, anybody else does not', async () => {
    const behind = await startCentral({ trustedProxies: ['127.0.0.1'] });
    try {
      const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'central.example' };
      for (let count = 0; count < 2; count += 1) await behind.call('POST', orders, order);
      const next = async (from: TestCentral) =>
        record((await from.call('GET', `${orders}?page_size=1`, undefined, headers)).json)['next'];
      expect(await next(behind)).toMatch(/^https:\/\/central\.example\/api\/v1\/orders\/\?/);
      for (let count = 0; count < 2; count += 1) await central.call('POST', orders, order);
      expect(await next(central)).toMatch(/^http:\/\/127\.0\.0\.1:/);
    } finally {
      await behind.stop();
    }
  });
});

describe('the description', () => {
  test('is OpenAPI 3.1 and fits the replies', async () => {
    const document = record((await callApi(central.url, null, 'GET', '/openapi.json')).json);
    expect(document['openapi']).toBe('3.1.0');
    const schemas = record(record(document['components'])['schemas']);
    const read = (name: string) => z.fromJSONSchema(record(schemas[name]));
    const made = await central.call('POST', orders, order);
    expect(read('Order').safeParse(made.json)).toMatchObject({ success: true });
    expect(read('OrderPage').safeParse((await central.call('GET', orders)).json)).toMatchObject({
      success: true,
    });
    expect(read('CreateOrder').safeParse(order)).toMatchObject({ success: true });
    expect(read('CreateOrder').safeParse({}).success).toBe(false);
    expect(Object.keys(record(document['paths']))).toContain('/api/v1/orders/verify_payment/');
  });

  test('names no schema that is not there', async () => {
    const { text } = await callApi(central.url, null, 'GET', '/openapi.json');
    const document = record(JSON.parse(text));
    const schemas = record(record(document['components'])['schemas']);
    const named = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => !Object.hasOwn(schemas, name))).toEqual([]);
  });
});

describe('the settings', () => {
  const line = ['--port', '0', '--data', 'x'];

  test.each([
    [[], {}, '--port is a number from 0 to 65535.'],
    [['--port', '99999', '--data', 'x'], {}, '--port is a number from 0 to 65535.'],
    [
      ['--port', '0'],
      {},
      '--data names the folder of the database; without it DATABASE_URL must name a server.',
    ],
    [[...line, '--colour', 'red'], {}, '--colour is not something that this command knows.'],
    [[...line, '--token', 'short'], {}, '--token has 16 to 200 letters, digits and signs, without spaces.'],
    [
      line,
      { DATABASE_URL: 'mysql://secret@host/db' },
      'DATABASE_URL is an address that starts with postgres://.',
    ],
    [line, { CENTRAL_HSTS: 'maybe' }, 'CENTRAL_HSTS is on or off.'],
    [line, { CENTRAL_DB_CONNECTIONS: 'many' }, 'CENTRAL_DB_CONNECTIONS is a whole number.'],
    [line, { CENTRAL_TLS_CERT: '/home/shop/c.pem' }, 'CENTRAL_TLS_KEY goes with CENTRAL_TLS_CERT.'],
    [
      line,
      { CENTRAL_TLS_CERT: '/home/shop/c.pem', CENTRAL_TLS_KEY: '/home/shop/k.pem' },
      "CENTRAL_TLS_CERT names a file that can't be read.",
    ],
    [
      line,
      { RUPAY_GATEWAY_URL: 'ftp://x' },
      'RUPAY_GATEWAY_URL is an address that starts with https:// (or http:// on this machine).',
    ],
    [line, { RUPAY_API_KEY: 'k' }, 'RUPAY_GATEWAY_URL goes with RUPAY_MERCHANT_ID and RUPAY_API_KEY.'],
    [
      line,
      { CENTRAL_ADMIN_NAME: 'a', CENTRAL_ADMIN_PASSWORD: 'short' },
      'CENTRAL_ADMIN_PASSWORD has at least 12 characters.',
    ],
  ])('%j with %j: %s', (args, environment, sentence) => {
    expect(readSettings(args, environment)).toEqual({ ok: false, error: sentence });
  });

  test('that are right are read', () => {
    expect(
      readSettings(line, { CENTRAL_TRUSTED_PROXIES: '10.0.0.1, 10.0.0.2', DATABASE_URL: '' }),
    ).toMatchObject({
      ok: true,
      value: {
        port: 0,
        environment: { CENTRAL_TRUSTED_PROXIES: ['10.0.0.1', '10.0.0.2'], CENTRAL_LOG_LEVEL: 'info' },
      },
    });
  });
});

describe('the schema', () => {
  test('is made once, and a newer one is refused untouched', async () => {
    expect(await runMigrations(central.db, () => 1)).toMatchObject({ ok: true });
    await central.db.query(
      "INSERT INTO schema_versions (version, name, applied_at) VALUES (999, 'later', 0)",
    );
    try {
      expect(await runMigrations(central.db, () => 1)).toMatchObject({
        ok: false,
        error: { code: 'newer-schema', found: 999 },
      });
      expect((await callApi(central.url, null, 'GET', '/readyz')).status).toBe(503);
    } finally {
      await central.db.query('DELETE FROM schema_versions WHERE version = 999');
    }
  });
});

describe('the program', () => {
  test('prints its address and its token once, loses nothing that it accepted when it is told to end, and goes on', async () => {
    const data = mkdtempSync(join(tmpdir(), 'galla-central-'));
    const start = async (): Promise<{ url: string; out: string; end: () => Promise<number> }> => {
      const child = spawn(process.execPath, ['central/main.ts', '--port', '0', '--data', data], {
        cwd: rootFolder,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let out = '';
      child.stdout.on('data', (part: Buffer) => {
        out += part.toString('utf8');
      });
      await expect.poll(() => /central: (\S+)\n/.exec(out)?.[1], { timeout: 50_000 }).toBeDefined();
      const end = async (): Promise<number> => {
        child.kill('SIGTERM');
        const [code] = (await once(child, 'exit')) as [number];
        return code;
      };
      return { url: /central: (\S+)\n/.exec(out)?.[1] ?? '', out, end };
    };
    try {
      const first = await start();
      const token = /token: (\S+)/.exec(first.out)?.[1] ?? '';
      const waiting = Promise.all(
        Array.from({ length: 20 }, () => callApi(first.url, token, 'POST', orders, order).catch(() => null)),
      );
      const one = await callApi(first.url, token, 'POST', orders, order);
      expect(one.status).toBe(201);
      const ended = first.end();
      const accepted = (await waiting).filter((reply) => reply?.status === 201).length + 1;
      expect(await ended).toBe(0);
      const second = await start();
      expect(second.out).not.toContain('token: ');
      const list = await callApi(second.url, token, 'GET', orders);
      expect(record(list.json)['count']).toBeGreaterThanOrEqual(accepted);
      expect(await second.end()).toBe(0);
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  }, 180_000);
});
