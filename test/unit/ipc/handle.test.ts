import { describe, expect, test } from 'vitest';
import {
  createAnswerer,
  isTrustedCaller,
  registerHandlers,
  type Door,
} from '../../../electron/ipc/handle.ts';
import { channels, wireName } from '../../../shared/contract/channels.ts';
import type { Handlers } from '../../../shared/contract/ipc.ts';
import { err, ok } from '../../../shared/domain/result.ts';

const trustedOrigin = 'app://bundle';
const window = { senderFrame: { url: 'app://bundle/index.html', parent: null } };

/** Handlers that refuse everything, but for those given. */
function handlersWith(given: Partial<Handlers>): Handlers {
  const refused = Object.fromEntries(channels.map((channel) => [channel, () => err({ code: 'not-found' })]));
  return { ...(refused as unknown as Handlers), ...given };
}

function door(changes: Partial<Door> = {}): Door & { readonly log: string[][] } {
  const log: string[][] = [];
  return {
    trustedOrigin,
    checkReplies: true,
    report: (event, details) => log.push([event, ...Object.values(details)]),
    log,
    ...changes,
  };
}

describe('the caller', () => {
  test('is the window’s own top frame', () => {
    expect(isTrustedCaller(window, trustedOrigin)).toBe(true);
  });

  test.each([
    ['a frame that is gone', null],
    ['a frame inside the window', { url: 'app://bundle/index.html', parent: {} }],
    ['another host', { url: 'app://print/abc', parent: null }],
    ['a longer host', { url: 'app://bundle.evil/index.html', parent: null }],
    ['another port', { url: 'app://bundle:1/index.html', parent: null }],
    ['another scheme', { url: 'https://bundle/index.html', parent: null }],
    ['a file', { url: 'file:///bundle/index.html', parent: null }],
    ['a blank page', { url: 'about:blank', parent: null }],
    ['a blob', { url: 'blob:app://bundle/1', parent: null }],
    ['data', { url: 'data:text/html,app://bundle', parent: null }],
    ['no address', { url: '', parent: null }],
  ])('is not %s', (_name, senderFrame) => {
    expect(isTrustedCaller({ senderFrame }, trustedOrigin)).toBe(false);
  });
});

describe('the door', () => {
  test('passes a request that fits and answers what the capability says', async () => {
    const answer = createAnswerer(
      'dismissNotice',
      handlersWith({ dismissNotice: () => ok(undefined) }),
      door(),
    );
    expect(await answer(window, { id: 'n1' })).toEqual({ ok: true, value: undefined });
  });

  test('a stranger is refused before the request is looked at', async () => {
    let called = false;
    const handlers = handlersWith({
      dismissNotice: () => {
        called = true;
        return ok(undefined);
      },
    });
    const stranger = { senderFrame: { url: 'https://evil.example/', parent: null } };
    const watched = door();
    expect(await createAnswerer('dismissNotice', handlers, watched)(stranger, { id: 'n1' })).toEqual({
      ok: false,
      error: { code: 'forbidden-sender' },
    });
    expect(called).toBe(false);
    expect(watched.log).toEqual([['caller-refused', 'dismissNotice']]);
  });

  test.each([undefined, null, 'n1', {}, { id: 5 }, { id: 'x'.repeat(101) }, []])(
    'a request like %j never reaches the capability',
    async (request) => {
      let called = false;
      const handlers = handlersWith({
        dismissNotice: () => {
          called = true;
          return ok(undefined);
        },
      });
      const reply = await createAnswerer('dismissNotice', handlers, door())(window, request);
      expect(reply).toEqual({ ok: false, error: { code: 'invalid-request' } });
      expect(called).toBe(false);
    },
  );

  test('what the schema does not name does not pass', async () => {
    let seen: unknown;
    const handlers = handlersWith({
      dismissNotice: (request) => {
        seen = request;
        return ok(undefined);
      },
    });
    await createAnswerer('dismissNotice', handlers, door())(window, { id: 'n1', path: '/etc/passwd' });
    expect(seen).toEqual({ id: 'n1' });
  });

  test('a bug is logged and answered with a reference, never with its words', async () => {
    const handlers = handlersWith({
      dismissNotice: () => {
        throw new Error('secret words');
      },
    });
    const watched = door();
    const reply = await createAnswerer('dismissNotice', handlers, watched)(window, { id: 'n1' });
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(reply)).not.toContain('secret');
    const [event, channel, reference, message] = watched.log[0] ?? [];
    expect([event, channel]).toEqual(['handler-failed', 'dismissNotice']);
    expect(reference).toMatch(/^[0-9A-F]{8}$/);
    expect(reply).toMatchObject({ error: { params: { reference } } });
    expect(message).toContain('secret words');
  });

  test('a reply that does not fit the contract is a bug where replies are checked', async () => {
    const broken = handlersWith({ getSettings: () => ok({ mode: 'pretend' } as never) });
    expect(await createAnswerer('getSettings', broken, door())(window, undefined)).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    });
    const unchecked = createAnswerer('getSettings', broken, door({ checkReplies: false }));
    expect(await unchecked(window, undefined)).toEqual({ ok: true, value: { mode: 'pretend' } });
  });

  test('a failure of the capability passes as it is', async () => {
    const handlers = handlersWith({ getSettings: () => err({ code: 'store-unavailable' }) });
    expect(await createAnswerer('getSettings', handlers, door())(window, undefined)).toEqual({
      ok: false,
      error: { code: 'store-unavailable' },
    });
  });
});

describe('registration', () => {
  test('each channel of the contract is registered once, under its wire name', () => {
    const names: string[] = [];
    registerHandlers({ handle: (name) => names.push(name) }, handlersWith({}), door());
    expect(names).toEqual(channels.map(wireName));
    expect(new Set(names).size).toBe(channels.length);
  });

  test('a missing handler stops the start', () => {
    const { charge: _charge, ...rest } = handlersWith({});
    expect(() => {
      registerHandlers({ handle: () => undefined }, rest as Handlers, door());
    }).toThrow(/missing \[charge\]/);
  });

  test('a handler without a channel stops the start', () => {
    expect(() => {
      registerHandlers(
        { handle: () => undefined },
        { ...handlersWith({}), runShell: () => ok(undefined) } as Handlers,
        door(),
      );
    }).toThrow(/unknown \[runShell\]/);
  });
});
