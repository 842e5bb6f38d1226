import { once } from 'node:events';
import { createServer as createTlsServer } from 'node:https';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createRupayGateway, type CallOptions, type Gateway } from '../../../electron/gateway/index.ts';
import { paise } from '../../../shared/domain/money.ts';
import { startBlackhole } from '../../support/blackhole.ts';
import { makeCertificate, type TestCertificate } from '../../support/certificate.ts';
import { newAttemptId, newOrderId, testTimeouts } from '../../support/loopback-gateway.ts';
import { uuid } from '../../support/uuid.ts';

const DAY_MS = 86_400_000;
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

function gatewayAt(baseUrl: string, call: Partial<CallOptions> = {}): Gateway {
  const account = { merchantId: 'TRAINING-SHOP-1', terminalId: 'TRAINING-T1', apiKey: 'key' };
  return createRupayGateway(
    { baseUrl, ...account, call: { timeouts: testTimeouts, ...call } },
    { now: () => Date.now(), nonce: uuid },
  );
}

const sale = () => ({ attemptId: newAttemptId(), orderId: newOrderId(), amountPaise: paise(100_00) });

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

async function startTls(certificate: TestCertificate): Promise<number> {
  return listen(createTlsServer(certificate, (_request, response) => response.end('<html></html>')));
}

describe('a call that can not have left the till is not-sent', () => {
  test('nobody listens on the port', async () => {
    const server = createServer();
    const port = await listen(server);
    server.close();
    await once(server, 'close');
    const result = await gatewayAt(`http://127.0.0.1:${port}`).sale(sale());
    expect(result).toEqual({ ok: false, error: { code: 'not-sent', reason: 'refused' } });
  });

  test('the name of the gateway is not known', async () => {
    const lookup: CallOptions['lookup'] = (_name, _options, done) => {
      done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), '', 4);
    };
    const result = await gatewayAt('http://gateway.invalid', { lookup }).sale(sale());
    expect(result).toEqual({ ok: false, error: { code: 'not-sent', reason: 'dns' } });
  });

  test('the gateway takes no connection', async () => {
    const blackhole = await startBlackhole();
    cleanups.push(() => blackhole.close());
    const timeouts = { ...testTimeouts, connectMs: 500 };
    const result = await gatewayAt(`http://127.0.0.1:${blackhole.port}`, { timeouts }).sale(sale());
    expect(result).toEqual({ ok: false, error: { code: 'not-sent', reason: 'connect-timeout' } });
  });

  test('the call was aborted before the connection stood', async () => {
    const blackhole = await startBlackhole();
    cleanups.push(() => blackhole.close());
    const abort = new AbortController();
    const call = gatewayAt(`http://127.0.0.1:${blackhole.port}`).sale(sale(), abort.signal);
    abort.abort();
    expect(await call).toEqual({ ok: false, error: { code: 'not-sent', reason: 'aborted-before-sending' } });
  });

  test.each([
    ['an expired certificate', 'localhost', -10 * DAY_MS, -DAY_MS, true],
    ["another host's certificate", 'elsewhere.example', -DAY_MS, DAY_MS, true],
    ['a certificate that nobody vouches for', 'localhost', -DAY_MS, DAY_MS, false],
  ])('the gateway shows %s', async (_what, host, fromMs, untilMs, trusted) => {
    const certificate = makeCertificate(host, Date.now() + fromMs, Date.now() + untilMs);
    const port = await startTls(certificate);
    const result = await gatewayAt(`https://localhost:${port}`, trusted ? { ca: certificate.cert } : {}).sale(
      sale(),
    );
    expect(result).toEqual({ ok: false, error: { code: 'not-sent', reason: 'tls' } });
  });
});

describe('a call that may have arrived is never not-sent', () => {
  test('a good certificate lets the call through, and a page is still no answer', async () => {
    const certificate = makeCertificate('localhost', Date.now() - DAY_MS, Date.now() + DAY_MS);
    const port = await startTls(certificate);
    const result = await gatewayAt(`https://localhost:${port}`, { ca: certificate.cert }).sale(sale());
    expect(result).toEqual({ ok: false, error: { code: 'unknown-outcome', reason: 'unparseable' } });
  });

  test('the connection dies after the request: every call has a connection of its own and is made once', async () => {
    let connections = 0;
    let requests = 0;
    const port = await listen(
      createServer((socket) => {
        connections += 1;
        socket.on('error', () => null);
        socket.on('data', () => {
          requests += 1;
          socket.destroy();
        });
      }),
    );
    const gateway = gatewayAt(`http://127.0.0.1:${port}`);
    const attemptId = newAttemptId();
    const reset = { ok: false, error: { code: 'unknown-outcome', reason: 'reset' } };
    expect(await gateway.sale({ ...sale(), attemptId })).toEqual(reset);
    expect(await gateway.status({ attemptId, amountPaise: paise(100_00), handle: null })).toEqual(reset);
    expect({ connections, requests }).toEqual({ connections: 2, requests: 2 });
  });

  test('an abort while waiting for the answer leaves the outcome unknown', async () => {
    const abort = new AbortController();
    const port = await listen(
      createServer((socket) => {
        socket.on('error', () => null);
        socket.on('data', () => abort.abort());
      }),
    );
    const result = await gatewayAt(`http://127.0.0.1:${port}`).sale(sale(), abort.signal);
    expect(result).toEqual({ ok: false, error: { code: 'unknown-outcome', reason: 'aborted' } });
  });

  test('a server that speaks no HTTP leaves the outcome unknown', async () => {
    const port = await listen(
      createServer((socket) => {
        socket.on('error', () => null);
        socket.on('data', () => socket.end('hello, I am a printer\r\n\r\n'));
      }),
    );
    const result = await gatewayAt(`http://127.0.0.1:${port}`).sale(sale());
    expect(result).toEqual({ ok: false, error: { code: 'unknown-outcome', reason: 'unparseable' } });
  });
});
