import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAppProtocol } from '../../../electron/app/app-protocol.ts';
import { windowContentSecurityPolicy } from '../../../electron/app/response-headers.ts';

let folder: string;
let answer: (request: Request) => Promise<Response>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galla-protocol-'));
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true });
  mkdirSync(join(folder, 'renderer-secrets'));
  writeFileSync(join(folder, 'renderer', 'index.html'), '<p>hello</p>');
  writeFileSync(join(folder, 'renderer', 'assets', 'a b.js'), 'export {};');
  writeFileSync(join(folder, 'renderer', 'assets', 'notes.txt'), 'not of the build');
  writeFileSync(join(folder, 'secret.json'), '{}');
  writeFileSync(join(folder, 'renderer-secrets', 'secret.json'), '{}');
  answer = createAppProtocol(join(folder, 'renderer'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const get = (url: string): Promise<Response> => answer(new Request(url));

describe('app://bundle', () => {
  test('serves a built file with its type and the exact policy', async () => {
    const response = await get('app://bundle/index.html?x=1#/orders');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<p>hello</p>');
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('Content-Security-Policy')).toBe(windowContentSecurityPolicy);
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(response.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
    expect(response.headers.get('Permissions-Policy')).toContain('camera=()');
  });

  test('decodes a name once', async () => {
    expect((await get('app://bundle/assets/a%20b.js')).status).toBe(200);
    expect((await get('app://bundle/assets/a%2520b.js')).status).toBe(404);
  });

  test.each([
    'app://bundle/../secret.json',
    'app://bundle/%2e%2e/secret.json',
    'app://bundle/..%2fsecret.json',
    'app://bundle/assets/..%2f..%2fsecret.json',
    'app://bundle/..%2frenderer-secrets%2fsecret.json',
    'app://bundle/..%5csecret.json',
    'app://bundle/%2fetc%2fpasswd',
    'app://bundle//etc/passwd',
    'app://bundle/index.html%00.js',
    'app://bundle/%zz',
    'app://bundle/',
    'app://bundle/assets',
    'app://bundle/assets/notes.txt',
    'app://bundle/assets/missing.js',
    'app://bundle/constructor',
  ])('refuses %s, with the policy and without content', async (url) => {
    const response = await get(url);
    expect([400, 404]).toContain(response.status);
    expect(await response.text()).toBe('');
    expect(response.headers.get('Content-Security-Policy')).toBe(windowContentSecurityPolicy);
  });

  test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH'])('refuses %s', async (method) => {
    expect((await answer(new Request('app://bundle/index.html', { method }))).status).toBe(405);
  });

  test.each([
    'app://other/index.html',
    'app://bundle.evil/index.html',
    'app://bundle:8080/index.html',
    'app://x@other/index.html',
  ])('refuses the host of %s', async (url) => {
    expect((await answer(requestFor(url))).status).toBe(403);
  });
});

/** A request for an address that the Request class itself would not take, such as one with credentials. */
function requestFor(url: string): Request {
  const request = new Request('app://bundle/index.html');
  Object.defineProperty(request, 'url', { value: url });
  return request;
}
