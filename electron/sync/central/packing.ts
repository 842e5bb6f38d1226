import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import type { Packing } from '../../../shared/contract/central-api.ts';

const gzip = promisify(zlib.gzip);

/** Level 6 takes the time that gzip takes at its quickest, and makes a third less of a batch of orders. */
const ZSTD_LEVEL = 6;

/** What a push is packed with: the best of what the server says it unpacks, where this runtime has it. */
export function bestPacking(
  offered: readonly string[] | undefined,
  runtime: Readonly<Record<string, unknown>> = zlib,
): Packing {
  return offered?.includes('zstd') === true && 'zstdCompress' in runtime ? 'zstd' : 'gzip';
}

/** A text, packed off the thread that sells; both forms carry a sum that shows whether they were damaged on their way. */
export function pack(text: string, packing: Packing): Promise<Buffer> {
  if (packing === 'gzip') return gzip(text, { level: zlib.constants.Z_BEST_SPEED });
  const { ZSTD_c_compressionLevel: level, ZSTD_c_checksumFlag: checksum } = zlib.constants;
  return promisify(zlib.zstdCompress)(text, { params: { [level]: ZSTD_LEVEL, [checksum]: 1 } });
}
