import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import type { Packing } from '../../../shared/contract/central-api.ts';

const { constants } = zlib;
const gzip = promisify(zlib.gzip);
const brotli = promisify(zlib.brotliCompress);

/** Levels of zstd. What 12 leaves of a hundred orders is 6 % less than what 6 does; from 15 on it takes several times as long. */
const ZSTD_LEVEL = { few: 12, many: 6 } as const;

/** A longer text, of some two hundred orders, is as small with the lower level as a hundred are with the higher, in half the time: much is said again in it. */
const MANY_BYTES = 700_000;

/** What pushes are packed with. */
export type Packings = {
  /** While orders wait behind a push: quick. */
  readonly backlog: Packing;
  /** When a push is the last: small. */
  readonly last: Packing;
};

/** What every server of ours unpacks. */
export const oldPackings: Packings = { backlog: 'gzip', last: 'gzip' };

/** The best of what the server says it unpacks, where this runtime has it. */
export function bestPackings(
  offered: readonly string[] | undefined,
  runtime: Readonly<Record<string, unknown>> = zlib,
): Packings {
  const backlog = offered?.includes('zstd') === true && 'zstdCompress' in runtime ? 'zstd' : 'gzip';
  return { backlog, last: offered?.includes('br') === true ? 'br' : backlog };
}

/**
 * A text in UTF-8, packed off the thread that sells. Brotli at its best takes a sixth less room than zstd and half a second of a processor for a hundred orders, 5 ms for
 * one: it is for pushes behind which nothing waits, which are nearly all of a till that is online. gzip and zstd carry a sum that shows
 * whether they were damaged on their way; a push has a digest of its payloads besides.
 */
export function pack(text: Buffer, packing: Packing): Promise<Buffer> {
  switch (packing) {
    case 'gzip':
      return gzip(text, { level: constants.Z_BEST_SPEED });
    case 'zstd': {
      const many = text.length > MANY_BYTES ? 'many' : 'few';
      const { ZSTD_c_compressionLevel: level, ZSTD_c_checksumFlag: checksum } = constants;
      return promisify(zlib.zstdCompress)(text, { params: { [level]: ZSTD_LEVEL[many], [checksum]: 1 } });
    }
    case 'br': {
      const { BROTLI_PARAM_MODE: mode, BROTLI_MODE_TEXT, BROTLI_PARAM_SIZE_HINT: hint } = constants;
      return brotli(text, { params: { [mode]: BROTLI_MODE_TEXT, [hint]: text.length } });
    }
  }
}
