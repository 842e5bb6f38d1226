import { readFile } from 'node:fs/promises';
import { appScheme, bundleHost } from './app-origin.ts';
import { findBundleFile } from './bundle-files.ts';
import { securityHeaders, windowContentSecurityPolicy } from './response-headers.ts';

/** An answer without content; it carries the headers too, so that no answer is without a policy. */
function refuse(status: 400 | 403 | 404 | 405): Response {
  return new Response(null, { status, headers: securityHeaders(windowContentSecurityPolicy) });
}

async function answerFile(root: string, pathname: string): Promise<Response> {
  const file = findBundleFile(root, pathname);
  if (!file.ok) return refuse(file.error.code === 'bad-path' ? 400 : 404);
  try {
    const content = await readFile(file.value.path);
    const headers = {
      ...securityHeaders(windowContentSecurityPolicy),
      'Content-Type': file.value.mimeType,
    };
    return new Response(new Uint8Array(content), { status: 200, headers });
  } catch {
    return refuse(404);
  }
}

/**
 * Makes the answerer of the app:// scheme: GET only, from the host `bundle` only, the files of `root` (the built window) and never anything
 * outside it. All else is refused; nothing throws.
 */
export function createAppProtocol(root: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET') return refuse(405);
    const url = URL.parse(request.url);
    if (url?.protocol !== `${appScheme}:`) return refuse(400);
    if (url.host !== bundleHost) return refuse(403);
    return answerFile(root, url.pathname);
  };
}
