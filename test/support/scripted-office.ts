/** An office whose answers a test writes: a real server on loopback without a database behind it. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';

/** An event as it arrived. */
export type OfficeEvent = { readonly id: string; readonly payload: unknown };
/** What is answered; a body that is text goes as it is. */
export type OfficeReply = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** What our own server says of itself. */
export const about = {
  name: 'galla-central',
  contract: 1,
  shop: { code: 's', name: 'S' },
  till: { code: 't', name: 'T' },
  maxEvents: 1000,
  maxBytes: 16_000_000,
  now: 0,
};

/** A server that answers as a test says, and remembers what it was sent. */
export type Office = {
  readonly server: Server;
  readonly url: string;
  readonly pushes: {
    readonly text: string;
    readonly packing: string | undefined;
    readonly sha256: string;
    readonly events: readonly OfficeEvent[];
  }[];
  readonly tokens: string[];
  answer: (path: string, events: readonly OfficeEvent[]) => OfficeReply | Promise<OfficeReply>;
};

/** Every event acknowledged. */
export const stored = (events: readonly OfficeEvent[]): OfficeReply => ({
  status: 200,
  body: {
    results: events.map(({ id }, index) => ({ id, index, outcome: 'stored', orderId: 1, errors: null })),
  },
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const packing = request.headers['content-encoding'];
  if (packing === 'br') return brotliDecompressSync(bytes).toString('utf8');
  if (packing === 'zstd') return zstdDecompressSync(bytes).toString('utf8');
  return (packing === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Starts one that takes everything. */
export async function startOffice(): Promise<Office> {
  const server = createServer((request, reply) => {
    void (async () => {
      const text = await bodyOf(request);
      const path = request.url ?? '';
      office.tokens.push(request.headers.authorization ?? '');
      const empty = { sha256: '', events: [] };
      const { sha256, events } = text === '' ? empty : (JSON.parse(text) as Office['pushes'][number]);
      const packing = request.headers['content-encoding'];
      if (path.includes('/bulk/')) office.pushes.push({ text, packing, sha256, events });
      const { status, body, headers } = await office.answer(path, events);
      reply.writeHead(status, { 'content-type': 'application/json', ...headers });
      reply.end(typeof body === 'string' ? body : JSON.stringify(body));
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const office: Office = {
    server,
    url: `http://127.0.0.1:${port}`,
    pushes: [],
    tokens: [],
    answer: (path, events) => (path.includes('/about/') ? { status: 200, body: about } : stored(events)),
  };
  return office;
}
