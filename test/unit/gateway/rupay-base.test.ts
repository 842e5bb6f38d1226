import { createServer, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Gateway } from '../../../electron/gateway/index.ts';
import { gatewayPaths } from '../../../shared/contract/gateway.ts';
import { CardSecret } from '../../../shared/domain/card-secret.ts';
import type { AttemptId } from '../../../shared/domain/ids.ts';
import { amountPaise, createBench } from '../../support/gateway-bench.ts';
import { inShort } from '../../support/gateway-outcomes.ts';
import { baseSubject, rupaySubject, typedCard } from '../../support/gateway-subject.ts';
import {
  gatewayFor,
  newAttemptId,
  newOrderId,
  startLoopbackGateway,
} from '../../support/loopback-gateway.ts';

const bench = createBench(baseSubject);
beforeEach(() => bench.open());
afterEach(() => bench.close());

/** Charges a typed card; what it came to, in short, and the gateway's name for the transaction. */
async function charge(gateway: Gateway, attemptId = newAttemptId()) {
  const card = new CardSecret(typedCard);
  const result = await gateway.keyedSale({ attemptId, orderId: newOrderId(), amountPaise, card });
  const handle = result.ok && result.value.kind === 'pending' ? result.value.handle : null;
  return { attemptId, outcome: inShort(result), handle, card };
}

/** A base gateway of a few lines: a session for everybody, and `answer` to the charge. */
async function gatewayThat(answer: (response: ServerResponse) => unknown): Promise<Gateway> {
  const server = createServer((request, response) => {
    if (request.url === gatewayPaths.init) response.end('{"sessionToken":"S1"}');
    else answer(response);
  });
  return bench.running.at(await bench.listen(server));
}

const say = (status: number, json: object) => (response: ServerResponse) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));

describe('the charge itself never says approved', () => {
  test.each([
    [{ transactionId: 'T1', authCode: 'A12345', status: 'APPROVED' }, 'pending'],
    [{ transactionId: 'T1', authCode: null, status: 'DECLINED' }, 'pending'],
    [{ transactionId: 'T1', status: 'PROBABLY_FINE' }, 'pending'],
    [{ status: 'APPROVED', authCode: 'A12345' }, 'unknown-outcome: unparseable'],
    [{}, 'unknown-outcome: unparseable'],
    [{ ok: true }, 'unknown-outcome: unparseable'],
  ])('200 with %o is %s', async (body, outcome) => {
    expect((await charge(await gatewayThat(say(200, body)))).outcome).toBe(outcome);
  });

  test.each([
    [400, 'declined'],
    [402, 'declined'],
    [422, 'declined'],
    [401, 'auth-failure: status 401'],
    [403, 'auth-failure: status 403'],
    [404, 'unknown-outcome: unexpected-status'],
    [408, 'unknown-outcome: unexpected-status'],
    [409, 'unknown-outcome: unexpected-status'],
    [429, 'unknown-outcome: unexpected-status'],
    [500, 'unknown-outcome: server-error'],
  ])('an error %i with its message is %s', async (status, outcome) => {
    expect((await charge(await gatewayThat(say(status, { message: 'no' })))).outcome).toBe(outcome);
  });
});

describe('before the card is sent', () => {
  test.each([
    [500, {}, 'not-sent: unreachable'],
    [200, {}, 'not-sent: unreachable'],
    [200, { sessionToken: 7 }, 'not-sent: unreachable'],
    [400, { message: 'malformed' }, 'invalid-request: status 400'],
    [401, { message: 'key' }, 'auth-failure: status 401'],
  ])('an opening that answers %i with %o charged nothing', async (status, body, outcome) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      say(status, body)(response);
    });
    const { outcome: told, card } = await charge(bench.running.at(await bench.listen(server)));
    expect(told).toBe(outcome);
    expect(asked).toEqual([gatewayPaths.init]);
    expect(card.take()).toBeNull();
  });

  test('an opening that never answers charged nothing', async () => {
    const server = createServer(() => undefined);
    bench.cleanUp(() => server.closeAllConnections());
    const { outcome } = await charge(bench.running.at(await bench.listen(server)));
    expect(outcome).toBe('not-sent: unreachable');
  });
});

describe('a lost reply to the charge', () => {
  test.each(['reset-before', 'reset-after'])('(%s) leaves no name to ask by', async (scenario) => {
    const { gateway, control } = bench.running;
    const attemptId = newAttemptId();
    control.addRule({ scenario, attemptId });
    const { outcome, handle } = await charge(gateway, attemptId);
    expect([outcome, handle]).toEqual(['unknown-outcome: reset', null]);
    const calls = control.calls().length;
    const ref = { attemptId, amountPaise, handle };
    expect(inShort(await gateway.status(ref))).toBe('unknown-outcome: no-handle');
    expect(control.calls()).toHaveLength(calls);
    // The gateway's report names the attempt, so that a person finds it there.
    const booked = control.transactions().map(({ orderId }) => orderId);
    expect(booked).toEqual(scenario === 'reset-after' ? [attemptId] : []);
  });
});

