import type { Paise } from '../../shared/domain/money.ts';
import { prepareBatch } from './insert-rows.ts';

/* What comes after a sale. Each says how something stands under a version of its own, and the highest version holds: so the end is the same in
 * whichever order they come, and however often. */

/** Money that goes back, as it stands now. */
export type NewRefund = {
  readonly refundRef: string;
  readonly orderRef: string;
  readonly tillId: number;
  readonly version: number;
  readonly state: string;
  readonly kind: string;
  readonly tenderKind: string;
  readonly amountPaise: Paise;
  readonly reason: string;
  readonly rrn: string | null;
  readonly businessDate: string;
  readonly idempotencyKey: string | null;
  readonly bodySha256: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** A credit note; it never changes. */
export type NewCreditNote = {
  readonly creditNoteRef: string;
  readonly orderRef: string;
  readonly number: string;
  readonly businessDate: string;
  readonly subtotalPaise: Paise;
  readonly taxPaise: Paise;
  readonly roundOffPaise: Paise;
  readonly totalPaise: Paise;
  readonly reason: string;
  readonly createdAt: number;
};

/** A payment attempt as it stands now. */
export type NewAttempt = {
  readonly attemptRef: string;
  readonly orderRef: string;
  readonly version: number;
  readonly state: string;
  readonly kind: string;
  readonly amountPaise: Paise;
  readonly reason: string | null;
  readonly rrn: string | null;
  readonly authCode: string | null;
  readonly transactionId: string | null;
  readonly updatedAt: number;
};

/** How an order stands at its till. */
export type NewStanding = { readonly orderRef: string; readonly version: number; readonly state: string };

// Two sayings of one version can only differ by a mistake; then the greater text holds, so that even this does not depend on the order.
const newer = (table: string): string =>
  `WHERE (excluded.version, excluded.state) > (${table}.version, ${table}.state)`;
const take = (...columns: readonly string[]): string =>
  columns.map((column) => `${column} = excluded.${column}`).join(', ');

export const refundBatch = prepareBatch<NewRefund>({
  table: 'refunds',
  columns: [
    ['refund_ref', 'uuid', (r) => r.refundRef],
    ['order_ref', 'uuid', (r) => r.orderRef],
    ['till_id', 'bigint', (r) => r.tillId],
    ['version', 'bigint', (r) => r.version],
    ['state', 'text', (r) => r.state],
    ['kind', 'text', (r) => r.kind],
    ['tender_kind', 'text', (r) => r.tenderKind],
    ['amount_paise', 'bigint', (r) => r.amountPaise],
    ['reason', 'text', (r) => r.reason],
    ['rrn', 'text', (r) => r.rrn],
    ['business_date', 'text', (r) => r.businessDate],
    ['idempotency_key', 'text', (r) => r.idempotencyKey],
    ['body_sha256', 'text', (r) => r.bodySha256],
    ['created_at', 'bigint', (r) => r.createdAt],
    ['updated_at', 'bigint', (r) => r.updatedAt],
  ],
  tail: `ON CONFLICT (shop_id, refund_ref) DO UPDATE SET ${take(
    'version',
    'state',
    'kind',
    'tender_kind',
    'rrn',
    'business_date',
    'updated_at',
  )} ${newer('refunds')}`,
});

export const creditNoteBatch = prepareBatch<NewCreditNote>({
  table: 'credit_notes',
  columns: [
    ['credit_note_ref', 'uuid', (c) => c.creditNoteRef],
    ['order_ref', 'uuid', (c) => c.orderRef],
    ['number', 'text', (c) => c.number],
    ['business_date', 'text', (c) => c.businessDate],
    ['subtotal_paise', 'bigint', (c) => c.subtotalPaise],
    ['tax_paise', 'bigint', (c) => c.taxPaise],
    ['round_off_paise', 'bigint', (c) => c.roundOffPaise],
    ['total_paise', 'bigint', (c) => c.totalPaise],
    ['reason', 'text', (c) => c.reason],
    ['created_at', 'bigint', (c) => c.createdAt],
  ],
  tail: 'ON CONFLICT DO NOTHING RETURNING credit_note_ref',
});

export const attemptBatch = prepareBatch<NewAttempt>({
  table: 'attempts',
  columns: [
    ['attempt_ref', 'uuid', (a) => a.attemptRef],
    ['order_ref', 'uuid', (a) => a.orderRef],
    ['version', 'bigint', (a) => a.version],
    ['state', 'text', (a) => a.state],
    ['kind', 'text', (a) => a.kind],
    ['amount_paise', 'bigint', (a) => a.amountPaise],
    ['reason', 'text', (a) => a.reason],
    ['rrn', 'text', (a) => a.rrn],
    ['auth_code', 'text', (a) => a.authCode],
    ['transaction_id', 'text', (a) => a.transactionId],
    ['updated_at', 'bigint', (a) => a.updatedAt],
  ],
  tail: `ON CONFLICT (shop_id, attempt_ref) DO UPDATE SET ${take(
    'version',
    'state',
    'reason',
    'rrn',
    'auth_code',
    'transaction_id',
    'updated_at',
  )} ${newer('attempts')}`,
});

export const standingBatch = prepareBatch<NewStanding>({
  table: 'standings',
  columns: [
    ['order_ref', 'uuid', (s) => s.orderRef],
    ['version', 'bigint', (s) => s.version],
    ['state', 'text', (s) => s.state],
  ],
  tail: `ON CONFLICT (shop_id, order_ref) DO UPDATE SET ${take('version', 'state')} ${newer('standings')}`,
});
