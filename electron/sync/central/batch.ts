import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { SendableRow } from '../../store/repositories/outbox.ts';

const compress = promisify(gzip);

/** How much one push may hold. */
export type BatchLimits = { readonly events: number; readonly bytes: number };

/** What goes around an event's own text, at most: two ids, a hash, a kind. */
const ENVELOPE_BYTES = 250;

/** The rows, from the first, that fit into one push; never none. */
export function fitting(rows: readonly SendableRow[], limits: BatchLimits): readonly SendableRow[] {
  let bytes = 0;
  let count = 0;
  for (const row of rows.slice(0, limits.events)) {
    bytes += Buffer.byteLength(row.payload) + ENVELOPE_BYTES;
    if (count > 0 && bytes > limits.bytes) break;
    count += 1;
  }
  return rows.slice(0, count);
}

/** One event as the wire has it. The payload is the very text that the sale's transaction wrote, so that its hash holds over there. */
function eventText({ outboxId, kind, createdAt, payload, payloadHash }: SendableRow): string {
  const head = `{"id":"${outboxId}","kind":${JSON.stringify(kind)},"at":${createdAt},"sha256":"${payloadHash}"`;
  return `${head},"payload":${payload}}`;
}

/**
 * The compressed body of a push. Level 1 makes an order a fifth of its size and costs next to nothing; it is done off the thread that sells.
 */
export async function batchBody(rows: readonly SendableRow[], waitingAfter: number): Promise<Buffer> {
  const text = `{"form":1,"waiting":${waitingAfter},"events":[${rows.map(eventText).join(',')}]}`;
  return compress(text, { level: constants.Z_BEST_SPEED });
}
