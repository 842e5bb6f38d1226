import type { AttemptView } from '../../shared/contract/sale.ts';
import { calendarDate, reversalDueDate } from '../../shared/domain/business-date.ts';
import { safeActions } from '../../shared/domain/payment-actions.ts';
import type { AttemptRecord } from '../store/repositories/attempts.ts';
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

/** An attempt as the counter's panel and the order's page show it. */
export function viewOf(
  record: AttemptRecord,
  at: { readonly zone: string; readonly windowOver: boolean },
): AttemptView {
  const actions = safeActions(machineOf(record), { role: 'cashier', windowOver: at.windowOver });
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
  };
}
