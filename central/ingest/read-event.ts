import { createHash } from 'node:crypto';
import {
  attemptChangedPayload,
  bulkEventSchema,
  creditNoteIssuedPayload,
  dayClosedPayload,
  eventKinds,
  orderChangedPayload,
  orderCompletedPayload,
  refundChangedPayload,
  type AttemptChangedPayload,
  type CreditNoteIssuedPayload,
  type EventKind,
  type OrderChangedPayload,
  type OrderCompletedPayload,
  type RefundChangedPayload,
} from '../../shared/contract/central-api.ts';
import { assertNever, err, ok, type Result } from '../../shared/domain/result.ts';
import { flatErrors } from './field-errors.ts';
import { holdsNul, holdsProtoKey } from './json-text.ts';
import { isPlainSale } from './plain-sale.ts';
import { creditNoteSums, saleSums } from './sums.ts';

/** An event whose envelope can be read. Its payload is not looked into yet. */
export type SealedEvent = {
  readonly index: number;
  readonly id: string;
  readonly kind: string;
  readonly at: number;
  /** The payload as the till wrote it. */
  readonly text: string;
  readonly sha256: string;
  readonly payload: Readonly<Record<string, unknown>>;
};

/** What an event says. */
export type EventContent =
  | { readonly kind: 'order-completed'; readonly sale: OrderCompletedPayload }
  | { readonly kind: 'credit-note-issued'; readonly note: CreditNoteIssuedPayload }
  | { readonly kind: 'refund-changed'; readonly refund: RefundChangedPayload['refund'] }
  | { readonly kind: 'attempt-changed'; readonly attempt: AttemptChangedPayload['attempt'] }
  | { readonly kind: 'order-changed'; readonly order: OrderChangedPayload['order'] }
  | { readonly kind: 'day-closed' };

/** An event that can be stored. */
export type ReadEvent = SealedEvent & { readonly content: EventContent };

/** Why an event is refused for good. */
export type EventRefusal = {
  readonly index: number;
  readonly id: string | null;
  readonly errors: Record<string, string[]>;
};

type Read<T> = Result<T, Record<string, string[]>>;

const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The events of a push, opened, and the digest of their payloads' digests, which the till may have sent. */
export type OpenedPush = {
  readonly events: readonly Result<SealedEvent, EventRefusal>[];
  readonly sha256: string;
};

/** Opens all the envelopes of a push. */
export function openPush(raw: readonly unknown[]): OpenedPush {
  const digests: string[] = [];
  const events = raw.map((event, index) => {
    const text = payloadTextOf(event);
    const digest = text === null ? '' : sha256Hex(text);
    digests.push(digest);
    return openEnvelope(event, index, text ?? '', digest);
  });
  return { events, sha256: sha256Hex(digests.join('')) };
}

function payloadTextOf(raw: unknown): string | null {
  const payload = typeof raw === 'object' && raw !== null && 'payload' in raw ? raw.payload : null;
  return typeof payload === 'object' && payload !== null ? JSON.stringify(payload) : null;
}

/** Opens the envelope of one event; a digest of its payload that was sent must agree. */
function openEnvelope(
  raw: unknown,
  index: number,
  text: string,
  digest: string,
): Result<SealedEvent, EventRefusal> {
  const parsed = bulkEventSchema.safeParse(raw);
  if (!parsed.success) {
    return err({ index, id: idOf(raw), errors: flatErrors(parsed.error.issues) });
  }
  const { kind, at, sha256, payload } = parsed.data;
  const id = parsed.data.id.toLowerCase();
  if (holdsProtoKey(raw)) {
    return err({ index, id, errors: { payload: ['The key "__proto__" is not allowed.'] } });
  }
  if (sha256 !== undefined && sha256 !== digest) {
    return err({
      index,
      id,
      errors: { sha256: ['The payload does not have this digest: it was damaged on its way.'] },
    });
  }
  return ok({ index, id, kind, at, text, sha256: digest, payload });
}

function idOf(raw: unknown): string | null {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : null;
  return typeof id === 'string' ? id.slice(0, 100) : null;
}

/** Reads what an event says and adds its sums up again. */
export function readEvent(event: SealedEvent): Result<ReadEvent, EventRefusal> {
  const { index, id, kind, payload, text } = event;
  const known = eventKinds.find((name) => name === kind);
  if (known === undefined) {
    return err({ index, id, errors: { kind: [`"${kind}" is not a kind of event that this server knows.`] } });
  }
  if (holdsNul(text, payload)) {
    return err({ index, id, errors: { payload: ['Null characters are not allowed.'] } });
  }
  const content = readContent(known, payload);
  return content.ok ? ok({ ...event, content: content.value }) : err({ index, id, errors: content.error });
}

function readContent(kind: EventKind, payload: SealedEvent['payload']): Read<EventContent> {
  switch (kind) {
    case 'order-completed':
      return readSale(payload);
    case 'credit-note-issued':
      return readNote(payload);
    case 'refund-changed':
      return parse(refundChangedPayload.safeParse(payload), ({ refund }) => ({ kind, refund }));
    case 'attempt-changed':
      return parse(attemptChangedPayload.safeParse(payload), ({ attempt }) => ({ kind, attempt }));
    case 'order-changed':
      return parse(orderChangedPayload.safeParse(payload), ({ order }) => ({ kind, order }));
    case 'day-closed':
      return parse(dayClosedPayload.safeParse(payload), () => ({ kind }));
    default:
      return assertNever(kind);
  }
}

type Parsed<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: { readonly issues: Parameters<typeof flatErrors>[0] } };

function parse<T>(parsed: Parsed<T>, contentOf: (data: T) => EventContent): Read<EventContent> {
  return parsed.success ? ok(contentOf(parsed.data)) : err(flatErrors(parsed.error.issues));
}

function readSale(payload: SealedEvent['payload']): Read<EventContent> {
  if (isPlainSale(payload)) return addedUp(payload);
  const parsed = orderCompletedPayload.safeParse(payload);
  return parsed.success ? addedUp(parsed.data) : err(flatErrors(parsed.error.issues));
}

function addedUp(sale: OrderCompletedPayload): Read<EventContent> {
  const errors = saleSums(sale);
  return Object.keys(errors).length > 0 ? err(errors) : ok({ kind: 'order-completed', sale });
}

function readNote(payload: SealedEvent['payload']): Read<EventContent> {
  const parsed = creditNoteIssuedPayload.safeParse(payload);
  if (!parsed.success) return err(flatErrors(parsed.error.issues));
  const errors = creditNoteSums(parsed.data);
  return Object.keys(errors).length > 0 ? err(errors) : ok({ kind: 'credit-note-issued', note: parsed.data });
}
