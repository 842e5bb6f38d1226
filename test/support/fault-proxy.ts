/**
 * A bad line between a till and a server, on loopback: it forwards each HTTP request, or does to it what a bad line does. Which of them it
 * does is decided by whoever starts it.
 */
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a line does to one request and its reply. */
export const lineFaults = [
  'drop-before',
  'drop-after',
  'bad-gateway-before',
  'bad-gateway-after',
  'delay',
  'late',
  'duplicate',
  'truncate',
  'drip',
  'redirect',
  'portal',
] as const;
export type LineFault = (typeof lineFaults)[number];

export type FaultProxy = {
  readonly url: string;
  /** Where it forwards to; it may move, as a server that starts anew on another port does. */
  target: string;
  /** Decides about each request. */
  faultOf: (method: string, path: string) => LineFault | 'none';
  /** Faults that were made, counted. */
  readonly made: Map<string, number>;
  /** Waits until everything that was held back has arrived. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Call = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};
type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

const HOLD_MS = 30;

function forward(target: string, call: Call): Promise<Answer> {
  const { host: _, connection: __, 'transfer-encoding': ___, ...headers } = call.headers;
  return new Promise((resolve, reject) => {
    const url = new URL(call.path, target);
    const length = { 'content-length': String(call.body.length) };
    const sent = httpRequest(
      url,
      { method: call.method, headers: { ...headers, ...length, connection: 'close' }, agent: false },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('error', reject);
        reply.on('aborted', () => reject(new Error('cut')));
        reply.on('end', () =>
          resolve({
            status: reply.statusCode ?? 502,
            headers: reply.headers,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(call.body);
  });
}

function give(reply: ServerResponse, { status, headers, body }: Answer): void {
  const { connection: _, 'transfer-encoding': __, 'content-length': ___, ...kept } = headers;
  const length = status === 204 ? {} : { 'content-length': String(body.length) };
  reply.writeHead(status, { ...kept, ...length });
  reply.end(body);
}

const html = (status: number, text: string): Answer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: Buffer.from(`<html><body><h1>${text}</h1></body></html>`),
});

/** Sends the head and half of the body, and cuts the line. */
function truncate(reply: ServerResponse, { status, headers, body }: Answer): void {
  const { connection: _, 'transfer-encoding': __, ...kept } = headers;
  reply.writeHead(status, { ...kept, 'content-length': String(body.length) });
  reply.write(body.subarray(0, Math.floor(body.length / 2)), () => reply.destroy());
}

async function drip(reply: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  const { connection: _, 'transfer-encoding': __, ...kept } = headers;
  reply.writeHead(status, { ...kept, 'content-length': String(body.length) });
  const step = Math.max(1, Math.ceil(body.length / 5));
  for (let at = 0; at < body.length; at += step) {
    reply.write(body.subarray(at, at + step));
    await sleep(2);
  }
  reply.end();
}

type Line = { readonly proxy: FaultProxy; readonly held: Set<Promise<unknown>> };

function hold(line: Line, work: Promise<unknown>): void {
  const over = async (): Promise<void> => {
    await work.catch(() => null);
    line.held.delete(done);
  };
  const done = over();
  line.held.add(done);
}

async function carry(line: Line, call: Call, reply: ServerResponse): Promise<void> {
  const { proxy } = line;
  const fault = proxy.faultOf(call.method, call.path);
  proxy.made.set(fault, (proxy.made.get(fault) ?? 0) + 1);
  const there = (): Promise<Answer> => forward(proxy.target, call);
  switch (fault) {
    case 'none':
      return give(reply, await there());
    case 'drop-before':
      reply.destroy();
      return;
    case 'drop-after':
      await there();
      reply.destroy();
      return;
    case 'bad-gateway-before':
      return give(reply, html(502, 'Bad Gateway'));
    case 'bad-gateway-after':
      await there();
      return give(reply, html(502, 'Bad Gateway'));
    case 'delay':
      await sleep(HOLD_MS);
      return give(reply, await there());
    case 'late':
      hold(line, sleep(HOLD_MS).then(there));
      return give(reply, html(504, 'Gateway Time-out'));
    case 'duplicate': {
      const first = await there();
      hold(line, there());
      return give(reply, first);
    }
    case 'truncate':
      return truncate(reply, await there());
    case 'drip':
      return drip(reply, await there());
    case 'redirect':
      reply.writeHead(301, { location: `${proxy.target}${call.path}` });
      reply.end();
      return;
    case 'portal':
      return give(reply, html(200, 'Please sign in to this network'));
    default:
      throw new Error(`no such fault: ${String(fault)}`);
  }
}

/** Starts a line to a server. It forwards everything until it is told otherwise. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const http = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = 'GET', url = '/', headers } = request;
      const call = { method, path: url, headers, body: Buffer.concat(chunks) };
      carry(line, call, reply).catch(() => reply.destroy());
    });
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const { port } = http.address() as AddressInfo;
  const held = new Set<Promise<unknown>>();
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${port}`,
    target,
    faultOf: () => 'none',
    made: new Map(),
    settled: async () => {
      while (held.size > 0) await Promise.all(held);
    },
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  const line: Line = { proxy, held };
  return proxy;
}
