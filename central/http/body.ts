import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { centralPaths, packings, type Packing } from '../../shared/contract/central-api.ts';
import { ok, type Result } from '../../shared/domain/result.ts';
import { isTooDeep } from '../ingest/json-text.ts';
import { detail, stop, type Answer } from './answers.ts';

const unpack: Readonly<
  Record<Packing, (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>
> = {
  gzip: promisify(zlib.gunzip),
  // Asked for when it is called: an older Node.js has none.
  zstd: (body, options) => promisify(zlib.zstdDecompress)(body, options),
  br: promisify(zlib.brotliDecompress),
};
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What this server unpacks: zstd where its Node.js has it. */
export const unpackable: readonly Packing[] = packings.filter(
  (name) => name !== 'zstd' || 'zstdDecompress' in zlib,
);

const tooLarge = detail(413, 'The body is larger than this server takes.');

async function unpacked(
  body: Buffer,
  encoding: string | undefined,
  limit: number,
): Promise<Result<Buffer, Answer>> {
  if (encoding === undefined || encoding === 'identity') return ok(body);
  const packing = unpackable.find((name) => name === encoding);
  if (packing === undefined)
    return stop(detail(415, `Unsupported content encoding "${encoding.slice(0, 40)}".`));
  try {
    return ok(await unpack[packing](body, { maxOutputLength: limit }));
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    return stop(isTooLarge ? tooLarge : detail(400, 'The body is not what its Content-Encoding says.'));
  }
}

function parsed(bytes: Buffer, keysAreChecked: boolean): Result<unknown, Answer> {
  if (bytes.length === 0) return ok(undefined);
  if (isTooDeep(bytes)) return stop(detail(400, 'JSON parse error - nested too deep.'));
  try {
    const text = utf8.decode(bytes);
    // Looking at every key costs more than all of the parsing, so it is done only where such a key may be.
    const mayHold = !keysAreChecked && /__proto__|\\u005f/i.test(text);
    const value: unknown = mayHold ? JSON.parse(text, refuseProto) : JSON.parse(text);
    return ok(value);
  } catch {
    // The parser's own words would repeat a part of the body.
    return stop(detail(400, 'JSON parse error - the body is not valid JSON in UTF-8.'));
  }
}

/** Keys that mean something to the language are refused: no request needs them. */
function refuseProto(this: unknown, key: string, value: unknown): unknown {
  if (key === '__proto__') throw new SyntaxError('forbidden key');
  return value;
}

/** A body that could not be read; it is answered with this. */
export class UnreadableBody extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super('unreadable body');
    this.answer = answer;
  }
}

/** Takes JSON, plain or packed, up to the route's limit after unpacking; anything else is a 415. */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, payload: Buffer) => {
      const limit = request.routeOptions.bodyLimit;
      const bytes = await unpacked(payload, request.headers['content-encoding'], limit);
      if (!bytes.ok) throw new UnreadableBody(bytes.error);
      // A push refuses such keys event by event: one event must not hold up the others.
      const value = parsed(bytes.value, request.routeOptions.url === centralPaths.bulk);
      if (!value.ok) throw new UnreadableBody(value.error);
      return value.value;
    },
  );
}

/** What a body that is too large is answered with. */
export const bodyTooLarge = tooLarge;
