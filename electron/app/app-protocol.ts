import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appScheme, bundleHost, printHost } from './app-origin.ts';
import { findBundleFile } from './bundle-files.ts';
import type { PrintPages } from './print-pages.ts';
import {
  printContentSecurityPolicy,
  securityHeaders,
  windowContentSecurityPolicy,
} from './response-headers.ts';

export interface AppProtocol {
  /** The folder that holds the built window. */
  readonly root: string;
  readonly printPages: PrintPages;
}

/** An answer without content; it carries the headers too, so that no answer is without a policy. */
function refuse(status: 400 | 403 | 404 | 405): Response {
  return new Response(null, { status, headers: securityHeaders(windowContentSecurityPolicy) });
}

async function answerFile(root: string, pathname: string): Promise<Response> {
  const file = findBundleFile(root, pathname);
  if (!file.ok) return refuse(file.error.code === 'bad-path' ? 400 : 404);
  // A browser fetches fonts with CORS even for the printed page, which has no origin of its own; a font is no secret.
  const fontHeaders = file.value.mimeType.startsWith('font/') ? { 'Access-Control-Allow-Origin': '*' } : {};
  try {
    const content = await readFile(file.value.path);
    const headers = {
      ...securityHeaders(windowContentSecurityPolicy),
      'Content-Type': file.value.mimeType,
      ...fontHeaders,
    };
    return new Response(new Uint8Array(content), { status: 200, headers });
  } catch {
    return refuse(404);
  }
}

function answerPrintPage(pages: PrintPages, pathname: string): Response {
  const page = pages.take(pathname);
  if (page === null) return refuse(404);
  const headers = {
    ...securityHeaders(printContentSecurityPolicy(page.styles)),
    'Content-Type': 'text/html; charset=utf-8',
  };
  return new Response(page.html, { status: 200, headers });
}

/**
 * Makes the answerer of the app:// scheme: GET only, from the host `bundle` (the built files, never outside their folder) or `print`
 * (a waiting page once, and the fonts). All else is refused; nothing throws.
 */
export function createAppProtocol({
  root,
  printPages,
}: AppProtocol): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET') return refuse(405);
    const url = URL.parse(request.url);
    if (url === null || url.protocol !== `${appScheme}:`) return refuse(400);
    switch (url.host) {
      case bundleHost:
        return answerFile(root, url.pathname);
      case printHost:
        return url.pathname.startsWith('/fonts/')
          ? answerFile(join(root, 'fonts'), url.pathname.slice('/fonts'.length))
          : answerPrintPage(printPages, url.pathname);
      default:
        return refuse(403);
    }
  };
}
