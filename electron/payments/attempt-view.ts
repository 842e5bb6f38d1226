import type { AttemptView } from '../../shared/contract/sale.ts';
import type { UpiPayee } from '../../shared/contract/till.ts';
import { calendarDate, reversalDueDate } from '../../shared/domain/business-date.ts';
import { upiReference } from '../../shared/domain/upi-qr.ts';
import { safeActions } from '../../shared/domain/payment-actions.ts';
import type { OtpWait } from '../gateway/index.ts';
import type { AttemptRecord } from '../store/repositories/attempts.ts';
import { upiLinkFor } from './upi-link.ts';
import { machineOf } from './attempt-mapping.ts';

/** States in which a customer may have been debited for nothing, so that the date by which the bank gives it back is shown. */
const mayBeDebited: ReadonlySet<AttemptRecord['state']> = new Set([
  'UNKNOWN',
  'RESOLVED_UNPAID',
  'VOID_DUE',
  'VOID_UNKNOWN',
  'REFUND_DUE',
  'REFUND_UNKNOWN',
  'REFUND_REFUSED',
]);

/** The QR of an attempt while it may be paid: not before that is on disk, and not once it is asked to be cancelled. */
function qrOf(
  record: AttemptRecord,
  at: { readonly qrMs: number; readonly upi: UpiPayee | null },
): AttemptView['qr'] {
  if (record.kind !== 'upi-qr' || record.state !== 'PENDING' || record.cancelRequested) return null;
  const { attemptId, amountPaise } = record;
  const payload = at.upi === null ? null : upiLinkFor(at.upi, { attemptId, amountPaise });
  if (payload === null || !payload.ok) return null;
  return {
    payload: payload.value,
    reference: upiReference(attemptId),
    expiresAt: record.createdAt + at.qrMs,
  };
}

/** The one-time password that a typed card waits for: not once the payment is decided or asked to be cancelled. */
function otpOf(record: AttemptRecord, waits: OtpWait | null): NonNullable<AttemptView['otp']> | null {
  const isOpen = record.state === 'PENDING' || record.state === 'UNKNOWN';
  if (waits === null || !isOpen || record.cancelRequested || record.unwanted) return null;
  const { triesLeft, resendsLeft, expiresAtMs, wasWrong } = waits;
  return { triesLeft, resendsLeft, expiresAt: expiresAtMs, wasWrong };
}

/** An attempt as the counter's panel and the order's page show it. */
export function viewOf(
  record: AttemptRecord,
  at: {
    readonly zone: string;
    readonly windowOver: boolean;
    readonly qrMs: number;
    readonly upi: UpiPayee | null;
    readonly otp: OtpWait | null;
  },
): AttemptView {
  const { windowOver } = at;
  const actions = safeActions(machineOf(record), { role: 'cashier', windowOver });
  const ofManager = safeActions(machineOf(record), { role: 'manager', windowOver });
  const due = mayBeDebited.has(record.state)
    ? reversalDueDate(calendarDate(record.createdAt, at.zone))
    : null;
  return {
    attemptId: record.attemptId,
    orderId: record.orderId,
    kind: record.kind,
    amountPaise: record.amountPaise,
    state: record.state,
    version: record.version,
    reason: record.reason,
    cancelRequested: record.cancelRequested,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    scheme: record.scheme,
    lastFour: record.lastFour,
    rrn: record.rrn,
    authCode: record.authCode,
    unwanted: record.unwanted || record.superseded,
    refundByDate: due,
    actions: [...actions],
    managerActions: ofManager.filter((action) => !actions.includes(action)),
    verified: record.kind !== 'card-manual' && record.state !== 'RESOLVED_PAID',
    qr: qrOf(record, at),
    otp: otpOf(record, at.otp),
  };
}
