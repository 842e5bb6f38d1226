import type { ReadBackField } from '../../../shared/contract/read-back.ts';
import type { ToldSale } from '../../../shared/contract/told-by-till.ts';
import type { Reader } from '../handles.ts';
import { listLines } from '../repositories/order-lines.ts';
import type { OrderRecord } from '../repositories/orders.ts';
import { listTenders, standingTenders } from '../repositories/tenders.ts';

const lineText = (line: Pick<ToldSale['lines'][number], 'name' | 'quantityMilli' | 'totalPaise'>): string =>
  `${line.quantityMilli} ${line.totalPaise} ${line.name}`;
const tenderText = ({
  kind,
  amountPaise,
}: Pick<ToldSale['tenders'][number], 'kind' | 'amountPaise'>): string => `${kind} ${amountPaise}`;

/** Whether two bills have the same lines. */
export function sameLines(db: Reader, seq: number, lines: ToldSale['lines']): boolean {
  return listLines(db, seq).map(lineText).join('\n') === lines.map(lineText).join('\n');
}

/** What of a bill here is not as the office holds it; empty when it is the same. */
export function differencesOf(db: Reader, order: OrderRecord, told: ToldSale): ReadBackField[] {
  const tenders = standingTenders(listTenders(db, order.seq)).map(tenderText);
  const facts: readonly (readonly [ReadBackField, boolean])[] = [
    ['number', order.invoiceNumber === told.order.invoiceNumber],
    ['total', order.totalPaise === told.order.totalPaise && order.taxPaise === told.order.taxPaise],
    ['date', order.businessDate === told.order.businessDate],
    ['lines', sameLines(db, order.seq, told.lines)],
    ['tenders', tenders.join() === told.tenders.map(tenderText).join()],
  ];
  return facts.flatMap(([field, same]) => (same ? [] : [field]));
}
