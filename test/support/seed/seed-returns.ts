/** Goods that come back to a seeded shop for cash, written by the store's own units. */
import { documentNumberFor } from '../../../electron/sales/document-number.ts';
import { soldOrder } from '../../../electron/sales/refunds/sold-order.ts';
import { sha256Hex } from '../../../electron/platform/message-signature.ts';
import type { Writer } from '../../../electron/store/handles.ts';
import { listLines } from '../../../electron/store/repositories/order-lines.ts';
import { findOrder } from '../../../electron/store/repositories/orders.ts';
import type { NewOutboxRow } from '../../../electron/store/repositories/outbox.ts';
import { beginReturn } from '../../../electron/store/units/begin-return.ts';
import type { CompletedReturn, RefundMoment } from '../../../electron/store/units/complete-return.ts';
import type { Mode } from '../../../shared/contract/till.ts';
import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import { financialYearOf } from '../../../shared/domain/financial-year.ts';
import type { InstallationId, OrderId, RefundId } from '../../../shared/domain/ids.ts';
import { priceRefund } from '../../../shared/domain/refund.ts';
import { assert } from '../../../shared/domain/result.ts';
import type { SeedChance } from './seed-chance.ts';

/** What the documents of a seeded till are numbered by. */
export type SeedTill = {
  readonly tillCode: string;
  readonly mode: Mode;
  readonly installationId: InstallationId;
};

/** An outbox row over a payload. */
export function outboxOf(
  chance: SeedChance,
  about: Pick<NewOutboxRow, 'aggregate' | 'aggregateId' | 'kind'>,
  content: object,
): NewOutboxRow {
  const payload = JSON.stringify({ form: 1, ...content });
  return {
    outboxId: chance.ids.next(),
    ...about,
    payload,
    payloadHash: sha256Hex(payload),
    createdAt: chance.clock.now(),
  };
}

function momentOf(chance: SeedChance, till: SeedTill, date: BusinessDate): RefundMoment {
  const { tillCode, installationId } = till;
  const outbox = (completed: CompletedReturn): NewOutboxRow => {
    const { order, creditNote, refunds, lines } = completed;
    const { orderId, invoiceNumber, version, state } = order;
    const about = {
      aggregate: 'credit-note',
      aggregateId: creditNote.creditNoteId,
      kind: 'credit-note-issued',
    } as const;
    const told = { order: { orderId, invoiceNumber, version, state }, return: completed.return, creditNote };
    return outboxOf(chance, about, { ...told, refunds, lines });
  };
  return {
    at: chance.clock.now(),
    businessDate: date,
    series: { tillCode, kind: 'credit-note', financialYear: financialYearOf(date).short, installationId },
    formatNumber: (allotted) => documentNumberFor(allotted, till.mode, date),
    creditNoteId: chance.ids.next(),
    outbox,
    personId: null,
  };
}

/** A whole order, or its first line, comes back for cash at the moment of the clock; nothing when that would pay nothing. */
export function takeReturn(
  db: Writer,
  chance: SeedChance,
  till: SeedTill,
  come: { readonly orderId: OrderId; readonly date: BusinessDate },
): boolean {
  const order = findOrder(db, come.orderId);
  assert(order?.state === 'paid', 'what comes back was sold');
  const sold = listLines(db, order.seq);
  const back = chance.random.chance(0.4) ? sold : sold.slice(0, 1);
  const priced = priceRefund(soldOrder(order, sold), new Map(), back);
  assert(priced.ok, 'a seeded bill can come back');
  const { taxablePaise, taxPaise, roundOffPaise, paybackPaise, lines } = priced.value;
  if (paybackPaise <= 0) return false;
  const at = chance.clock.now();
  const returnId = chance.ids.next<RefundId>();
  const reason = chance.random.pick(['Damaged', 'Wrong item', 'Not as expected', 'Expired']);
  const common = { reason, personId: null, createdAt: at };
  const begun = beginReturn(db, {
    orderId: come.orderId,
    record: {
      returnId,
      bodyHash: sha256Hex(returnId),
      destination: 'cash',
      restock: reason !== 'Expired',
      taxablePaise,
      taxPaise,
      roundOffPaise,
      paybackPaise,
      ...common,
    },
    refunds: [
      {
        refundId: returnId,
        attemptSeq: null,
        kind: 'cash-back',
        tenderKind: 'cash',
        amountPaise: paybackPaise,
        state: 'DONE',
        rrn: null,
        creditNoteId: null,
        businessDate: come.date,
        approvedBy: null,
        updatedAt: at,
        ...common,
      },
    ],
    lines,
    moment: momentOf(chance, till, come.date),
  });
  assert(begun.ok, 'a seeded return goes through');
  return true;
}
