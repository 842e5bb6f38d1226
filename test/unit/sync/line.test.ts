import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { openLine, type LineOptions } from '../../../electron/sync/line.ts';
import { defaultPauses, pauseAfter } from '../../../electron/sync/pauses.ts';
import { askedPauseMs, trouble } from '../../../electron/sync/step.ts';
import { startBlackhole } from '../../support/blackhole.ts';
import { makeCertificate, type TestCertificate } from '../../support/certificate.ts';

const HOUR_MS = 3_600_000;
let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

async function serve({ key, cert }: TestCertificate): Promise<string> {
  const made = createServer({ key, cert }, (_request, reply) => reply.end('{}'));
  server = made;
  await new Promise<void>((resolve) => {
    made.listen(0, '127.0.0.1', resolve);
  });
  return `https://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

async function call(origin: string, given: Partial<LineOptions> = {}) {
  const timeouts = { connectMs: 1500, headersMs: 5000, bodyMs: 5000 };
  const line = openLine({ origin, keepAlive: false, timeouts, ...given });
  const reply = await line.call({ method: 'GET', path: '/', headers: {}, body: null });
  await line.close();
  return reply;
}

const now = Date.now();
const valid = (host: string): TestCertificate => makeCertificate(host, now - HOUR_MS, now + HOUR_MS);

describe('a protected connection', () => {
  test('to a certificate that is trusted stands', async () => {
    const certificate = valid('127.0.0.1');
    const origin = await serve(certificate);
    expect(await call(origin, { ca: certificate.cert })).toMatchObject({ ok: true, value: { status: 200 } });
  });

  test.each([
    [
      'has run out',
      makeCertificate('127.0.0.1', now - 2 * HOUR_MS, now - HOUR_MS),
      true,
      'certificate-expired',
    ],
    ['is of another name', valid('orders.example.in'), true, 'certificate-wrong-name'],
    ['nobody trusts', valid('127.0.0.1'), false, 'certificate-untrusted'],
  ])(
    'to a certificate that %s is refused with its reason, and nothing is sent',
    async (_what, certificate, isTrusted, problem) => {
      const origin = await serve(certificate);
      expect(await call(origin, isTrusted ? { ca: certificate.cert } : {})).toEqual({
        ok: false,
        error: { sent: false, problem },
      });
    },
  );
});

describe('a connection that never stands', () => {
  test('because nobody listens is unreachable, and nothing was sent', async () => {
    expect(await call('http://127.0.0.1:9')).toEqual({
      ok: false,
      error: { sent: false, problem: 'unreachable' },
    });
  });

  test('because nobody answers is given up in time', async () => {
    const hole = await startBlackhole();
    const reply = await call(`http://127.0.0.1:${hole.port}`);
    await hole.close();
    expect(reply).toEqual({ ok: false, error: { sent: false, problem: 'unreachable' } });
  });

  test('because the name is unknown says so', async () => {
    const reply = await call('http://orders.invalid');
    expect(reply).toEqual({ ok: false, error: { sent: false, problem: 'name-not-found' } });
  });
});

describe('pauses', () => {
  const half = (): number => 0.5;
  const down = trouble('unreachable', 'line');

  test('grow with each failure, and a line that is down is tried at least every second or so', () => {
    const pauses = [1, 2, 3, 4, 50].map((failures) => pauseAfter(defaultPauses, down, failures, half));
    expect(pauses).toEqual([188, 375, 750, 900, 900]);
  });

  test('differ from till to till, and never exceed what they may', () => {
    const of = (random: number): number => pauseAfter(defaultPauses, down, 9, () => random);
    expect([of(0), of(0.999)]).toEqual([600, 1199]);
    const fault = trouble('server-error', 'server');
    expect(pauseAfter(defaultPauses, fault, 30, () => 0.999)).toBeLessThanOrEqual(60_000);
  });

  test('are at least what the server asked for, in seconds or as a date, within reason', () => {
    expect(pauseAfter(defaultPauses, trouble('too-busy', 'server', 7000), 1, half)).toBe(7000);
    expect([askedPauseMs('7', 0), askedPauseMs('Thu, 01 Jan 1970 00:00:09 GMT', 2000)]).toEqual([7000, 7000]);
    expect([askedPauseMs(null, 0), askedPauseMs('soon', 0), askedPauseMs('999999', 0)]).toEqual([
      null,
      null,
      600_000,
    ]);
  });
});
