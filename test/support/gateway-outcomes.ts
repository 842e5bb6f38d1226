import type { Answer, AttemptRef, GatewayError, NotSupported } from '../../electron/gateway/index.ts';
import type { HeldTransaction } from '../../electron/training/emulator/transaction.ts';
import { NOT_SENT_REASONS, UNKNOWN_REASONS } from '../../shared/domain/payment-reasons.ts';
import type { Result } from '../../shared/domain/result.ts';

/** Any outcome of any call, in a few letters. */
export function inShort(result: Result<{ readonly kind: string }, GatewayError | NotSupported>): string {
  if (result.ok) return result.value.kind;
  const { error } = result;
  if (error.code === 'not-supported') return `not-supported: ${error.call}`;
  if (error.code === 'not-sent' || error.code === 'unknown-outcome') return `${error.code}: ${error.reason}`;
  return `${error.code}: ${error.detail}`;
}

const kinds: ReadonlySet<string> = new Set<Answer['kind']>([
  'pending',
  'approved',
  'approved-other-amount',
  'declined',
  'cancelled',
  'voided',
  'refunded',
  'not-found',
]);
const notSent: ReadonlySet<string> = new Set(NOT_SENT_REASONS);
const unknown: ReadonlySet<string> = new Set(UNKNOWN_REASONS);

/** Whether an outcome is one of the closed taxonomy, with a reason that the state machine knows. */
export function isInTaxonomy(result: Result<Answer, GatewayError>): boolean {
  if (result.ok) return kinds.has(result.value.kind);
  switch (result.error.code) {
    case 'not-sent':
      return notSent.has(result.error.reason);
    case 'unknown-outcome':
      return unknown.has(result.error.reason);
    case 'invalid-request':
    case 'auth-failure':
    case 'duplicate':
      return result.error.detail !== '';
  }
}

/**
 * What is wrong with an approval, or null: it must carry all its evidence, name what was asked, and the gateway's own books must hold just that
 * approval.
 */
export function faultOfApproval(
  result: Result<Answer, GatewayError>,
  ref: AttemptRef,
  account: { readonly merchantId: string; readonly terminalId: string },
  booked: readonly HeldTransaction[],
): string | null {
  if (!result.ok) return null;
  const answer = result.value;
  if (answer.kind !== 'approved' && answer.kind !== 'approved-other-amount') return null;
  const { approval } = answer;
  if (approval.attemptId !== ref.attemptId) return 'another attempt';
  if (!/^[A-Za-z0-9]{4,}$/.test(approval.authCode ?? '')) return 'no auth code';
  if (!/^[A-Za-z0-9]{4,}$/.test(approval.rrn)) return 'no RRN';
  if (approval.currency !== 'INR') return 'another currency';
  if (approval.merchantId !== account.merchantId) return 'another merchant';
  if (approval.terminalId !== account.terminalId) return 'another terminal';
  if (answer.kind === 'approved-other-amount') return null;
  if (approval.amountPaise !== ref.amountPaise) return 'another amount';
  const held = booked.find(({ attemptId }) => attemptId === ref.attemptId);
  if (held?.status !== 'APPROVED') return `the gateway holds ${held?.status ?? 'nothing'}`;
  return held.chargedPaise === ref.amountPaise ? null : 'the gateway charged another amount';
}
