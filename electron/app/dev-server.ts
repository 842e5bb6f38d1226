import { net } from 'electron';
import { bundleHost } from './app-origin.ts';
import { securityHeaders, windowContentSecurityPolicy } from './response-headers.ts';

/** The window's policy, loosened by what live reload needs: Vite's inline preamble and styles, and its socket. */
function devContentSecurityPolicy(devServer: URL): string {
  return windowContentSecurityPolicy
    .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    .replace(/style-src [^;]*/, "style-src 'self' 'unsafe-inline'")
    .replace("connect-src 'none'", `connect-src 'self' ws://${devServer.host}`)
    .replace(/; require-trusted-types-for.*$/, '');
}

/** For `npm run dev` only, never when packaged: answers app://bundle from Vite's server, so that the window keeps its origin and its rules. */
export function proxyToDevServer(
  address: string,
  answerOther: (request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  const devServer = new URL(address);
  return async (request) => {
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.host !== bundleHost) return answerOther(request);
    const reply = await net.fetch(new URL(`${url.pathname}${url.search}`, devServer).href);
    const headers = {
      ...securityHeaders(devContentSecurityPolicy(devServer)),
      'Content-Type': reply.headers.get('Content-Type') ?? 'application/octet-stream',
    };
    return new Response(reply.body, { status: reply.status, headers });
  };
}
