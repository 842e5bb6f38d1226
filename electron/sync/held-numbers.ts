import { creditNoteIssuedPayload, orderCompletedPayload } from '../../shared/contract/central-api.ts';
import type { LastDocument, LostBill } from '../../shared/contract/till-origin.ts';
import { paise } from '../../shared/domain/money.ts';
import { seriesPlaceOf } from '../../shared/domain/series-place.ts';
import type { HeldEvent } from './till-events.ts';

/** The last number of every series of a till code that the office holds, and the bills from an instant (UTC ms) on. */
export type HeldNumbers = {
  readonly take: (event: HeldEvent) => void;
  readonly lastDocuments: () => readonly LastDocument[];
  readonly bills: () => readonly LostBill[];
};

/** Gathers them, event by event. */
export function heldNumbers(tillCode: string, fromMs: number): HeldNumbers {
  const last = new Map<string, LastDocument>();
  const bills = new Map<string, LostBill>();
  // The numbers of a series are of one length, so that the greatest text is the last number.
  const takeNumber = (number: string): void => {
    const place = seriesPlaceOf(number);
    if (place === null) return;
    const { prefix, kind, financialYear, letter } = place;
    const known = last.get(prefix)?.number ?? '';
    if (number > known) last.set(prefix, { kind, financialYear, letter, number });
  };
  const takeOrder = (payload: unknown): void => {
    const sale = orderCompletedPayload.safeParse(payload);
    if (!sale.success || sale.data.order.tillCode !== tillCode) return;
    const { orderId, invoiceNumber: number, totalPaise, paidAt: at } = sale.data.order;
    takeNumber(number);
    if (at >= fromMs) bills.set(orderId, { orderId, number, totalPaise: paise(totalPaise), at });
  };
  const takeCreditNote = (payload: unknown): void => {
    const note = creditNoteIssuedPayload.safeParse(payload);
    if (note.success) takeNumber(note.data.creditNote.creditNoteNumber);
  };
  return {
    take: ({ kind, payload }) => {
      if (kind === 'order-completed') takeOrder(payload);
      if (kind === 'credit-note-issued') takeCreditNote(payload);
    },
    lastDocuments: () => [...last.values()],
    bills: () => [...bills.values()],
  };
}
