import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { CallOptions } from '../../../electron/gateway/index.ts';
import { gatewayPaths } from '../../../shared/contract/gateway.ts';
import { startBlackhole } from '../../support/blackhole.ts';
import { amountPaise, saleAt, type Bench } from '../../support/gateway-bench.ts';
import { inShort } from '../../support/gateway-outcomes.ts';
import type { Subject } from '../../support/gateway-subject.ts';
import { newAttemptId, testTimeouts } from '../../support/loopback-gateway.ts';

/** A server that answers every call alike, but for the opening of a session where a provider has one: that moves no money. */
function answering(subject: Subject, respond: (response: ServerResponse) => unknown): Server {
  return createServer((request, response) => {
    const opens = !subject.promises.terminal && request.url === gatewayPaths.init;
    if (opens) response.end('{"sessionToken":"S1"}');
    else respond(response);
  });
}

/** What the way between till and provider does to a call, whatever the provider. */
export function describeWay(bench: Bench, subject: Subject): void {
  describe('the way to the provider', () => {
    test('that nobody listens on means that nothing was sent', async () => {
      const server = createTcpServer();
      const url = await bench.listen(server);
      server.close();
      await once(server, 'close');
      expect(await saleAt(bench.running.at(url))).toBe('not-sent: refused');
    });

    test('that no name leads to means that nothing was sent', async () => {
      const lookup: CallOptions['lookup'] = (_name, _options, done) => {
        done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), '', 4);
      };
      expect(await saleAt(bench.running.at('http://gateway.invalid', { lookup }))).toBe('not-sent: dns');
    });

    test('that takes no connection means that nothing was sent', async () => {
      const blackhole = await startBlackhole();
      bench.cleanUp(() => blackhole.close());
      const timeouts = { ...testTimeouts, connectMs: 500 };
      const gateway = bench.running.at(`http://127.0.0.1:${blackhole.port}`, { timeouts });
      expect(await saleAt(gateway)).toBe('not-sent: connect-timeout');
    });

    test.each([400, 401, 403, 404, 409, 429])(
      'that answers %i with a page leaves the outcome unknown',
      async (code) => {
        const page = '<html><body>Sign in</body></html>';
        const server = answering(subject, (response) =>
          response.writeHead(code, { 'content-type': 'text/html' }).end(page),
        );
        expect(await saleAt(bench.running.at(await bench.listen(server)))).toMatch(/^unknown-outcome: /);
      },
    );

    test.each(['null', '[]', '"APPROVED"', '0', '{}', '{"success":"true"}', '{"ResponseCode":"0"}'])(
      'that answers %s leaves the outcome unknown',
      async (body) => {
        const server = answering(subject, (response) => response.end(body));
        const gateway = bench.running.at(await bench.listen(server));
        const ref = { attemptId: newAttemptId(), amountPaise, handle: '10000000001' };
        expect(await saleAt(gateway)).toMatch(/^unknown-outcome: /);
        expect(inShort(await gateway.status(ref))).toMatch(/^unknown-outcome: /);
        const cancel = inShort(await gateway.cancel(ref));
        expect(cancel).toMatch(
          subject.promises.cancel === 'none' ? /^invalid-request: no cancel$/ : /^unknown-outcome: /,
        );
      },
    );
  });
}
