import type { Packing } from '../../../shared/contract/central-api.ts';
import type { StoreIdentity } from '../../../shared/contract/till-origin.ts';
import { sha256Hex } from '../../platform/message-signature.ts';
import type { PackableRow } from '../../store/repositories/outbox.ts';
import { pack } from './packing.ts';

/** How much one push may hold. */
export type BatchLimits = { readonly events: number; readonly bytes: number };

/** What goes around an event's own text, at most: an id, a kind, a moment. */
const ENVELOPE_BYTES = 250;

const CLOSING = Buffer.from('}');

/** The rows, from the first, that fit into one push; never none. */
export function fitting(rows: readonly PackableRow[], limits: BatchLimits): readonly PackableRow[] {
  let bytes = 0;
  let count = 0;
  for (const row of rows.slice(0, limits.events)) {
    bytes += row.payload.length + ENVELOPE_BYTES;
    if (count > 0 && bytes > limits.bytes) break;
    count += 1;
  }
  return rows.slice(0, count);
}

/** One event as the wire has it. The payload is the very text that the sale's transaction wrote, so that its hash holds over there. */
function eventParts({ outboxId, kind, createdAt, payload }: PackableRow, index: number): Buffer[] {
  const comma = index === 0 ? '' : ',';
  const head = `${comma}{"id":"${outboxId}","kind":${JSON.stringify(kind)},"at":${createdAt},"payload":`;
  return [Buffer.from(head), payload, CLOSING];
}

/**
 * The compressed body of a push, with one digest over the digests of its payloads: one for each would be a twentieth of what goes over the line, since chance
 * can't be packed. What is done here costs next to nothing; the packing is done off the thread that sells.
 * `identity` tells central which database it comes from, so that two tills with one token are noticed.
 */
export async function batchBody(
  rows: readonly PackableRow[],
  waitingAfter: number,
  packing: Packing,
  identity: Pick<StoreIdentity, 'storeId' | 'follows'> | null,
): Promise<Buffer> {
  const digest = sha256Hex(rows.map(({ payloadHash }) => payloadHash).join(''));
  const till =
    identity === null ? '' : `,"till":${JSON.stringify({ id: identity.storeId, follows: identity.follows })}`;
  const head = `{"form":1,"waiting":${waitingAfter},"sha256":"${digest}"${till}`;
  const parts = [Buffer.from(`${head},"events":[`), ...rows.flatMap(eventParts), Buffer.from(']}')];
  return pack(Buffer.concat(parts), packing);
}
