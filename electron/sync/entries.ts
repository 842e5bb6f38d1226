import { orderCompletedPayload } from '../../shared/contract/central-api.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Reply, Request } from '../../shared/contract/ipc.ts';
import type { ServerKind, SyncCorrection, SyncEntry, SyncWords } from '../../shared/contract/sync.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { sha256Hex } from '../platform/message-signature.ts';
import { faultError } from '../store/fault-error.ts';
import { insertAudit } from '../store/repositories/audit.ts';
import { listOutboxPage, type OutboxListRow } from '../store/repositories/outbox-list.ts';
import { correctOutbox, findSendable, reviveOutbox, type SendableRow } from '../store/repositories/outbox.ts';
import { findDelivery, saveDelivery } from '../store/repositories/sync-deliveries.ts';
import { DELIVERABLE } from './base/deliver.ts';
import { parsedJson } from './parsed-json.ts';
import type { SyncDeps } from './ports.ts';

function stateOf(row: OutboxListRow, server: ServerKind | null): SyncEntry['state'] {
  if (row.ackedAt !== null) return 'sent';
  if (row.deadAt !== null) return 'refused';
  if (server === 'base' && row.kind !== DELIVERABLE) return 'not-deliverable';
  return row.deliveryState === 'ambiguous' ? 'in-doubt' : 'waiting';
}

/** A page of what the office is told, newest first, each with how it stands. */
export function listEntries(
  deps: Pick<SyncDeps, 'reader'>,
  server: ServerKind | null,
  { filter, beforeSeq, limit }: Request<'listSyncEntries'>,
): Reply<'listSyncEntries'> {
  const rows = listOutboxPage(deps.reader, filter, beforeSeq, limit + 1);
  const shown = rows.slice(0, limit);
  const entries = shown.map((row) => ({
    seq: row.outboxSeq,
    kind: row.kind,
    subjectId: row.aggregateId,
    documentNumber: row.documentNumber,
    amountPaise: row.amountPaise,
    createdAt: row.createdAt,
    state: stateOf(row, server),
    sentAt: row.ackedAt,
    reason: row.ackedAt === null ? row.deadReason : null,
  }));
  return { entries, nextBeforeSeq: rows.length > limit ? (shown.at(-1)?.outboxSeq ?? null) : null };
}

type Content = Record<string, unknown> & { readonly order: Record<string, unknown> };

/** A row's text as an object with an order in it; null for what has none. */
function contentOf(row: SendableRow | null): Content | null {
  const content = row === null ? null : orderCompletedPayload.safeParse(parsedJson(row.payload));
  if (row === null || content?.success !== true) return null;
  // The schema lowers the case of ids; what is sent keeps every letter of what was written.
  return JSON.parse(row.payload) as Content;
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The words of a refused order that a manager may put right. `not-found` where there is no such order. */
export function wordsOf(deps: Pick<SyncDeps, 'reader'>, seq: number): Result<SyncWords, PosError> {
  const content = contentOf(findSendable(deps.reader, seq));
  if (content === null) return err(posError('not-found'));
  const { order } = content;
  return ok({
    buyerName: textOrNull(order['buyerName']),
    buyerPhone: textOrNull(order['buyerPhone']),
    buyerGstin: textOrNull(order['buyerGstin']),
    notes: textOrNull(order['notes']) ?? '',
  });
}

/** The words that a correction changes; an empty one becomes none. */
function changesOf(correction: SyncCorrection, order: Content['order']): Record<string, string | null> {
  const wanted = Object.entries(correction).flatMap(([field, value]) => {
    if (value === undefined) return [];
    const words = value === '' && field !== 'notes' ? null : value;
    return (order[field] ?? null) === words ? [] : [[field, words] as const];
  });
  return Object.fromEntries(wanted);
}

/**
 * Sends a refused row again, with a manager's leave, as it is or with words put right. The row's own text stays beside the correction, and money can't be corrected:
 * it is what the bill says. `not-found`, `manager-…`.
 */
export async function resendEntry(
  deps: SyncDeps,
  { seq, correction, manager }: Request<'resendSync'>,
): Promise<Result<undefined, PosError>> {
  const allowed = await deps.people.authorise('resend-order', manager, { kind: 'outbox', id: String(seq) });
  if (!allowed.ok) return allowed;
  const { writer, clock } = deps;
  const row = findSendable(deps.reader, seq);
  if (row === null) return err(posError('not-found'));
  const content = correction === null ? null : contentOf(row);
  const changes = content === null || correction === null ? {} : changesOf(correction, content.order);
  const at = clock.now();
  const written = writer.transaction<undefined, PosError>(() => {
    if (!reviveOutbox(writer, seq)) return err(posError('not-found'));
    const delivery = findDelivery(writer, seq);
    if (delivery !== null) saveDelivery(writer, { ...delivery, posts: 0, updatedAt: at });
    if (content !== null && Object.keys(changes).length > 0) {
      const payload = JSON.stringify({ ...content, order: { ...content.order, ...changes } });
      correctOutbox(writer, { outboxSeq: seq, payload, payloadHash: sha256Hex(payload), createdAt: at });
    }
    // Which words were changed, never what they say: the audit holds no one's name.
    const detail = JSON.stringify({ outboxSeq: seq, corrected: Object.keys(changes) });
    const about = { subjectKind: 'order', subjectId: row.aggregateId, detail };
    insertAudit(writer, { at, personId: allowed.value.personId, action: 'order-resent', ...about });
    return ok(undefined);
  });
  if (written.ok) return written;
  const { error } = written;
  return err('detail' in error ? faultError(error) : error);
}