describe('an approval', () => {
  const paid = async (attemptId: AttemptId, gateway: Gateway) => {
    const { handle } = await charge(gateway, attemptId);
    bench.running.clock.advance(2000);
    return { attemptId, amountPaise, handle };
  };

  test('is one when the transaction and POST /verify say the same', async () => {
    const { gateway, control } = bench.running;
    const ref = await paid(newAttemptId(), gateway);
    expect(inShort(await gateway.status(ref))).toBe('approved');
    const asked = control.calls().map(({ operation }) => operation);
    expect(asked).toEqual(['init', 'process', 'verify', 'confirm']);
  });

  test('that POST /verify does not confirm is unknown', async () => {
    const { gateway, control } = bench.running;
    const attemptId = newAttemptId();
    // The second look already says something else.
    control.addRule({ scenario: 'approved-then-pending', attemptId });
    expect(inShort(await gateway.status(await paid(attemptId, gateway)))).toBe(
      'unknown-outcome: host-unsure',
    );
  });

  test("of somebody else's transaction is none of ours", async () => {
    const { gateway } = bench.running;
    const mine = await paid(newAttemptId(), gateway);
    const other = await paid(newAttemptId(), gateway);
    const mixed = { ...mine, handle: other.handle };
    expect(inShort(await gateway.status(mixed))).toBe('unknown-outcome: attempt-mismatch');
  });

  test('keeps what may be kept of the card, and nothing else', async () => {
    const { gateway } = bench.running;
    const status = await gateway.status(await paid(newAttemptId(), gateway));
    expect(JSON.stringify(status)).toContain('652765******1005');
    expect(JSON.stringify(status)).not.toContain(typedCard.number);
  });
});

describe('what a gateway speaks', () => {
  /** A memory as a till keeps it. */
  const remember = () => {
    const learned: string[] = [];
    let known: 'base' | 'extension' | null = null;
    const memory = {
      known: () => known,
      learned: (protocol: 'base' | 'extension') => {
        known = protocol;
        learned.push(protocol);
      },
    };
    return { memory, learned };
  };

  test.each([
    ['base', true],
    ['extension', false],
  ])('%s is asked once, before the first charge', async (protocol, baseOnly) => {
    const { emulator, clock } = await startLoopbackGateway({ baseOnly });
    bench.cleanUp(() => emulator.close());
    const { memory, learned } = remember();
    const gateway = gatewayFor(emulator, clock.now, {}, { auto: memory });
    expect((await charge(gateway)).outcome).toBe('pending');
    expect((await charge(gateway)).outcome).toBe('pending');
    expect(learned).toEqual([protocol]);
    const promised = protocol === 'base' ? baseSubject.promises : rupaySubject.promises;
    expect(gateway.promises).toEqual(promised);
  });

  test.each([
    ['a page of a proxy', 404, '<html>not found</html>', 'text/html'],
    ['an error of its own', 500, '{"message":"oops"}', 'application/json'],
    ['a captive portal', 200, '<html>sign in</html>', 'text/html'],
    ['somebody who calls everything fine', 200, '{"status":"ok"}', 'application/json'],
  ])('%s says nothing: the charge is not sent', async (_who, status, body, type) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(status, { 'content-type': type }).end(body);
    });
    const url = await bench.listen(server);
    const { emulator, clock } = await startLoopbackGateway();
    bench.cleanUp(() => emulator.close());
    const { memory, learned } = remember();
    const { outcome, card } = await charge(gatewayFor({ ...emulator, url }, clock.now, {}, { auto: memory }));
    expect(outcome).toBe('not-sent: unreachable');
    expect(asked).toEqual([gatewayPaths.health]);
    expect(learned).toEqual([]);
    expect(card.take()).toBeNull();
  });

  test('one that has signed is never taken for one that does not', async () => {
    const { memory } = remember();
    memory.learned('extension');
    const server = createServer((_request, response) => say(404, { message: 'no such call' })(response));
    const url = await bench.listen(server);
    const { emulator, clock } = await startLoopbackGateway();
    bench.cleanUp(() => emulator.close());
    const gateway = gatewayFor({ ...emulator, url }, clock.now, {}, { auto: memory });
    expect((await charge(gateway)).outcome).toBe('unknown-outcome: bad-signature');
    expect(gateway.promises).toEqual(rupaySubject.promises);
  });
});
