import type { ToldCreditNote, ToldSale } from '../../../shared/contract/told-by-till.ts';

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

type Taxed = Pick<
  ToldSale['lines'][number],
  'taxablePaise' | 'cgstPaise' | 'sgstPaise' | 'igstPaise' | 'totalPaise'
>;
const taxOf = (line: Taxed): number => line.cgstPaise + line.sgstPaise + line.igstPaise;
const lineAddsUp = (line: Taxed): boolean => line.taxablePaise + taxOf(line) === line.totalPaise;

function tenderAddsUp({
  kind,
  amountPaise,
  receivedPaise,
  changePaise,
}: ToldSale['tenders'][number]): boolean {
  if (kind !== 'cash') return receivedPaise === null && changePaise === null;
  return receivedPaise !== null && changePaise !== null && receivedPaise - changePaise === amountPaise;
}

/** Whether a bill is the sum of its lines, and its tenders are its total. */
export function saleAddsUp({ order, lines, tenders }: ToldSale): boolean {
  const { grossPaise, discountPaise, subtotalPaise, taxPaise, roundOffPaise, totalPaise } = order;
  return (
    lines.every((line) => line.grossPaise - line.discountPaise === line.totalPaise && lineAddsUp(line)) &&
    sum(lines.map((line) => line.grossPaise)) === grossPaise &&
    sum(lines.map((line) => line.discountPaise)) === discountPaise &&
    sum(lines.map((line) => line.taxablePaise)) === subtotalPaise &&
    sum(lines.map(taxOf)) === taxPaise &&
    grossPaise - discountPaise === subtotalPaise + taxPaise &&
    subtotalPaise + taxPaise + roundOffPaise === totalPaise &&
    tenders.every(tenderAddsUp) &&
    sum(tenders.map((tender) => tender.amountPaise)) === totalPaise
  );
}

/** Whether a credit note is the sum of its lines and of its refunds. */
export function creditNoteAddsUp({ creditNote, lines, refunds, ...told }: ToldCreditNote): boolean {
  const { subtotalPaise, taxPaise, roundOffPaise, totalPaise } = creditNote;
  return (
    lines.every(lineAddsUp) &&
    sum(lines.map((line) => line.taxablePaise)) === subtotalPaise &&
    sum(lines.map(taxOf)) === taxPaise &&
    subtotalPaise + taxPaise + roundOffPaise === totalPaise &&
    sum(refunds.map((refund) => refund.amountPaise)) === totalPaise &&
    told.return.paybackPaise === totalPaise &&
    refunds.every(({ state, returnId }) => state === 'DONE' && returnId === told.return.returnId)
  );
}
