import type { ReadBack } from '../../shared/contract/read-back.ts';
import { assertNever } from '../../shared/domain/result.ts';
import type { Back } from '../store/read-back/outcome.ts';
import type { HeldEvent } from './till-events.ts';

const MOST_NAMED = 100;

function textAt(value: unknown, ...path: readonly string[]): string | null {
  const [key, ...rest] = path;
  if (key === undefined) return typeof value === 'string' ? value : null;
  return typeof value === 'object' && value !== null && key in value
    ? textAt((value as Readonly<Record<string, unknown>>)[key], ...rest)
    : null;
}

/** What a person knows an event by: a document's number, a day, an order; else its id. */
function nameOf({ id, payload }: HeldEvent): string {
  const paths = [
    ['creditNote', 'creditNoteNumber'],
    ['order', 'invoiceNumber'],
    ['businessDate'],
    ['refund', 'orderId'],
    ['attempt', 'orderId'],
    ['order', 'orderId'],
  ];
  const found = paths.map((path) => textAt(payload, ...path)).find((text) => text !== null && text !== '');
  return (found ?? id).slice(0, 100);
}

/** The till code that a sale was made under; null in anything else. */
export function tillCodeOf({ kind, payload }: HeldEvent): string | null {
  return kind === 'order-completed' ? textAt(payload, 'order', 'tillCode') : null;
}

/** The order that an event belongs to. */
export function orderIdOf({ payload }: HeldEvent): string | null {
  const paths = [
    ['order', 'orderId'],
    ['refund', 'orderId'],
    ['attempt', 'orderId'],
  ];
  return paths.map((path) => textAt(payload, ...path)).find((text) => text !== null) ?? null;
}

/** Counts what became of each event. */
export type Tally = {
  readonly count: (event: HeldEvent, back: Back) => void;
  readonly view: (at: number, outcome: ReadBack['outcome']) => ReadBack;
};

/** Opens a count of nothing; the first hundred that differ or are refused are named. */
export function openTally(): Tally {
  const counts = { bills: 0, creditNotes: 0, there: 0, intoClosedDays: 0, differCount: 0, refusedCount: 0 };
  const differs: ReadBack['differs'] = [];
  const refused: ReadBack['refused'] = [];
  return {
    count: (event, back) => {
      const isSale = event.kind === 'order-completed';
      switch (back.kind) {
        case 'written':
          if (isSale) counts.bills += 1;
          if (event.kind === 'credit-note-issued') counts.creditNotes += 1;
          if (back.closedDay) counts.intoClosedDays += 1;
          return;
        case 'there':
          if (isSale) counts.there += 1;
          return;
        case 'differs':
          counts.differCount += 1;
          if (isSale) counts.there += 1;
          if (differs.length < MOST_NAMED) differs.push({ what: nameOf(event), fields: [...back.fields] });
          return;
        case 'refused':
          counts.refusedCount += 1;
          if (refused.length < MOST_NAMED) refused.push({ what: nameOf(event), reason: back.reason });
          return;
        default:
          assertNever(back);
      }
    },
    view: (at, outcome) => ({ at, outcome, ...counts, differs: [...differs], refused: [...refused] }),
  };
}
