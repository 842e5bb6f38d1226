import { financialYearOf } from '../../../shared/domain/financial-year.ts';
import { sha256Hex } from '../../platform/message-signature.ts';
import type { NewOutboxRow } from '../../store/repositories/outbox.ts';
import type { CompletedReturn, RefundMoment } from '../../store/units/complete-return.ts';
import { documentNumberFor } from '../document-number.ts';
import { businessDateOf } from '../sale-day.ts';
import type { RefundDeps } from './ports.ts';

/** What the central API is told: the whole return with its credit note, once. */
function outboxRow(deps: RefundDeps, completed: CompletedReturn, at: number): NewOutboxRow {
  const { order, creditNote, refunds, lines } = completed;
  const { orderId, invoiceNumber, version, state } = order;
  const payload = JSON.stringify({
    form: 1,
    order: { orderId, invoiceNumber, version, state },
    return: completed.return,
    creditNote,
    refunds,
    lines,
  });
  return {
    outboxId: deps.ids.next(),
    aggregate: 'credit-note',
    aggregateId: creditNote.creditNoteId,
    kind: 'credit-note-issued',
    payload,
    payloadHash: sha256Hex(payload),
    createdAt: at,
  };
}

/** All that money going back asks of the moment in which it is committed. */
export function refundMoment(deps: RefundDeps, at: number): RefundMoment {
  const { zone, tillCode } = deps.shop();
  const businessDate = businessDateOf(deps.db, at, zone);
  return {
    at,
    businessDate,
    series: {
      tillCode,
      kind: 'credit-note',
      financialYear: financialYearOf(businessDate).short,
      installationId: deps.installationId,
    },
    formatNumber: (allotted) => documentNumberFor(allotted, deps.mode, businessDate),
    creditNoteId: deps.ids.next(),
    outbox: (completed) => outboxRow(deps, completed, at),
    personId: deps.person(),
  };
}
