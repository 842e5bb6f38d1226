import type { CdpSession } from './cdp.ts';
import { protocolHandler } from './protocol.ts';
import { toAppUrl, toBrowserPolicy, toBrowserUrl } from './scheme-urls.ts';
import { defaultSession } from './session.ts';
import { pageOfFrame } from './web-contents-registry.ts';

interface Paused {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly redirectedRequestId?: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly postDataEntries?: readonly { readonly bytes?: string }[];
  };
}

/** Sends every request of every page through main: the app's schemes are answered, navigations asked about, the rest goes on. */
export async function interceptRequests(root: CdpSession): Promise<void> {
  root.on('Fetch.requestPaused', (paused: Paused) => {
    decide(root, paused).catch((error: unknown) => {
      process.stderr.write(
        `electron stand-in: ${paused.request.url}: ${error instanceof Error ? error.stack : String(error)}\n`,
      );
      root.post('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' });
    });
  });
  await root.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] });
}

async function decide(root: CdpSession, paused: Paused): Promise<void> {
  const { requestId, request } = paused;
  if (paused.resourceType === 'Document') {
    const page = pageOfFrame(paused.frameId);
    const allowed = await page?.allowsNavigation(
      paused.frameId,
      request.url,
      paused.redirectedRequestId !== undefined,
    );
    if (allowed === false) return root.post('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
  }
  const url = toAppUrl(request.url);
  if (url !== request.url) return answer(root, paused, url);
  const verdict = await defaultSession().askWebRequest({
    url,
    method: request.method,
    resourceType: paused.resourceType,
    page: pageOfFrame(paused.frameId),
  });
  if (verdict.cancel) return root.post('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
  root.post('Fetch.continueRequest', {
    requestId,
    ...(verdict.redirectURL ? { url: toBrowserUrl(verdict.redirectURL) } : {}),
  });
}

function requestFor(paused: Paused, url: string): Request {
  const { method, headers, postDataEntries = [] } = paused.request;
  const body = Buffer.concat(postDataEntries.map(({ bytes = '' }) => Buffer.from(bytes, 'base64')));
  const mapped = Object.entries(headers).map(([name, value]): [string, string] => {
    return [name, ['referer', 'origin'].includes(name.toLowerCase()) ? toAppUrl(value) : value];
  });
  const hasBody = body.length > 0 && method !== 'GET' && method !== 'HEAD';
  return new Request(url, { method, headers: mapped, ...(hasBody ? { body } : {}) });
}

function headersFor(response: Response): { name: string; value: string }[] {
  const skipped = new Set(['content-length', 'content-encoding', 'transfer-encoding']);
  return [...response.headers]
    .filter(([name]) => !skipped.has(name))
    .map(([name, value]) => {
      if (name.startsWith('content-security-policy')) return { name, value: toBrowserPolicy(value) };
      return {
        name,
        value: name === 'location' || name === 'access-control-allow-origin' ? toBrowserUrl(value) : value,
      };
    });
}

async function answer(root: CdpSession, paused: Paused, url: string): Promise<void> {
  const { requestId } = paused;
  const handler = protocolHandler(new URL(url).protocol.slice(0, -1));
  if (!handler) return root.post('Fetch.failRequest', { requestId, errorReason: 'Failed' });
  const response = await handler(requestFor(paused, url));
  if (response.type === 'error') return root.post('Fetch.failRequest', { requestId, errorReason: 'Failed' });
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  root.post('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: headersFor(response),
    body,
  });
}
